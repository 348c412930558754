# shellcheck shell=bash
# An environment: its file in deploy/environments, and the names that follow from its own.

APPLICATION=sluice

environment_names() {
  local file names=()
  for file in "$ROOT"/deploy/environments/*.env; do
    names+=("$(basename "$file" .env)")
  done
  printf '%s\n' "${names[*]}"
}

# The Beanstalk environments that ENV consists of: its workers, then its producer.
declare -a BEANSTALK_NAMES=()

# load_environment ENV: its settings from the file, see settings.sh, and BEANSTALK_NAMES.
load_environment() {
  ENVIRONMENT=$1
  # Names of Beanstalk environments have at most 40 characters: sluice-ENV-worker-PRIORITY.
  [[ $ENVIRONMENT =~ ^[a-z][a-z0-9]{0,15}$ ]] \
    || misuse "an environment's name has at most 16 lower-case letters and digits: \"$ENVIRONMENT\""
  # The stack of what all environments share has that name already.
  [ "$ENVIRONMENT" != shared ] || misuse "an environment cannot be called \"shared\""
  ENVIRONMENT_FILE="$ROOT/deploy/environments/$ENVIRONMENT.env"
  [ -f "$ENVIRONMENT_FILE" ] || misuse "there is no environment \"$ENVIRONMENT\"; there are: $(environment_names)"
  read_settings "$ENVIRONMENT_FILE"
  # A proof tries other values than those of the file.
  [ -z "${SLUICE_OVERRIDES-}" ] || read_settings "$SLUICE_OVERRIDES"
  AWS_REGION=$(setting AWS_REGION)
  ARCHITECTURE=$(setting ARCHITECTURE)
  export AWS_REGION ARCHITECTURE ENVIRONMENT
  [[ $ARCHITECTURE =~ ^(x86_64|arm64)$ ]] \
    || fail "ARCHITECTURE in deploy/environments/$ENVIRONMENT.env is x86_64 or arm64, not \"$ARCHITECTURE\""
  check_scaling
  mapfile -t BEANSTALK_NAMES < <(beanstalk_names)
  check_account
}

# setting KEY: its value; without one the script ends.
setting() {
  [ -n "${SETTING[$1]-}" ] || fail "$1 is not set in deploy/environments/$ENVIRONMENT.env"
  printf '%s\n' "${SETTING[$1]}"
}

# whole_number KEY: a setting that jq and sums can take.
whole_number() {
  local value
  value=$(setting "$1")
  [[ $value =~ ^[0-9]{1,7}$ ]] || fail "$1 in deploy/environments/$ENVIRONMENT.env is not a whole number: \"$value\""
  printf '%s\n' "$value"
}

# check_account: where the file names an account, credentials for another one are refused.
check_account() {
  local wanted=${SETTING[AWS_ACCOUNT_ID]-} found
  [ -n "$wanted" ] || return 0
  found=$(ASSUMED="{\"Account\": \"$wanted\"}" aws_call sts get-caller-identity | jq -r .Account)
  [ "$found" = "$wanted" ] || refuse "the credentials are for account $found, and $ENVIRONMENT is in $wanted" "Log in to $wanted."
}

# priorities: each WORKER_PRIORITY_MIN is one, in the order of their names.
priorities() {
  local key
  for key in "${!SETTING[@]}"; do
    if [[ $key =~ ^WORKER_([A-Z0-9]+)_MIN$ ]]; then printf '%s\n' "${BASH_REMATCH[1],,}"; fi
  done | LC_ALL=C sort
}

# beanstalk_names: what BEANSTALK_NAMES are.
beanstalk_names() {
  local priority
  for priority in $(priorities); do
    printf '%s-%s-worker-%s\n' "$APPLICATION" "$ENVIRONMENT" "$priority"
  done
  printf '%s-%s-producer\n' "$APPLICATION" "$ENVIRONMENT"
}

# role_of NAME: which bundle a Beanstalk environment runs, producer or worker.
role_of() {
  case $1 in
    *-producer) echo producer ;;
    *) echo worker ;;
  esac
}

# names_of ROLE: the Beanstalk environments of one role, or of all if ROLE is empty; or the one with that very name's end.
names_of() {
  local role name
  for name in "${BEANSTALK_NAMES[@]}"; do
    role=worker
    [[ $name != *-producer ]] || role=producer
    case $1 in
      '' | "$role" | "${name#"$APPLICATION-$ENVIRONMENT-"}") printf '%s\n' "$name" ;;
    esac
  done
}

stack_name() { printf '%s-%s\n' "$APPLICATION" "$ENVIRONMENT"; }
