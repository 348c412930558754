# shellcheck shell=bash
# bootstrap: the stacks of CloudFormation, made or brought up to date.

export OPTIONS_bootstrap=""

help_bootstrap() {
  cat << 'END'
deploy/sluice bootstrap ENV

Makes what ENV consists of, or brings it up to date: the stack sluice-shared, which all environments of a region have in common
(image repositories, the Beanstalk application), and the stack sluice-ENV (queues, Beanstalk environments, roles, dashboard,
alarms). Parameters come from deploy/environments/ENV.env: INSTANCE_TYPE there is InstanceType in a template. Run it after each
change of a template or of that file; what has not changed stays as it is.
END
}

# What CloudFormation takes in a call; a larger template goes through the bucket.
TEMPLATE_LIMIT=51200

command_bootstrap() {
  words 1 1 "$@"
  load_environment "$1"
  warn_of_unknown_keys
  lock "bootstrap"
  deploy_stack "$APPLICATION-shared" "$HERE/infrastructure/shared.yaml" shared
  deploy_stack "$(stack_name)" "$HERE/infrastructure/environment.yaml" "$ENVIRONMENT"
  done_with "$ENVIRONMENT is there. Next: deploy/sluice release $ENVIRONMENT"
  result "$(jq -n --arg environment "$ENVIRONMENT" --arg shared "$APPLICATION-shared" --arg stack "$(stack_name)" \
    '{$environment, stacks: [$shared, $stack]}')" "$(stack_name)"
}

# template_parameters FILE: the names under its key Parameters.
template_parameters() {
  awk '/^[^[:space:]#]/ { inside = ($1 == "Parameters:") } inside && /^  [A-Za-z0-9]+:/ { sub(":.*", "", $1); print $1 }' "$1"
}

# camel_case KEY: INSTANCE_TYPE is InstanceType.
camel_case() {
  local part name=
  local -a parts
  IFS=_ read -ra parts <<< "${1,,}"
  for part in "${parts[@]}"; do name+=${part^}; done
  printf '%s\n' "$name"
}

# What the script itself reads.
SCRIPT_KEYS=(AWS_REGION AWS_ACCOUNT_ID ARCHITECTURE DRAIN_GRACE SCALING_POLICY PRODUCER_MEMORY PRODUCER_MEMORY_RESERVATION
  CONSUMER_MEMORY CONSUMER_MEMORY_RESERVATION)

warn_of_unknown_keys() {
  local key known
  known=$(template_parameters "$HERE/infrastructure/shared.yaml" && template_parameters "$HERE/infrastructure/environment.yaml")
  while IFS= read -r key; do
    [[ " ${SCRIPT_KEYS[*]} " == *" $key "* ]] || grep -qxF "$(camel_case "$key")" <<< "$known" \
      || warn "$key in deploy/environments/$ENVIRONMENT.env means nothing, neither to the templates nor to the script"
  done < <(printf '%s\n' "${!SETTING[@]}" | LC_ALL=C sort)
}

# deploy_stack STACK TEMPLATE TAG
deploy_stack() {
  local stack=$1 template=$2 tag=$3 known key
  local -a parameters=() more=()
  known=$(template_parameters "$template")
  if grep -qxF Environment <<< "$known"; then parameters+=("Environment=$ENVIRONMENT"); fi
  while IFS= read -r key; do
    if grep -qxF "$(camel_case "$key")" <<< "$known"; then parameters+=("$(camel_case "$key")=${SETTING[$key]}"); fi
  done < <(printf '%s\n' "${!SETTING[@]}" | LC_ALL=C sort)
  [ "${#parameters[@]}" -eq 0 ] || more+=(--parameter-overrides "${parameters[@]}")
  if [ "$(wc -c < "$template")" -gt "$TEMPLATE_LIMIT" ]; then
    need_bucket
    more+=(--s3-bucket "$BUCKET" --s3-prefix "$APPLICATION/templates")
  fi
  clear_failed_stack "$stack"
  say "Bringing the stack $stack up to date"
  # It answers in sentences; what is asked afterwards tells more.
  aws_try cloudformation deploy --stack-name "$stack" --template-file "$template" --capabilities CAPABILITY_NAMED_IAM \
    --no-fail-on-empty-changeset --tags "application=$APPLICATION" "environment=$tag" "${more[@]}" > "$SCRATCH/deploy" \
    || stack_failed "$stack"
}

# stack_status STACK: empty if there is none.
stack_status() {
  local answer
  answer=$(ASSUMED='{"Stacks": []}' aws_try cloudformation describe-stacks --stack-name "$1") || {
    grep -q 'does not exist' "$SCRATCH/aws-error" || aws_failed
    return 0
  }
  jq -r '.Stacks[0].StackStatus // empty' <<< "$answer"
}

# clear_failed_stack STACK: one whose creation failed cannot be updated, and has nothing to keep.
clear_failed_stack() {
  local status
  status=$(stack_status "$1")
  case $status in
    ROLLBACK_COMPLETE | ROLLBACK_FAILED | DELETE_FAILED)
      say "The stack $1 is $status: removing what is left of it"
      delete_stack "$1"
      ;;
    REVIEW_IN_PROGRESS) ;;
    *_IN_PROGRESS) refuse "the stack $1 is being changed: $status" "Wait until it is done, then run the same command." ;;
  esac
}

# delete_stack STACK: and waits until it is gone.
delete_stack() {
  local status deadline=$((SECONDS + ${TIMEOUT:-3600}))
  aws_call cloudformation delete-stack --stack-name "$1" > /dev/null
  while :; do
    status=$(stack_status "$1")
    case $status in
      '' | DELETE_COMPLETE) return ;;
      DELETE_FAILED) stack_failed "$1" ;;
    esac
    [ "$SECONDS" -lt "$deadline" ] || fail "the stack $1 is still being deleted" "Run the same command again."
    pause
  done
}

# stack_failed STACK: what could not be made or deleted, and not what was cancelled for it.
stack_failed() {
  local message events reasons=
  message=$(aws_message)
  if [ -n "$(aws_error)" ]; then aws_failed; fi
  events=$(aws_try cloudformation describe-stack-events --stack-name "$1") \
    && reasons=$(jq -r '[.StackEvents[] | select(.ResourceStatus | endswith("_FAILED"))
      | select(.ResourceStatusReason // "" | test("cancelled") | not)
      | "\(.LogicalResourceId) (\(.ResourceType)): \(.ResourceStatusReason // "no reason given")"] | unique | .[]' <<< "$events")
  say "${reasons:-$message}"
  fail "the stack $1 could not be brought up to date" "Put right what is said above, then run the same command."
}
