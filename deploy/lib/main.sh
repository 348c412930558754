# shellcheck shell=bash
# The command line: which command, which options, and what every command has in common.

COMMANDS=(bootstrap build push release status rollback logs ssh versions prune destroy prove)

declare -A OPTION=()
declare -a WORDS=()

help_sluice() {
  cat << 'END'
deploy/sluice COMMAND [ENV] [OPTIONS]

  bootstrap ENV           makes or updates what ENV consists of in AWS
  build                   builds the native images of the checked-out commit
  push                    pushes the images that were built
  release ENV             brings a version to ENV: builds and pushes what is missing
  status ENV              versions, health, queues
  rollback ENV [VERSION]  goes back to the version before, or to VERSION
  logs ENV [SERVICE]      what the services log: producer or worker
  ssh ENV [SERVICE]       a shell on an instance, by Session Manager
  versions                which versions there are, and where they run
  prune                   deletes old versions and their bundles
  destroy ENV             deletes ENV, after asking
  prove ENV               lives the life of a throwaway ENV on AWS, and checks what could only be read

deploy/sluice COMMAND --help tells more. ENV is a file in deploy/environments, such as dev.

With every command:
  --dry-run   prints each call of aws, docker and mvnw, and makes none
  --json      the result as one JSON object on stdout; with --dry-run one object for each call
  --help

Exit status: 0 done; 1 failed; 2 not understood; 3 refused, nothing was changed; 4 the release failed and was rolled back.

Credentials are what the aws command finds. Environment variables:
  AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_<SERVICE>   another endpoint than Amazon's public one, for all services or for one
                          (AUTO_SCALING, CLOUDFORMATION, CLOUDWATCH, ECR, ELASTIC_BEANSTALK, LOGS, S3, SECRETS_MANAGER, SQS, SSM, STS)
  SLUICE_POLL_SECONDS     how often AWS is asked while waiting (5)
  SLUICE_SETTLE_SECONDS   how long an updated environment may take to become Green (300)
  SLUICE_LOCK_SECONDS     after which time the lock of a release counts as left behind (7200)
END
}

main() {
  if [ "${BASH_VERSINFO[0]}" -lt 5 ]; then misuse "this needs bash 5 or later, and is run by $BASH_VERSION"; fi
  local command=${1-}
  case $command in
    '' | -h | --help | help)
      help_sluice
      [ -n "$command" ] || exit 2
      return
      ;;
  esac
  [[ " ${COMMANDS[*]} " == *" $command "* ]] || misuse "there is no command \"$command\""
  shift
  local options_name="OPTIONS_$command"
  parse_options "${!options_name}" "$@"
  if [ -n "${OPTION[help]-}" ]; then
    "help_$command"
    return
  fi
  prepare
  "command_$command" ${WORDS[@]+"${WORDS[@]}"}
  if rehearsing; then say "This was a rehearsal: nothing was called."; fi
}

# parse_options "flag value:" WORDS...: fills OPTION and WORDS. A name with a colon takes a value.
parse_options() {
  local known=" $1 help dry-run json " name
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      -h) OPTION[help]=1 ;;
      --*=*)
        name=${1#--}
        name=${name%%=*}
        [[ $known == *" $name: "* ]] || misuse "there is no option --$name with a value here"
        OPTION[$name]=${1#*=}
        ;;
      --*)
        name=${1#--}
        if [[ $known == *" $name "* ]]; then
          OPTION[$name]=1
        elif [[ $known == *" $name: "* ]]; then
          [ $# -ge 2 ] || misuse "--$name needs a value"
          OPTION[$name]=$2
          shift
        else
          misuse "there is no option --$name here"
        fi
        ;;
      *) WORDS+=("$1") ;;
    esac
    shift
  done
}

# prepare: what holds for every command. File descriptor 3 is where results go, whatever stdout is at the time.
prepare() {
  exec 3>&1
  SCRATCH=$(mktemp -d)
  export SCRATCH
  # A pager or a prompt would wait for somebody; retries are the CLI's own, with a growing delay.
  export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off
  export AWS_RETRY_MODE=${AWS_RETRY_MODE:-standard} AWS_MAX_ATTEMPTS=${AWS_MAX_ATTEMPTS:-6}
  trap leave EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  local tool
  for tool in aws jq git; do
    command -v "$tool" > /dev/null || fail "the command $tool is missing" "Install it; deploy/README.md lists what is needed."
  done
}

# A function to call on every way out, with the status; empty for none.
AT_END=

# leave: on every way out. A lock that stayed would keep the others waiting.
leave() {
  local status=$?
  trap - EXIT
  trap '' INT TERM
  if [ -n "$AT_END" ]; then
    # Not as part of a condition, since what fails there would go on.
    set +e
    "$AT_END" "$status"
    set -e
  fi
  unlock || true
  rm -rf "$SCRATCH"
  exit "$status"
}

# words COUNT-LEAST COUNT-MOST WORDS...: refuses too few or too many.
words() {
  local least=$1 most=$2
  shift 2
  [ $# -ge "$least" ] || misuse "the name of an environment is missing, one of: $(environment_names)"
  [ $# -le "$most" ] || misuse "too many words: ${*:most+1}"
}

# number NAME DEFAULT: the value of an option that is a whole number.
number() {
  local value=${OPTION[$1]-$2}
  [[ $value =~ ^[0-9]{1,6}$ ]] || misuse "--$1 takes a whole number, not \"$value\""
  printf '%s\n' "$value"
}
