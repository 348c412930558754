# shellcheck shell=bash
# What a proof leaves behind: nothing. Only what is its environment's, and only if a mark says that a proof has made it.

# The mark: a parameter that is there from before the first thing is made until after the last one is gone. It tells what was there before.
MARK='{}'

mark_name() { printf '/sluice/%s/prove\n' "$ENVIRONMENT"; }

# mark: nobody else has one for ENV. It tells the commit, and whether the shared stack and images of the commit were there.
mark() {
  local shared=false images=false service tags status
  status=$(stack_status "$APPLICATION-shared")
  if [ -n "$status" ]; then
    shared=true
    for service in "${SERVICES[@]}"; do
      tags=$(ASSUMED='{"imageIds": []}' aws_try ecr list-images --repository-name "sluice-$service" --filter tagStatus=TAGGED) || tags='{"imageIds": []}'
      ! jq -e --arg start "$HEAD_SHORT-" 'any(.imageIds[]?.imageTag // ""; startswith($start))' <<< "$tags" > /dev/null || images=true
    done
  fi
  MARK=$(jq -cn --arg commit "$HEAD_SHORT" --argjson shared "$shared" --argjson images "$images" \
    '{began: (now | todate), $commit, sharedWasThere: $shared, imagesWereThere: $images}')
  take "$(mark_name)" "$MARK" || refuse "another proof of $ENVIRONMENT has just begun" "Wait for it."
  note mark "$MARK"
}

# read_mark: into MARK; 1 if there is none. A rehearsal of the clean-up assumes one, that of a proof none.
read_mark() {
  local answer
  answer=$(ASSUMED=${OPTION[clean-up]:+'{"commit":"COMMIT","second":"SECOND"}'} aws_rows Parameter.Value ssm get-parameter \
    --name "$(mark_name)") || [ "$(aws_error)" = ParameterNotFound ] || aws_failed
  [ -n "$answer" ] || return 1
  MARK=$answer
  note mark "$MARK" 2> /dev/null || true
}

# remember_second VERSION: which images another name was given.
remember_second() {
  local value
  value=$(noted mark | jq -c --arg second "$1" '. + {$second}')
  aws_try ssm put-parameter --name "$(mark_name)" --type String --value "$value" --overwrite > /dev/null || failed
  note mark "$value"
}

marked() { jq -r --arg field "$1" '.[$field] // empty' <<< "$MARK"; }

# clean_up: all of it, whatever of it is there; what cannot be removed is in LEFT, and then the mark stays, too.
clean_up() {
  MARK=$(noted mark)
  LEFT=()
  : > "$SCRATCH/overrides.env"
  # shellcheck disable=SC2034 # prove.sh reads it
  END=$((SECONDS + 90 * MINUTE))
  say "Removing what the proof has made"
  part "the environment" remove_environment
  part "the queue and the secret" remove_helpers
  part "application versions and bundles" remove_versions
  part "images" remove_images
  part "logs of the platform" remove_logs
  part "parameters" remove_parameters
  part "what all environments share" remove_shared
  if [ "${#LEFT[@]}" -eq 0 ]; then part "the mark" remove_mark; fi
}

# part WHAT FUNCTION: in a process of its own, so that what fails does not keep the rest. Not as part of a condition.
part() {
  local process status=0
  (
    set -e
    rehearsing || exec 3>&2
    "$2"
  ) &
  process=$!
  wait "$process" || status=$?
  [ "$status" -eq 0 ] || LEFT+=("$1")
}

# remove_environment: the stack, once Elastic Beanstalk and CloudFormation are at rest; they delete nothing in the middle of an update.
remove_environment() {
  local name
  look || aws_failed
  for name in "${BEANSTALK_NAMES[@]}"; do
    [ "$(state "$name" status)" != Updating ] || aws_try elasticbeanstalk abort-environment-update --environment-name "$name" > /dev/null || true
  done
  await 30 is_at_rest || warn "$ENVIRONMENT is still being changed"
  # The lock of a run that was killed is ours.
  export SLUICE_LOCK_SECONDS=0
  sluice destroy "$ENVIRONMENT" --yes --force || sluice destroy "$ENVIRONMENT" --yes --force
}

is_at_rest() {
  local name
  [[ $(stack_status "$(stack_name)") != UPDATE_*IN_PROGRESS ]] || return 1
  look || return 1
  for name in "${BEANSTALK_NAMES[@]}"; do
    [[ ! $(state "$name" status) =~ ^(Updating|Aborting|Launching)$ ]] || return 1
  done
}

remove_helpers() {
  local answer
  if answer=$(ASSUMED='{"QueueUrl": "QUEUE-URL"}' aws_try sqs get-queue-url --queue-name "$(waiting_room_name)"); then
    aws_call sqs delete-queue --queue-url "$(jq -r .QueueUrl <<< "$answer")" > /dev/null
  else
    [[ $(aws_error) == *NonExistentQueue || $(aws_error) == *QueueDoesNotExist ]] || aws_failed
  fi
  # At once: a name that waits for its recovery cannot be used again.
  aws_try secretsmanager delete-secret --secret-id "$(waiting_room_name)" --force-delete-without-recovery > /dev/null \
    || [ "$(aws_error)" = ResourceNotFoundException ] || aws_failed
}

remove_versions() {
  local answer label
  answer=$(ASSUMED='{"ApplicationVersions": []}' aws_call elasticbeanstalk describe-application-versions --application-name "$APPLICATION")
  for label in $(jq -r --arg environment "$ENVIRONMENT" '.ApplicationVersions[].VersionLabel
    | select(test("Z(-dirty)?-\($environment)-(producer|worker)$"))' <<< "$answer"); do
    aws_call elasticbeanstalk delete-application-version --application-name "$APPLICATION" --version-label "$label" > /dev/null
  done
  remove_objects "$APPLICATION/$ENVIRONMENT/"
  remove_objects "$APPLICATION/templates/$(stack_name)-"
}

# remove_objects PREFIX: from Elastic Beanstalk's bucket.
remove_objects() {
  local answer key
  need_bucket
  answer=$(ASSUMED='{}' aws_call s3api list-objects-v2 --bucket "$BUCKET" --prefix "$1")
  for key in $(jq -r '.Contents[]?.Key' <<< "${answer:-{\}}"); do
    aws_call s3api delete-object --bucket "$BUCKET" --key "$key" > /dev/null
  done
}

# remove_images: what keeps the environment's, what was given another name, and those that were pushed for the proof.
remove_images() {
  local service answer tag
  local -a tags
  for service in "${SERVICES[@]}"; do
    answer=$(ASSUMED='{"imageIds": [{"imageTag": "SECOND"}]}' aws_try ecr list-images --repository-name "sluice-$service" --filter tagStatus=TAGGED) || {
      [ "$(aws_error)" = RepositoryNotFoundException ] || aws_failed
      continue
    }
    mapfile -t tags < <(jq -r --arg keep "keep-$ENVIRONMENT-" --arg second "$(marked second)" --arg commit "$(marked commit)-" \
      --argjson pushed "$([ "$(marked imagesWereThere)" = true ] && echo false || echo true)" '.imageIds[].imageTag // empty
      | select(startswith($keep) or ($second != "" and startswith($second)) or ($pushed and startswith($commit)))' <<< "$answer")
    for tag in ${tags[@]+"${tags[@]}"}; do
      aws_call ecr batch-delete-image --repository-name "sluice-$service" --image-ids "imageTag=$tag" > /dev/null
    done
  done
}

remove_logs() {
  local answer group
  answer=$(ASSUMED='{"logGroups": []}' aws_call logs describe-log-groups --log-group-name-prefix "/aws/elasticbeanstalk/$(stack_name)-")
  for group in $(jq -r '.logGroups[].logGroupName' <<< "$answer"); do
    aws_call logs delete-log-group --log-group-name "$group" > /dev/null
  done
}

remove_parameters() {
  local name
  for name in "$(history_name)" "$(lock_name)"; do
    aws_try ssm delete-parameter --name "$name" > /dev/null || [ "$(aws_error)" = ParameterNotFound ] || aws_failed
  done
}

# remove_shared: only if it was not there before, and nobody has made an environment meanwhile. Repositories with other images stay.
remove_shared() {
  local answer service
  [ "$(marked sharedWasThere)" != true ] || return 0
  answer=$(ASSUMED='{"Environments": []}' aws_try elasticbeanstalk describe-environments --application-name "$APPLICATION" --no-include-deleted) \
    || answer='{"Environments": []}'
  if jq -e '.Environments | length > 0' <<< "$answer" > /dev/null; then
    warn "others have environments by now: $APPLICATION-shared stays"
    return 0
  fi
  delete_stack "$APPLICATION-shared"
  remove_objects "$APPLICATION/templates/$APPLICATION-shared-"
  for service in "${SERVICES[@]}"; do
    aws_try ecr delete-repository --repository-name "sluice-$service" > /dev/null \
      || [[ $(aws_error) =~ ^Repository(NotFound|NotEmpty)Exception$ ]] || aws_failed
  done
}

remove_mark() {
  aws_try ssm delete-parameter --name "$(mark_name)" > /dev/null || [ "$(aws_error)" = ParameterNotFound ] || aws_failed
}
