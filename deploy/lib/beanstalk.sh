# shellcheck shell=bash
# Elastic Beanstalk: application versions, the state of environments, and their events as they come.

label() { printf '%s-%s-%s\n' "$2" "$ENVIRONMENT" "$1"; }

# version_of LABEL: without what the label adds; empty for one that is not ours.
version_of() {
  local version=${1%-"$ENVIRONMENT"-*}
  [ "$version" = "$1" ] || printf '%s\n' "$version"
}

# Of each Beanstalk environment of ENV its id, status, health and label, as of the last look: a field each for `state`. The label is
# that of the last deployment that succeeded, or of the one that is under way; what runs, the instances tell.
declare -A STATE=()

# Of each environment that was asked its instances as of the last look, a line each, tabs between: id, health, label of the last
# deployment to it, that deployment's status and number, causes of ill health.
declare -A INSTANCES=()

# When the last look was; empty if something was changed since.
LOOKED_AT=

# A look that is younger than these seconds need not be repeated.
FRESH=10

# look: into STATE. It fails like aws_try.
look() {
  local rows name id status health label
  rows=$(ASSUMED=$(assume assumed_states) aws_rows 'Environments[].[EnvironmentName,EnvironmentId,Status,Health,VersionLabel]' \
    elasticbeanstalk describe-environments --application-name "$APPLICATION" \
    --no-include-deleted --environment-names "${BEANSTALK_NAMES[@]}") || return
  STATE=() INSTANCES=() LOOKED_AT=$SECONDS
  while IFS=$'\t' read -r name id status health label; do
    [ -n "$name" ] || continue
    STATE["$name id"]=$id STATE["$name status"]=$status STATE["$name health"]=$health STATE["$name label"]=${label/#None/}
  done <<< "$rows"
}

# look_unless_fresh: fails like aws_try.
look_unless_fresh() {
  [ -z "$LOOKED_AT" ] || [ $((SECONDS - LOOKED_AT)) -ge "$FRESH" ] || return 0
  look
}

# forget_look: something was changed, or may have changed meanwhile.
forget_look() { LOOKED_AT=; }

INSTANCE_QUERY="[InstanceHealthList[].[InstanceId,HealthStatus,Deployment.VersionLabel,Deployment.Status,Deployment.DeploymentId,"
INSTANCE_QUERY+="join('; ',not_null(Causes,\`[]\`))],[[NextToken]]][]"

# look_at_instances NAMES...: into INSTANCES, of those that were not asked since the last look. It fails like aws_try.
look_at_instances() {
  local name rows all
  local -a page
  for name in "$@"; do
    [ -z "${INSTANCES[$name]+known}" ] || continue
    all='' page=()
    # The aws command does not turn these pages by itself.
    while :; do
      rows=$(ASSUMED=$(assume assumed_instances "$name") aws_rows "$INSTANCE_QUERY" elasticbeanstalk \
        describe-instances-health --environment-name "$name" --attribute-names HealthStatus Causes Deployment \
        ${page[@]+"${page[@]}"}) || return
      [[ $rows == *$'\n'* ]] && all+=${rows%$'\n'*}$'\n'
      page=(--next-token "${rows##*$'\n'}")
      [ "${page[1]}" != None ] || break
    done
    INSTANCES["$name"]=${all%$'\n'}
  done
}

# runs_only NAME LABEL [NUMBER]: whether all its instances are on that version, by a deployment after that of NUMBER. Instances that
# are just starting tell no version yet.
runs_only() {
  local label status number
  while IFS=$'\t' read -r _ _ label status number _; do
    [ "${label:-None}" != None ] || continue
    [ "$label" = "$2" ] && [ "$status" != Failed ] && [ "${number/None/$((${3:-0} + 1))}" -gt "${3:-0}" ] || return 1
  done <<< "${INSTANCES[$1]-}"
}

# newest_deployment NAME: the highest number of a deployment to one of its instances; 0 if none is known.
newest_deployment() {
  local number newest=0
  while IFS=$'\t' read -r _ _ _ _ number _; do
    [[ $number =~ ^[0-9]+$ ]] && [ "$number" -gt "$newest" ] && newest=$number
  done <<< "${INSTANCES[$1]-}"
  printf '%s\n' "$newest"
}

# Where a rehearsal has brought each Beanstalk environment: there all is well.
declare -A REHEARSED=()

assumed_states() {
  local name
  for name in "${BEANSTALK_NAMES[@]}"; do printf '%s\te-%s\tReady\tGreen\t%s\n' "$name" "$name" "${REHEARSED[$name]:-None}"; done
}

assumed_instances() { printf 'i-1\tOk\t%s\tDeployed\tNone\t\nNone\n' "${REHEARSED[$1]:-None}"; }

# states_json: the last look, and the instances that were asked.
states_json() {
  local name line
  for name in "${BEANSTALK_NAMES[@]}"; do
    printf 'environment\t%s\t%s\t%s\t%s\t%s\n' "$name" "$(state "$name" id)" "$(state "$name" status)" "$(state "$name" health)" \
      "$(state "$name" label)"
    while IFS= read -r line; do
      [ -z "$line" ] || printf '%s\t%s\n' "$name" "$line"
    done <<< "${INSTANCES[$name]-}"
  done | jq -cRn --arg environment "$ENVIRONMENT" '
    def version: rtrimstr("-\($environment)-producer") | rtrimstr("-\($environment)-worker");
    def given: if . == "None" then null else . end;
    [inputs | split("\t")] as $rows
    | [$rows[] | select(.[0] == "environment" and .[3] != "") | {name: .[1], id: .[2], status: .[3], health: .[4], label: .[5]}
      | .name as $name
      | . + {instances: [$rows[] | select(.[0] == $name) | {id: .[1], health: (.[2] | given), label: (.[3] | given),
          version: (.[3] | given | if . then version else . end), deployment: (.[4] | given), causes: .[6]}]}
      | . + {version: ([(if .instances | any(.version) then .instances[] else . + {version: (.label | version)} end).version | values]
          | unique | join(", "))}]
    | sort_by(.name)'
}

# need_environments: a look, and every environment is there.
need_environments() {
  local name
  look_unless_fresh || aws_failed
  for name in "${BEANSTALK_NAMES[@]}"; do
    [ -n "$(state "$name" status)" ] || fail "there is no Beanstalk environment $name" "Run: deploy/sluice bootstrap $ENVIRONMENT"
  done
}

# state NAME FIELD
state() { printf '%s\n' "${STATE["$1 $2"]-}"; }

# Of application versions their states, in upper case: the service writes PROCESSED where its model says Processed.
declare -A VERSION_STATE=()

# version_states LABELS...: into VERSION_STATE; those that are not there are not in it.
version_states() {
  local rows label status
  rows=$(ASSUMED='' aws_rows 'ApplicationVersions[].[VersionLabel,Status]' elasticbeanstalk describe-application-versions \
    --application-name "$APPLICATION" --version-labels "$@") || aws_failed
  VERSION_STATE=()
  while IFS=$'\t' read -r label status; do
    [ -z "$label" ] || VERSION_STATE["$label"]=${status^^}
  done <<< "$rows"
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
  local deadline=$((SECONDS + TIMEOUT)) label busy
  while :; do
    version_states "$@"
    busy=
    for label in "$@"; do
      case ${VERSION_STATE[$label]-} in
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
  forget_look
}
