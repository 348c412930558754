# shellcheck shell=bash
# Elastic Beanstalk: application versions, the state of environments, and their events as they come.

label() { printf '%s-%s-%s\n' "$2" "$ENVIRONMENT" "$1"; }

# version_of LABEL: without what the label adds; empty for one that is not ours.
version_of() {
  local version=${1%-"$ENVIRONMENT"-*}
  [ "$version" = "$1" ] || printf '%s\n' "$version"
}

# environment_states: those of ENV, as JSON: name, id, status, health, label. It fails like aws_try.
environment_states() {
  local answer
  local -a names
  mapfile -t names < <(beanstalk_names)
  answer=$(ASSUMED=$(assumed_states) aws_try elasticbeanstalk describe-environments --application-name "$APPLICATION" \
    --no-include-deleted --environment-names "${names[@]}") || return
  jq -c '[.Environments[] | {name: .EnvironmentName, id: .EnvironmentId, status: .Status, health: .Health,
    label: (.VersionLabel // "")}] | sort_by(.name)' <<< "$answer"
}

# What a rehearsal finds: all is well, and on the version that was asked for.
declare -A TARGET=()

assumed_states() {
  local name
  for name in $(beanstalk_names); do
    jq -n --arg name "$name" --arg version "${TARGET[$name]-}" \
      '{EnvironmentName: $name, EnvironmentId: "e-\($name)", Status: "Ready", Health: "Green", VersionLabel: $version}'
  done | jq -cs '{Environments: .}'
}

# need_environments: all states, once every environment is there.
need_environments() {
  local states name
  states=$(environment_states) || aws_failed
  for name in $(beanstalk_names); do
    [ "$(state "$states" "$name" status)" != '' ] \
      || fail "there is no Beanstalk environment $name" "Run: deploy/sluice bootstrap $ENVIRONMENT"
  done
  printf '%s\n' "$states"
}

# state STATES NAME FIELD
state() { jq -r --arg name "$2" --arg field "$3" '.[] | select(.name == $name) | .[$field] // ""' <<< "$1"; }

# application_version LABEL: its status, such as PROCESSED; empty if it is not there.
application_version() {
  local answer
  answer=$(ASSUMED="${ASSUMED_VERSION:-{\}}" aws_call elasticbeanstalk describe-application-versions \
    --application-name "$APPLICATION" --version-labels "$1")
  jq -r '.ApplicationVersions[0].Status // empty' <<< "$answer"
}

# create_version LABEL STATUS BUCKET KEY DESCRIPTION: and waits until Elastic Beanstalk has looked into the bundle.
create_version() {
  local label=$1 status=$2 bucket=$3 key=$4 description=$5
  if [ "$status" = FAILED ]; then
    say "$label had failed: making it anew"
    aws_call elasticbeanstalk delete-application-version --application-name "$APPLICATION" --version-label "$label" > /dev/null
    status=
  fi
  if [ -z "$status" ]; then
    aws_try elasticbeanstalk create-application-version --application-name "$APPLICATION" --version-label "$label" \
      --description "$description" --source-bundle "S3Bucket=$bucket,S3Key=$key" --process > /dev/null \
      || bundle_failed "$label" "$key"
  fi
  local deadline=$((SECONDS + TIMEOUT))
  while :; do
    status=$(ASSUMED_VERSION='{"ApplicationVersions": [{"Status": "PROCESSED"}]}' application_version "$label")
    case $status in
      PROCESSED | UNPROCESSED) return ;;
      FAILED) bundle_failed "$label" "$key" "Elastic Beanstalk could not process it" ;;
    esac
    [ "$SECONDS" -lt "$deadline" ] || fail "Elastic Beanstalk is still looking into $label" "Run the same command again."
    pause
  done
}

# bundle_failed LABEL KEY [CAUSE]
bundle_failed() {
  local cause=${3-}
  if [ -z "$cause" ]; then
    [[ $(aws_error) =~ ^(InvalidParameterValue|S3LocationNotInServiceRegion.*|InvalidRequest.*)$ ]] || aws_failed
    cause=$(aws_message)
  fi
  fail "the version $1 could not be made of the bundle $2: $cause" \
    "See that the bundle is there and that its Dockerrun.aws.json and .ebextensions are in order, then run the same command."
}

# update_environment NAME LABEL
update_environment() {
  check_lock
  say "Updating $1 to $2"
  aws_call elasticbeanstalk update-environment --application-name "$APPLICATION" --environment-name "$1" --version-label "$2" > /dev/null
}
