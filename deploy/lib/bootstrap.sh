# shellcheck shell=bash
# bootstrap: the stacks of CloudFormation, made or brought up to date.

export OPTIONS_bootstrap="version: newest-platform dirty"

help_bootstrap() {
  cat << 'END'
deploy/sluice bootstrap ENV [--version VERSION] [--newest-platform] [--dirty]

Makes what ENV consists of, or brings it up to date: the stack sluice-shared, which all environments of a region have in common
(image repositories, the Beanstalk application), and the stack sluice-ENV (queues, Beanstalk environments, roles, dashboard,
alarms). Parameters come from deploy/environments/ENV.env: INSTANCE_TYPE there is InstanceType in a template. Run it after each
change of a template or of that file; what has not changed stays as it is. Interrupted anywhere, the same command completes it.

A Beanstalk environment that is new begins with a version of Sluice: that of the commit which is checked out, built and pushed if
it is not in ECR, as `deploy/sluice release` does; or the one that the others run. It begins with the newest platform of
PLATFORM_BRANCH. One that is there keeps the version and the platform that it runs.

  --version VERSION   what new environments begin with instead: one that is in ECR
  --newest-platform   moves all of ENV to the newest platform of PLATFORM_BRANCH, and does not wait for managed updates
  --dirty             see `deploy/sluice build --help`
END
}

command_bootstrap() {
  words 1 1 "$@"
  load_environment "$1"
  need zip
  TIMEOUT=3600
  export TIMEOUT
  read_checkout
  [ -z "${OPTION[version]-}" ] || check_version "${OPTION[version]}"
  choose_images
  lock "bootstrap"
  if is_dirty && [ -z "${OPTION[dirty]-}${OPTION[version]-}" ]; then
    # Before anything is made: what is to begin must be a commit.
    look_for_environments
    [ "$RUNNING" != '[]' ] || check_clean
  fi
  deploy_shared
  deploy_environment
  see_begin
  done_with "$ENVIRONMENT is there. Next: deploy/sluice status $ENVIRONMENT"
  result "$(jq -n --arg environment "$ENVIRONMENT" --arg shared "$APPLICATION-shared" --arg stack "$(stack_name)" \
    '{$environment, stacks: [$shared, $stack]}')" "$(stack_name)"
}

deploy_shared() {
  STACK=$APPLICATION-shared TEMPLATE=$HERE/infrastructure/shared.yaml STACK_TAG=shared
  open_stack
  upload_template
  propose "$(parameters "$TEMPLATE")" --template-url "$TEMPLATE_URL"
  execute
}

deploy_environment() {
  local wanted stale
  STACK=$(stack_name) TEMPLATE=$HERE/infrastructure/environment.yaml STACK_TAG=$ENVIRONMENT
  open_stack
  find_environments
  choose_beginning
  upload_template
  wanted=$(wanted_parameters)
  propose "$wanted" --template-url "$TEMPLATE_URL"
  check_replacements
  stale=$(stale_environments)
  if [ "$stale" != '[]' ]; then
    # In an update of its own, before: if the change fails, the stack goes back to what it knows, and Elastic Beanstalk takes no new
    # version together with new options.
    discard
    say "The stack learns first what runs in $(jq -r 'map(.name) | join(", ")' <<< "$stale")"
    propose "$(parameters_to_catch_up "$stale")" --use-previous-template
    execute
    propose "$wanted" --template-url "$TEMPLATE_URL"
  fi
  execute
}

# How the parameters of a Beanstalk environment begin: sluice-ENV-worker-high has WorkerHighVersion.
PARAMETER_OF='def parameter_of: split("-")[2:] | map((.[:1] | ascii_upcase) + .[1:]) | add;'

# Of each Beanstalk environment of ENV that is there its name, label, platform and status, and how its parameters begin, as JSON; and
# the names of those that are not there.
RUNNING='[]'
declare -a NEW=()

find_environments() {
  local name
  look_for_environments
  if [ "$RUNNING" != '[]' ] && [ "$(jq 'all(.status == "Ready")' <<< "$RUNNING")" = false ]; then
    local -a there
    mapfile -t there < <(jq -r '.[].name' <<< "$RUNNING")
    say "Waiting for an update that is under way"
    start_events
    come_to_rest "${there[@]}" || fail "$ENVIRONMENT is still being updated" "Run the same command again."
    look_for_environments
  fi
  NEW=()
  for name in "${BEANSTALK_NAMES[@]}"; do [[ $RUNNING == *"\"name\":\"$name\""* ]] || NEW+=("$name"); done
  for name in ${NEW[@]+"${NEW[@]}"}; do
    ! jq -e --arg name "$name" "$PARAMETER_OF"' has($name | parameter_of + "Version")' <<< "$KNOWN" > /dev/null \
      || fail "$name was terminated, and its stack does not make it again" \
        "Have it rebuilt by its id, which describe-environments --include-deleted tells: aws elasticbeanstalk rebuild-environment"
  done
}

look_for_environments() {
  local answer
  answer=$(ASSUMED='{"Environments": []}' aws_try elasticbeanstalk describe-environments --application-name "$APPLICATION" \
    --no-include-deleted --environment-names "${BEANSTALK_NAMES[@]}") || {
    grep -q 'No Application named' "$SCRATCH/aws-error" || aws_failed
    answer='{"Environments": []}'
  }
  RUNNING=$(jq -c "$PARAMETER_OF"'[.Environments[] | {name: .EnvironmentName, label: (.VersionLabel // ""),
    platform: (.PlatformArn // ""), status: .Status, key: (.EnvironmentName | parameter_of)}]' <<< "$answer")
}

# choose_beginning: what new environments begin with, into VERSION, with its application versions; and into PLATFORM the newest one
# if somebody needs it.
choose_beginning() {
  local name
  PLATFORM=
  if [ "${#NEW[@]}" -gt 0 ] || [ -n "${OPTION[newest-platform]-}" ]; then PLATFORM=$(newest_platform); fi
  [ "${#NEW[@]}" -gt 0 ] || return 0
  VERSION=
  if [ -z "${OPTION[version]-}" ] && [ "$RUNNING" != '[]' ]; then
    VERSION=$(version_of_running)
    [ -n "$VERSION" ] || refuse "the environments of $ENVIRONMENT run different versions" "Say by --version what ${NEW[*]} begins with."
  else
    [ -n "${OPTION[version]-}" ] || check_clean
    need_repositories
    version_to_release
    make_versions "$VERSION"
  fi
  # shellcheck disable=SC2034 # beanstalk.sh reads it
  for name in "${NEW[@]}"; do REHEARSED["$name"]=$(label "$(role_of "$name")" "$VERSION"); done
}

# version_of_running: the one that all run which are there; else nothing.
version_of_running() {
  local label versions
  versions=$(jq -r '.[].label' <<< "$RUNNING" | while IFS= read -r label; do version_of "$label"; done | sort -u)
  [[ $versions == *$'\n'* ]] || printf '%s\n' "$versions"
}

# newest_platform: the ARN. A version may not be offered any more to an account that does not use it, so none is written down anywhere.
newest_platform() {
  local branch answer found
  branch=$(setting PLATFORM_BRANCH)
  answer=$(ASSUMED="{\"PlatformSummaryList\": [{\"PlatformArn\": \"NEWEST-PLATFORM\", \"PlatformStatus\": \"Ready\"}]}" \
    aws_call elasticbeanstalk list-platform-versions --filters \
    "$(jq -cn --arg branch "$branch" '[{Type: "PlatformBranchName", Operator: "=", Values: [$branch]}]')")
  found=$(jq -r '[.PlatformSummaryList[]? | select(.PlatformStatus == "Ready")]
    | sort_by(.PlatformVersion // "" | split(".") | map(tonumber? // 0)) | last.PlatformArn // empty' <<< "$answer")
  [ -n "$found" ] || fail "Elastic Beanstalk has no platform of the branch \"$branch\" in $AWS_REGION" \
    "Set PLATFORM_BRANCH to one of: aws elasticbeanstalk list-platform-branches --region $AWS_REGION"
  printf '%s\n' "$found"
}

# parameters TEMPLATE: those that it has and the environment's file says, as JSON.
parameters() {
  local name key
  while read -r name key _; do
    if [ "$name" = Environment ]; then
      printf 'Environment=%s\n' "$ENVIRONMENT"
    elif [ -n "${SETTING[$key]+set}" ]; then
      printf '%s=%s\n' "$name" "${SETTING[$key]}"
    fi
  done < <(template_parameters "$1") | jq -cRn '[inputs | capture("^(?<ParameterKey>[^=]+)=(?<ParameterValue>.*)$")]'
}

# wanted_parameters: those of the environment's file, and the version and the platform of each Beanstalk environment. Of these what the
# stack knows is left alone, so that an environment of which nothing else changes is.
wanted_parameters() {
  local worker producer moved=
  worker=$(label worker "${VERSION-}")
  producer=$(label producer "${VERSION-}")
  [ -z "${OPTION[newest-platform]-}" ] || moved=$PLATFORM
  parameters "$TEMPLATE" | jq -c --argjson running "$RUNNING" --argjson known "$KNOWN" --arg worker "$worker" --arg producer "$producer" \
    --arg platform "$PLATFORM" --arg moved "$moved" "$PARAMETER_OF"'
    def parameter($name; $value): {ParameterKey: $name}
      + if $known | has($name) then {UsePreviousValue: true} else {ParameterValue: $value} end;
    . + [$ARGS.positional[] | . as $name | parameter_of as $key
      | (first($running[] | select(.name == $name))
        // {label: (if endswith("-producer") then $producer else $worker end), $platform}) as $one
      | parameter("\($key)Version"; $one.label),
        if $moved == "" then parameter("\($key)Platform"; $one.platform)
        else {ParameterKey: "\($key)Platform", ParameterValue: $moved} end]' --args -- "${BEANSTALK_NAMES[@]}"
}

# stale_environments: of those that the change set touches the ones of which the stack does not know what they run, as JSON.
stale_environments() {
  jq -c --argjson changes "$CHANGES" --argjson known "$KNOWN" '[.[] | . as $one
    | select(any($changes[]; .LogicalResourceId == $one.key and .Action == "Modify"))
    | {label: $known["\($one.key)Version"], platform: $known["\($one.key)Platform"]} as $told
    | select($told.label and $told.platform and $told != {label: $one.label, platform: $one.platform})]' <<< "$RUNNING"
}

# parameters_to_catch_up STALE: all that the stack has, but for what these run.
parameters_to_catch_up() {
  jq -cn --argjson stale "$1" --argjson known "$KNOWN" '
    ($stale | map({key: "\(.key)Version", value: .label}, {key: "\(.key)Platform", value: .platform}) | from_entries) as $running
    | [$known | keys[] | {ParameterKey: .} + if $running[.] then {ParameterValue: $running[.]} else {UsePreviousValue: true} end]'
}

# check_replacements: what has a fixed name cannot be replaced, and CloudFormation notices that in the middle of the update only.
check_replacements() {
  local found
  found=$(jq -r '.[] | select(.Replacement == "True")
    | select(.ResourceType | test("^AWS::(ElasticBeanstalk|SQS|Logs|ECR)::"))
    | "\(.LogicalResourceId) (\(.ResourceType)): \([.Details[]?.Target | select(.RequiresRecreation == "Always").Name] | unique | join(", "))"' \
    <<< "$CHANGES")
  [ -n "$found" ] || return 0
  discard
  say "$found"
  refuse "the stack $STACK would have to replace what has a fixed name" \
    "Take back what is said above; or destroy the environment, and make it anew."
}

# see_begin: waits until new environments are Ready and Green; their version is a good one then.
see_begin() {
  local name names=("${NEW[@]}")
  read_history
  if [ "${#NEW[@]}" -eq 0 ]; then
    # An interrupted run has made them, perhaps.
    [ -z "$(good_versions)" ] || return 0
    names=("${BEANSTALK_NAMES[@]}")
  fi
  start_events
  look || aws_failed
  # shellcheck disable=SC2034 # follow.sh reads it
  for name in "${names[@]}"; do TARGET["$name"]=$(state "$name" label); done
  follow "${names[@]}" || fail "$ENVIRONMENT is not well" "$(advice)"
  VERSION=$(for name in "${BEANSTALK_NAMES[@]}"; do version_of "$(state "$name" label)"; done | sort -u)
  if [ -n "$VERSION" ] && [[ $VERSION != *$'\n'* ]]; then record version "$VERSION"; fi
}

# --- Stacks --------------------------------------------------------------------------------------------------------------

# Which one it is about, its template's file and address, the tag of what it makes, whether it is there (CHANGE_TYPE is UPDATE or
# CREATE), its parameters as JSON, and the change set with what it changes: empty and [] if that is nothing.
STACK='' TEMPLATE='' TEMPLATE_URL='' STACK_TAG='' CHANGE_TYPE='' KNOWN='{}' CHANGE_SET='' CHANGES='[]'

# open_stack: into CHANGE_TYPE and KNOWN, once nobody changes it any more; one whose creation has failed is removed.
open_stack() {
  local status waiting=
  while :; do
    status=$(stack_status "$STACK")
    case $status in
      REVIEW_IN_PROGRESS) break ;;
      *_IN_PROGRESS)
        [ -n "$waiting" ] || say "The stack $STACK is being changed ($status): waiting"
        waiting=yes
        pause
        ;;
      ROLLBACK_COMPLETE | ROLLBACK_FAILED | DELETE_FAILED)
        say "The stack $STACK is $status: removing what is left of it"
        delete_stack "$STACK"
        status=
        break
        ;;
      *) break ;;
    esac
  done
  CHANGE_TYPE=UPDATE
  KNOWN='{}'
  case $status in
    '' | REVIEW_IN_PROGRESS) CHANGE_TYPE=CREATE ;;
    *) KNOWN=$(jq -c '[.Stacks[0].Parameters[]? | {key: .ParameterKey, value: .ParameterValue}] | from_entries' "$SCRATCH/stack") ;;
  esac
}

# upload_template: into TEMPLATE_URL. Not by `aws cloudformation deploy`: older ones upload a large template to Amazon, whatever the
# endpoint is.
upload_template() {
  local key digest
  need_bucket
  digest=$(digest "$TEMPLATE")
  key=$APPLICATION/templates/$STACK-$digest.yaml
  upload "$key" "$TEMPLATE" "$digest"
  TEMPLATE_URL=https://$BUCKET.s3.$AWS_REGION.amazonaws.com/$key
}

# propose PARAMETERS TEMPLATE-OPTIONS...: into CHANGE_SET and CHANGES, so that nothing happens where nothing has changed.
propose() {
  local parameters=$1 answer status
  shift
  TZ=UTC printf -v CHANGE_SET 'sluice-%(%Y%m%dT%H%M%SZ)T-%s' -1 "$RANDOM"
  CHANGES='[]'
  say "Bringing the stack $STACK up to date"
  aws_call cloudformation create-change-set --stack-name "$STACK" --change-set-name "$CHANGE_SET" --change-set-type "$CHANGE_TYPE" \
    "$@" --parameters "$parameters" --capabilities CAPABILITY_NAMED_IAM \
    --tags "Key=application,Value=$APPLICATION" "Key=environment,Value=$STACK_TAG" > /dev/null
  while :; do
    answer=$(ASSUMED='{"Status": "CREATE_COMPLETE"}' aws_call cloudformation describe-change-set --stack-name "$STACK" \
      --change-set-name "$CHANGE_SET")
    status=
    [[ ! $answer =~ \"Status\":\ *\"([A-Z_]+)\" ]] || status=${BASH_REMATCH[1]}
    case $status in
      CREATE_COMPLETE)
        CHANGES=$(jq -c '[.Changes[]?.ResourceChange]' <<< "$answer")
        return
        ;;
      FAILED) break ;;
    esac
    pause
  done
  discard
  if ! jq -e '.StatusReason | test("contain changes|No updates are to be performed")' <<< "$answer" > /dev/null; then
    fail "the change of the stack $STACK is not possible: $(jq -r .StatusReason <<< "$answer")" "Put that right, then run the same command."
  fi
  say "Nothing has changed in $STACK"
}

discard() {
  aws_call cloudformation delete-change-set --stack-name "$STACK" --change-set-name "$CHANGE_SET" > /dev/null
  CHANGE_SET=
}

# execute: the change set, if there is one, and waits for its end.
execute() {
  local status
  [ -n "$CHANGE_SET" ] || return 0
  check_lock
  aws_call cloudformation execute-change-set --stack-name "$STACK" --change-set-name "$CHANGE_SET" > /dev/null
  while :; do
    status=$(ASSUMED='{"Stacks": [{"StackStatus": "CREATE_COMPLETE"}]}' stack_status "$STACK")
    case $status in
      *_IN_PROGRESS) pause ;;
      CREATE_COMPLETE | UPDATE_COMPLETE) return ;;
      *) stack_failed "$STACK" ;;
    esac
  done
}

# stack_status STACK: empty if there is none. All that is told of it is in the file "stack".
stack_status() {
  ASSUMED=${ASSUMED:-'{"Stacks": []}'} aws_try cloudformation describe-stacks --stack-name "$1" > "$SCRATCH/stack" || {
    grep -q 'does not exist' "$SCRATCH/aws-error" || aws_failed
    return 0
  }
  # There is one, and text in JSON has no quote that is not escaped.
  [[ ! $(< "$SCRATCH/stack") =~ \"StackStatus\":\ *\"([A-Z_]+)\" ]] || printf '%s\n' "${BASH_REMATCH[1]}"
}

# delete_stack STACK: and waits until it is gone. Busy workers would hold that up.
delete_stack() {
  local status deadline=$((SECONDS + ${TIMEOUT:-3600}))
  [ "$1" != "$(stack_name)" ] || end_workers
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
  local events
  events=$(aws_call cloudformation describe-stack-events --stack-name "$1")
  jq -r '[.StackEvents[] | select(.ResourceStatus | endswith("_FAILED"))
    | select(.ResourceStatusReason // "" | test("cancelled") | not)
    | "\(.LogicalResourceId) (\(.ResourceType)): \(.ResourceStatusReason // "no reason given")"] | unique | .[]' <<< "$events" >&2
  fail "the stack $1 could not be brought up to date" "Put right what is said above, then run the same command."
}
