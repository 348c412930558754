# shellcheck shell=bash
# ssh: a shell on an instance.

export OPTIONS_ssh="instance:"

help_ssh() {
  cat << 'END'
deploy/sluice ssh ENV [producer|worker|worker-PRIORITY] [--instance ID]

A shell on an instance of ENV, by AWS Systems Manager's Session Manager: no key, no open port, and a record of who was there.
Needs the session-manager-plugin of the aws command. Without a name it is the first instance of a worker.

  --instance ID   this one; without it the first is taken, and the others are listed
END
}

command_ssh() {
  words 1 2 "$@"
  load_environment "$1"
  rehearsing || command -v session-manager-plugin > /dev/null \
    || fail "the session-manager-plugin is missing" "Install it: AWS Systems Manager's user guide says how."
  local names instances instance=${OPTION[instance]-}
  names=$(names_of "${2-worker}")
  [ -n "$names" ] || misuse "$ENVIRONMENT has no \"$2\"; it has: ${BEANSTALK_NAMES[*]#"$APPLICATION-$ENVIRONMENT-"}"
  instances=$(instances_of "$names")
  [ -n "$instances" ] || fail "no instance runs in $(paste -sd ' ' <<< "$names")" "See: deploy/sluice status $ENVIRONMENT"
  if [ -z "$instance" ]; then
    instance=$(head -n 1 <<< "$instances")
  elif ! grep -qxF "$instance" <<< "$instances"; then
    fail "the instance $instance is not one of $ENVIRONMENT's: $(paste -sd ' ' <<< "$instances")"
  fi
  say "On $instance of: $(paste -sd ' ' <<< "$instances")"
  local -a AWS_WORDS
  aws_words ssm start-session --target "$instance"
  # Not through aws_call: the session has the terminal.
  if rehearsing; then show "${AWS_WORDS[@]}"; else "${AWS_WORDS[@]}"; fi
}

# instances_of BEANSTALK_NAMES
instances_of() {
  local name answer
  for name in $1; do
    answer=$(ASSUMED='{"EnvironmentResources": {"Instances": [{"Id": "INSTANCE"}]}}' aws_try elasticbeanstalk \
      describe-environment-resources --environment-name "$name") || {
      [[ $(aws_message) != *"No Environment found"* ]] || fail "there is no Beanstalk environment $name" "Run: deploy/sluice bootstrap $ENVIRONMENT"
      aws_failed
    }
    jq -r '.EnvironmentResources.Instances[].Id' <<< "$answer"
  done
}
