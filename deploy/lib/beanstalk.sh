# shellcheck shell=bash
# Elastic Beanstalk: application versions, the state of environments, and their events as they come.

label() { printf '%s-%s-%s\n' "$2" "$ENVIRONMENT" "$1"; }

# version_of LABEL: without what the label adds; empty for one that is not ours.
version_of() {
  local version=${1%-"$ENVIRONMENT"-*}
  [ "$version" = "$1" ] || printf '%s\n' "$version"
}

# Of each Beanstalk environment of ENV its name, id, status, health and label, as of the last look: as JSON, and a field each
# for `state`.
export STATES='[]'
declare -A STATE=()

# look: into STATES and STATE. It fails like aws_try.
look() {
  local answer lines name field value
  answer=$(ASSUMED=$(assume assumed_states) aws_try elasticbeanstalk describe-environments --application-name "$APPLICATION" \
    --no-include-deleted --environment-names "${BEANSTALK_NAMES[@]}") || return
  lines=$(jq -r '[.Environments[] | {name: .EnvironmentName, id: .EnvironmentId, status: .Status, health: .Health,
    label: (.VersionLabel // "")}] | sort_by(.name) | tojson, (.[] | .name as $name | to_entries[] | [$name, .key, .value] | @tsv)' \
    <<< "$answer")
  STATES=${lines%%$'\n'*}
  STATE=()
  while IFS=$'\t' read -r name field value; do STATE["$name $field"]=$value; done <<< "${lines#*$'\n'}"
}

# Where a rehearsal has brought each Beanstalk environment: there all is well.
declare -A REHEARSED=()

assumed_states() {
  local name versions=()
  for name in "${BEANSTALK_NAMES[@]}"; do versions+=("${REHEARSED[$name]-}"); done
  jq -n --argjson count "${#BEANSTALK_NAMES[@]}" '$ARGS.positional | {Environments: [range($count) as $i
    | {EnvironmentName: .[$i], EnvironmentId: "e-\(.[$i])", Status: "Ready", Health: "Green", VersionLabel: .[$count + $i]}]}' \
    --args -- "${BEANSTALK_NAMES[@]}" "${versions[@]}"
}

# need_environments: a look, and every environment is there.
need_environments() {
  local name
  look || aws_failed
  for name in "${BEANSTALK_NAMES[@]}"; do
    [ -n "$(state "$name" status)" ] || fail "there is no Beanstalk environment $name" "Run: deploy/sluice bootstrap $ENVIRONMENT"
  done
}

# state NAME FIELD
state() { printf '%s\n' "${STATE["$1 $2"]-}"; }

# version_states LABELS...: their states as JSON, {label: status}; those that are not there are not in it. The service writes
# PROCESSED where its model says Processed.
version_states() {
  local answer
  answer=$(ASSUMED=${ASSUMED:-'{"ApplicationVersions": []}'} aws_call elasticbeanstalk describe-application-versions \
    --application-name "$APPLICATION" --version-labels "$@")
  jq -c '[.ApplicationVersions[] | {key: .VersionLabel, value: .Status | ascii_upcase}] | from_entries' <<< "$answer"
}

# create_version LABEL KEY DESCRIPTION: of the bundle.
create_version() {
  aws_try elasticbeanstalk create-application-version --application-name "$APPLICATION" --version-label "$1" \
    --description "$3" --source-bundle "S3Bucket=$BUCKET,S3Key=$2" --process > /dev/null || bundle_failed "$1" "$2"
}

delete_version() {
  aws_call elasticbeanstalk delete-application-version --application-name "$APPLICATION" --version-label "$1" > /dev/null
}

# await_versions LABELS...: until Elastic Beanstalk has looked into their bundles.
await_versions() {
  local deadline=$((SECONDS + TIMEOUT)) states label busy
  while :; do
    states=$(ASSUMED='{"ApplicationVersions": []}' version_states "$@")
    busy=
    for label in "$@"; do
      case $(jq -r --arg name "$label" '.[$name] // ""' <<< "$states") in
        FAILED) bundle_failed "$label" "$(bundle_key "${label##*-}" "$(version_of "$label")")" "Elastic Beanstalk could not process it" ;;
        PROCESSING | BUILDING) busy=$label ;;
      esac
    done
    [ -n "$busy" ] || return 0
    [ "$SECONDS" -lt "$deadline" ] || fail "Elastic Beanstalk is still looking into $busy" "Run the same command again."
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
  say "Updating $1 to $2"
  aws_call elasticbeanstalk update-environment --application-name "$APPLICATION" --environment-name "$1" --version-label "$2" > /dev/null
  REHEARSED["$1"]=$2
}
