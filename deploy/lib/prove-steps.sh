# shellcheck shell=bash
# The steps of `prove`: each lives a part of an environment's life, checks one rule of AWS that could only be read, and gives one verdict.
# They run one after the other, each in a process of its own; what a later one needs is noted. docs/aws-rules.md has the same steps.

# In the order in which they run, and the rule of each.
declare -a STEPS=()
declare -A RULE=()

# step NAME RULE: the function is step_NAME, with _ for -.
step() {
  STEPS+=("$1")
  # shellcheck disable=SC2034 # prove.sh reads it
  RULE["$1"]=$2
}

# The workers that have an outage, and those that meanwhile grow and shrink.
OUT=normal
BUSY=high

# Seconds that a job takes which waits: less than a worker has to drain.
LONG=15

# --- From nothing ------------------------------------------------------------------------------------------------------------

step first-version "An environment that is created with VersionLabel and PlatformArn begins with that version on its instances."
step_first_version() {
  local version names
  sluice bootstrap "$ENVIRONMENT" ${DIRTY_OPTION:+"$DIRTY_OPTION"} || refuted "bootstrap ended with $?"
  note bootstrapped "$SECONDS"
  look || failed
  version=$(version_of "$(state "$(environment_of producer)" label)")
  [ -n "$version" ] || rehearsing || refuted "the producer has no version of ours"
  note version "$version"
  names=$(not_running "$version" "${BEANSTALK_NAMES[@]}")
  [ -z "$names" ] || refuted "not on $version: $names"
  proved "all instances run $version"
}

step status-agrees "DescribeInstancesHealth tells of each instance the version that it runs."
step_status_agrees() {
  need_environment
  local said
  said=$(sluice_json status "$ENVIRONMENT") || true
  [ "$(jq -r '.well // false' <<< "${said:-{\}}")" = true ] || rehearsing || refuted "status says that all is not well"
  proved "status says well"
}

step job-done "The role of an instance lets its container receive, settle, log and publish, and nothing else need be set."
step_job_done() {
  need_environment
  local queue id
  for queue in "$OUT" "$BUSY"; do
    id=$(new_id)
    send "$queue" "$(job "$id" 0)"
    await 5 is_done "$id" || refuted "a job in jobs-$queue was not done within 5 minutes"
  done
  proved "a job of each queue is done"
}

step long-poll "A queue whose policy lets everybody receive answers an unsigned ReceiveMessage after WaitTimeSeconds."
step_long_poll() {
  need_environment
  local id took
  id=$(new_id)
  send "$OUT" "$(job "$id" "$LONG")"
  await 3 is_done "$id" || {
    [[ $(line_of "$id") != *"must not reach"* ]] || not_tried "the instances reach SQS through an endpoint of their VPC, where jobs may not"
    refuted "a job that waits there for $LONG s was not done: $(line_of "$id")"
  }
  took=$(milliseconds "$id")
  [ "${took:-0}" -ge $((LONG * 1000)) ] || rehearsing || refuted "the answer came after $took ms, not $LONG s"
  note waits yes
  proved "after $took ms"
}

step requests-per-job "A worker makes 0.3 requests to SQS for a job at most, as CloudWatch has them."
step_requests_per_job() {
  need_environment
  local first requests jobs each
  # CloudWatch's minutes begin with the second 0.
  first=$(date -u +%Y-%m-%dT%H:%M:00Z)
  send_many "$OUT" 1000 0
  await 10 is_empty "$OUT" || refuted "1000 jobs were not done within 10 minutes"
  await 5 has_done "$first" 1000 || not_tried "CloudWatch has no metrics of those jobs after 5 minutes"
  jobs=$(jobs_done "$first")
  requests=$(requests_made "$first" "$OUT")
  each=$(jq -n --argjson requests "${requests:-0}" --argjson jobs "${jobs:-1}" 'if $jobs > 0 then $requests / $jobs * 100 | round / 100 else 0 end')
  measure "requests to SQS for a job, without sending" "$each"
  jq -en --argjson each "$each" '$each <= 0.3' > /dev/null || refuted "$each"
  proved "$each"
}

step in-flight-has-no-zero "ApproximateNumberOfMessagesNotVisible has no datapoints while nothing is in flight."
step_in_flight_has_no_zero() {
  need_environment
  local visible in_flight
  await 10 has_points 3 "$BUSY" ApproximateNumberOfMessagesVisible || not_tried "the queue has no metrics yet"
  visible=$(points "$BUSY" ApproximateNumberOfMessagesVisible)
  in_flight=$(points "$BUSY" ApproximateNumberOfMessagesNotVisible)
  [ "$in_flight" -lt "$visible" ] || rehearsing || refuted "$in_flight datapoints beside $visible of visible messages"
  proved "$in_flight datapoints beside $visible of visible messages"
}

# --- How workers end, and an outage -------------------------------------------------------------------------------------------

step drain-on-restart "RestartAppServer gives a container its stopTimeout: jobs in work end."
step_drain_on_restart() {
  need_waiting_jobs
  begin_flow "$OUT" 180
  aws_try elasticbeanstalk restart-app-server --environment-name "$(environment_of "worker-$OUT")" > /dev/null || failed
  ended_in_order
}

step drain-on-termination "An instance that Auto Scaling ends gives its containers their time, by the unit in the bundle."
step_drain_on_termination() {
  need_waiting_jobs
  local group instance
  begin_flow "$OUT" 180
  group=$(group_of "$OUT")
  note outage "$(now)"
  aws_try autoscaling suspend-processes --auto-scaling-group-name "$group" --scaling-processes Launch > /dev/null || failed
  for instance in $(in_service "$OUT"); do
    aws_try autoscaling terminate-instance-in-auto-scaling-group --instance-id "$instance" \
      --no-should-decrement-desired-capacity > /dev/null || failed
  done
  ended_in_order
}

step scale-out "The policy adds a worker while the backlog is above its threshold."
step_scale_out() {
  need_waiting_jobs
  local number
  [ "$(whole_number "WORKER_${BUSY^^}_MAX")" -gt 1 ] || not_tried "WORKER_${BUSY^^}_MAX is 1"
  number=$(messages_to_grow)
  [ "$number" -le 2000 ] || not_tried "it would take $number messages; CONCURRENCY=5 with TIME_PER_JOB=$LONG takes 165"
  begin_watch
  send_many "$BUSY" "$number" "$LONG"
  await 15 has_workers "$BUSY" 2 || refuted "one worker 15 minutes after $number messages"
  measure "time to scale out, to the second worker in service" "$(watched)"
  note grown yes
  proved "$(watched)"
}

step busy-is-protected "A busy worker finds its group, and protects its instance from scale-in."
step_busy_is_protected() {
  need_grown
  await 5 are_protected "$BUSY" || refuted "an instance of two was not protected within 5 minutes"
  proved "both instances are protected"
}

step all-protected-drops-desired "Scaling in lowers the desired capacity although all instances are protected, and ends none."
step_all_protected_drops_desired() {
  need_grown
  local group
  group=$(group_of "$BUSY")
  await 2 are_protected "$BUSY" || not_tried "not all instances are protected"
  # The policy would ask for the worker again at once.
  aws_try autoscaling suspend-processes --auto-scaling-group-name "$group" --scaling-processes AlarmNotification > /dev/null || failed
  aws_try autoscaling set-desired-capacity --auto-scaling-group-name "$group" --desired-capacity 1 > /dev/null || failed
  await 2 has_desired "$BUSY" 1 || refuted "the desired capacity stays"
  has_workers "$BUSY" 2 || rehearsing || refuted "an instance was ended although it was protected"
  # The way back, so that scale-in is the policy's doing.
  aws_try autoscaling resume-processes --auto-scaling-group-name "$group" --scaling-processes AlarmNotification > /dev/null || failed
  aws_try autoscaling set-desired-capacity --auto-scaling-group-name "$group" --desired-capacity 2 > /dev/null || failed
  aws_try sqs purge-queue --queue-url "$(queue_url "$BUSY")" > /dev/null || failed
  note purged "$SECONDS"
  proved "desired capacity 1 with two instances in service"
}

step dead-letter-alarm "The alarm goes off at the first dead letter."
step_dead_letter_alarm() {
  need_environment
  send "$BUSY" "$(jq -cn --arg id "$(new_id)" '{specversion: "1.0", id: $id, type: "checksum", source: "/prove", data: {url: "no-address"}}')"
  begin_watch
  await 10 is_in_alarm "DeadLettersAlarm${BUSY^}" || refuted "no alarm within 10 minutes"
  measure "time from a rejected job to the alarm" "$(watched)"
  proved "$(watched)"
}

# --- What Elastic Beanstalk, CloudFormation and ECR say ------------------------------------------------------------------------

step immutable-refuses-options "An immutable deployment refuses configuration files that change an option, and the version label stays."
step_immutable_refuses_options() {
  need_environment
  local name before label
  name=$(environment_of producer)
  await 5 come_ready "$name" || failed "$name is not Ready"
  look || failed
  before=$(state "$name" label)
  label=$(changed_bundle "$before")
  aws_try elasticbeanstalk update-environment --environment-name "$name" --version-label "$label" > /dev/null \
    || proved "the call is refused: $(aws_message)"
  await 15 come_ready "$name" || failed "the update did not end"
  look || failed
  [ "$(state "$name" label)" = "$before" ] || rehearsing || refuted "the update succeeded"
  [ -z "$(not_running "$(version_of "$before")" "$name")" ] || refuted "instances run the refused version"
  proved "refused, and the label is $before"
}

step platform-is-no-replacement "Another PlatformArn is no replacement of an environment."
step_platform_is_no_replacement() {
  need_environment
  local older name=prove-$RANDOM answer
  older=$(older_platform)
  [ -n "$older" ] || rehearsing || not_tried "there is no other version of the platform"
  aws_try cloudformation create-change-set --stack-name "$(stack_name)" --change-set-name "$name" --change-set-type UPDATE \
    --use-previous-template --capabilities CAPABILITY_NAMED_IAM --parameters "$(parameters_with ProducerPlatform "$older")" > /dev/null || failed
  await 5 is_reckoned "$name" || failed "the change set is not reckoned"
  answer=$(cat "$SCRATCH/change-set")
  aws_try cloudformation delete-change-set --stack-name "$(stack_name)" --change-set-name "$name" > /dev/null || failed
  jq -e 'any(.Changes[]?.ResourceChange; .LogicalResourceId == "Producer" and .Action == "Modify")' <<< "$answer" > /dev/null \
    || rehearsing || refuted "the change set does not touch the producer"
  ! jq -e 'any(.Changes[]?.ResourceChange; .Replacement == "True")' <<< "$answer" > /dev/null || refuted "the change set replaces the environment"
  proved "the change set modifies the environment in place"
}

step lifecycle-keeps "ECR's lifecycle rule expires no image that an environment runs or may go back to."
step_lifecycle_keeps() {
  need_environment
  local service expiring
  for service in "${SERVICES[@]}"; do
    aws_try ecr start-lifecycle-policy-preview --repository-name "sluice-$service" > /dev/null || failed
    await 10 is_previewed "$service" || failed "the preview does not end"
    expiring=$(jq -r '.previewResults[]?.imageTags[]?' "$SCRATCH/preview" | grep -xF -e "$(noted version)" -e "$(tag "$(noted version)")") || true
    [ -z "$expiring" ] || refuted "it would expire sluice-$service:$expiring"
  done
  proved "the preview expires nothing that runs"
}

# --- The outage ends -----------------------------------------------------------------------------------------------------------

step received-has-no-zero "NumberOfMessagesReceived has no datapoints while nobody receives."
step_received_has_no_zero() {
  need_outage
  let_jobs_wait
  await 8 has_points 3 "$OUT" ApproximateNumberOfMessagesVisible 4 || not_tried "the queue has no metrics"
  local received
  received=$(points "$OUT" NumberOfMessagesReceived 4)
  [ "$received" -eq 0 ] || rehearsing || refuted "$received datapoints in the last four minutes"
  proved "no datapoint in four minutes with messages"
}

step unattended-alarm "With FILL the alarm goes off though its metric is missing, and is over once a worker receives."
step_unattended_alarm() {
  need_outage
  let_jobs_wait
  await 20 is_in_alarm "UnattendedAlarm${OUT^}" || refuted "no alarm within 20 minutes"
  measure "time from jobs without a worker to the alarm" "$((SECONDS - $(noted waiting))) s"
  aws_try autoscaling resume-processes --auto-scaling-group-name "$(group_of "$OUT")" --scaling-processes Launch > /dev/null || failed
  begin_watch
  await 15 is_empty "$OUT" || refuted "the jobs were not done within 15 minutes after the group may launch again"
  measure "time from a launch to jobs that are done" "$(watched)"
  await 10 is_well "UnattendedAlarm${OUT^}" || refuted "the alarm stays"
  proved "alarm, and over after $(watched)"
}

step scale-in "The policy takes the worker away again once the queue is empty, though the metrics of messages in flight are missing."
step_scale_in() {
  need_grown
  local since
  since=$(noted purged)
  [ -n "$since" ] || rehearsing || not_tried "the queue was not emptied"
  await 35 has_workers "$BUSY" 1 || refuted "two workers 35 minutes after the queue was empty"
  measure "time to scale in, from an empty queue" "$((SECONDS - ${since:-0})) s"
  proved "$((SECONDS - ${since:-0})) s after the queue was empty"
}

# --- Versions ------------------------------------------------------------------------------------------------------------------

step drain-on-release "A rolling deployment stops the container in place and gives it its stopTimeout: jobs in work end."
step_drain_on_release() {
  need_waiting_jobs
  local second
  second=$(second_version)
  begin_flow "$OUT" 420
  begin_watch
  sluice release "$ENVIRONMENT" --version "$second" ${DIRTY_OPTION:+"$DIRTY_OPTION"} || refuted "release ended with $?"
  measure "time of a release" "$(watched)"
  note released yes
  ended_in_order
}

step abort-leaves-a-mixture "Ending an update leaves instances on the new version, while the label is the old one again."
step_abort_leaves_a_mixture() {
  need_release
  local name new label
  name=$(environment_of "worker-$OUT")
  # An instance has the new version before it is healthy for long enough.
  new=$(label worker "$(noted version)")
  look || failed
  label=$(state "$name" label)
  aws_try elasticbeanstalk update-environment --environment-name "$name" --version-label "$new" > /dev/null || failed
  await 10 any_runs "$name" "$new" || not_tried "no instance got the version within 10 minutes"
  aws_try elasticbeanstalk abort-environment-update --environment-name "$name" > /dev/null || not_tried "it was done too soon: $(aws_message)"
  await 15 come_ready "$name" || failed "$name is not Ready"
  look || failed
  [ "$(state "$name" label)" = "$label" ] || rehearsing || refuted "the label is $(state "$name" label)"
  any_runs "$name" "$new" || rehearsing || refuted "all instances went back"
  note mixed yes
  proved "instances run $new, and the label is $label"
}

step rollback-after-abort "A version is deployed again although the label says that it runs."
step_rollback_after_abort() {
  need_release
  [ -n "$(noted mixed)" ] || rehearsing || not_tried "nothing is mixed"
  local names
  sluice release "$ENVIRONMENT" --version "$(noted second)" ${DIRTY_OPTION:+"$DIRTY_OPTION"} || refuted "release ended with $?"
  names=$(not_running "$(noted second)" "${BEANSTALK_NAMES[@]}")
  [ -z "$names" ] || refuted "not on $(noted second): $names"
  sluice rollback "$ENVIRONMENT" || refuted "rollback ended with $?"
  names=$(not_running "$(noted version)" "${BEANSTALK_NAMES[@]}")
  [ -z "$names" ] || refuted "not on $(noted version): $names"
  proved "released again over the mixture, and rolled back to $(noted version)"
}

# --- Changes of the stack ------------------------------------------------------------------------------------------------------

step new-instance-type "Another instance type replaces the instances, one after the other, and the version stays."
step_new_instance_type() {
  need_environment
  local type names
  type=$(other_type "$(setting WORKER_INSTANCE_TYPE)")
  override WORKER_INSTANCE_TYPE "$type"
  begin_watch
  sluice bootstrap "$ENVIRONMENT" ${DIRTY_OPTION:+"$DIRTY_OPTION"} || refuted "bootstrap ended with $?"
  measure "time to change the instance type of the workers" "$(watched)"
  look || failed
  names=$(not_running "$(version_of "$(state "$(environment_of producer)" label)")" "${BEANSTALK_NAMES[@]}")
  [ -z "$names" ] || refuted "another version runs in $names"
  proved "$type after $(watched)"
}

step secret-added "A running environment takes a secret: its task definition names the role that fetches it."
step_secret_added() {
  need_environment
  local arn
  arn=$(make_secret) || failed
  override DEAD_LETTERS_KEY_ARN "$arn"
  sluice bootstrap "$ENVIRONMENT" ${DIRTY_OPTION:+"$DIRTY_OPTION"} || refuted "bootstrap ended with $?"
  await 10 are_well "${BEANSTALK_NAMES[@]}" || refuted "not all environments are Green"
  note secret yes
  proved "all environments are Green with the secret"
}

step secret-rotated "A restart gives the container the secret's new value."
step_secret_rotated() {
  [ -n "$(noted secret)" ] || rehearsing || not_tried "there is no secret"
  local name id
  name=$(environment_of "worker-$OUT")
  rotate_secret || failed
  aws_try elasticbeanstalk restart-app-server --environment-name "$name" > /dev/null || failed
  await 10 are_well "$name" || refuted "$name is not Green"
  id=$(new_id)
  send "$OUT" "$(job "$id" 0)"
  await 5 is_done "$id" || refuted "a job was not done after the restart"
  proved "the worker starts with the new value and does a job"
}

# --- The end -------------------------------------------------------------------------------------------------------------------

step destroy-while-busy "A stack is deleted although workers are busy and protect themselves, once they may not be launched again."
step_destroy_while_busy() {
  need_waiting_jobs
  send_many "$OUT" 30 "$LONG"
  begin_watch
  sluice destroy "$ENVIRONMENT" --yes --force || refuted "destroy ended with $?"
  measure "time to destroy the environment while its workers are busy" "$(watched)"
  proved "$(watched)"
}
