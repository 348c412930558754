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

command_bootstrap() {
  words 1 1 "$@"
  load_environment "$1"
  lock "bootstrap"
  deploy_stack "$APPLICATION-shared" "$HERE/infrastructure/shared.yaml" shared
  deploy_stack "$(stack_name)" "$HERE/infrastructure/environment.yaml" "$ENVIRONMENT"
  done_with "$ENVIRONMENT is there. Next: deploy/sluice release $ENVIRONMENT"
  result "$(jq -n --arg environment "$ENVIRONMENT" --arg shared "$APPLICATION-shared" --arg stack "$(stack_name)" \
    '{$environment, stacks: [$shared, $stack]}')" "$(stack_name)"
}

# deploy_stack STACK TEMPLATE TAG: by a change set, so that nothing happens where nothing has changed. Not by `aws cloudformation
# deploy`: older ones upload a large template to Amazon, whatever the endpoint is.
deploy_stack() {
  local stack=$1 template=$2 tag=$3 key digest parameters name status type=UPDATE
  clear_failed_stack "$stack"
  case $CLEARED_STATUS in '' | REVIEW_IN_PROGRESS) type=CREATE ;; esac
  parameters=$(parameters "$template")
  need_bucket
  digest=$(digest "$template")
  key=$APPLICATION/templates/$stack-$digest.yaml
  upload "$key" "$template"
  name=sluice-$(date -u +%Y%m%dT%H%M%SZ)
  say "Bringing the stack $stack up to date"
  aws_call cloudformation create-change-set --stack-name "$stack" --change-set-name "$name" --change-set-type "$type" \
    --template-url "https://$BUCKET.s3.$AWS_REGION.amazonaws.com/$key" --parameters "$parameters" \
    --capabilities CAPABILITY_NAMED_IAM --tags "Key=application,Value=$APPLICATION" "Key=environment,Value=$tag" > /dev/null
  if has_changes "$stack" "$name"; then
    aws_call cloudformation execute-change-set --stack-name "$stack" --change-set-name "$name" > /dev/null
    while :; do
      status=$(ASSUMED='{"Stacks": [{"StackStatus": "CREATE_COMPLETE"}]}' stack_status "$stack")
      case $status in
        *_IN_PROGRESS) pause ;;
        CREATE_COMPLETE | UPDATE_COMPLETE) return ;;
        *) stack_failed "$stack" ;;
      esac
    done
  fi
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

# has_changes STACK NAME: once CloudFormation has reckoned the change set.
has_changes() {
  local answer
  while :; do
    answer=$(ASSUMED='{"Status": "CREATE_COMPLETE"}' aws_call cloudformation describe-change-set --stack-name "$1" --change-set-name "$2")
    case $(jq -r .Status <<< "$answer") in
      CREATE_COMPLETE) return ;;
      FAILED) break ;;
    esac
    pause
  done
  aws_call cloudformation delete-change-set --stack-name "$1" --change-set-name "$2" > /dev/null
  if ! jq -e '.StatusReason | test("contain changes|No updates are to be performed")' <<< "$answer" > /dev/null; then
    fail "the change of the stack $1 is not possible: $(jq -r .StatusReason <<< "$answer")" "Put that right, then run the same command."
  fi
  say "Nothing has changed in $1"
  return 1
}

# stack_status STACK: empty if there is none.
stack_status() {
  local answer
  answer=$(ASSUMED=${ASSUMED:-'{"Stacks": []}'} aws_try cloudformation describe-stacks --stack-name "$1") || {
    grep -q 'does not exist' "$SCRATCH/aws-error" || aws_failed
    return 0
  }
  jq -r '.Stacks[0].StackStatus // empty' <<< "$answer"
}

# clear_failed_stack STACK: one whose creation failed cannot be updated, and has nothing to keep. Its status after that, empty if
# there is none, into CLEARED_STATUS.
clear_failed_stack() {
  CLEARED_STATUS=$(stack_status "$1")
  case $CLEARED_STATUS in
    ROLLBACK_COMPLETE | ROLLBACK_FAILED | DELETE_FAILED)
      say "The stack $1 is $CLEARED_STATUS: removing what is left of it"
      delete_stack "$1"
      CLEARED_STATUS=
      ;;
    REVIEW_IN_PROGRESS) ;;
    *_IN_PROGRESS) refuse "the stack $1 is being changed: $CLEARED_STATUS" "Wait until it is done, then run the same command." ;;
  esac
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
