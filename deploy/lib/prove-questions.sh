# shellcheck shell=bash
# What the steps of `prove` ask and do: of Elastic Beanstalk, queues, logs, metrics, alarms and groups. Each question is one that may be
# asked again and again; a call that fails counts as no.

# --- Environments ----------------------------------------------------------------------------------------------------------------

environment_of() { printf '%s-%s-%s\n' "$APPLICATION" "$ENVIRONMENT" "$1"; }

# instance_labels NAME: what its instances run, a label a line.
instance_labels() {
  local answer
  answer=$(ASSUMED='{"InstanceHealthList": []}' aws_try elasticbeanstalk describe-instances-health --environment-name "$1" \
    --attribute-names Deployment) || return
  jq -r '.InstanceHealthList[]?.Deployment.VersionLabel // empty' <<< "$answer"
}

# not_running VERSION NAMES...: those of which an instance runs something else, or which have none.
not_running() {
  local version=$1 name labels
  shift
  ! rehearsing || return 0
  for name in "$@"; do
    labels=$(instance_labels "$name" | sort -u) || labels=
    [ "$labels" = "$(label "$(role_of "$name")" "$version")" ] || printf '%s ' "$name"
  done
}

# any_runs NAME LABEL: whether one of its instances does, by now.
any_runs() { look && instance_labels "$1" | grep -qxF -- "$2"; }

come_ready() {
  local name
  look || return 1
  for name in "$@"; do [ "$(state "$name" status)" = Ready ] || return 1; done
}

# are_well NAMES...: Ready and Green.
are_well() {
  local name
  come_ready "$@" || return 1
  for name in "$@"; do [ "$(state "$name" health)" = Green ] || return 1; done
}

# older_platform: the ARN of another version of the platform that the producer runs; nothing if there is none.
older_platform() {
  local platform answer
  platform=$(known_parameters | jq -r '.ProducerPlatform // empty')
  answer=$(ASSUMED='{"PlatformSummaryList": []}' aws_try elasticbeanstalk list-platform-versions \
    --filters "$(jq -cn --arg branch "$(setting PLATFORM_BRANCH)" '[{Type: "PlatformBranchName", Operator: "=", Values: [$branch]}]')") || return
  jq -r --arg platform "$platform" '[.PlatformSummaryList[]? | select(.PlatformStatus == "Ready").PlatformArn | select(. != $platform)][0] // empty' \
    <<< "$answer"
}

# known_parameters: of the stack, as JSON.
known_parameters() {
  local answer
  answer=$(ASSUMED='{"Stacks": []}' aws_try cloudformation describe-stacks --stack-name "$(stack_name)") || return
  jq -c '[.Stacks[0].Parameters[]? | {key: .ParameterKey, value: .ParameterValue}] | from_entries' <<< "$answer"
}

# parameters_with NAME VALUE: all that the stack has, but for that one.
parameters_with() {
  known_parameters | jq -c --arg name "$1" --arg value "$2" '[keys[] | {ParameterKey: .}
    + if . == $name then {ParameterValue: $value} else {UsePreviousValue: true} end]'
}

# is_reckoned CHANGE-SET: into the file change-set.
is_reckoned() {
  ASSUMED='{"Status": "CREATE_COMPLETE"}' aws_try cloudformation describe-change-set --stack-name "$(stack_name)" \
    --change-set-name "$1" > "$SCRATCH/change-set" || return
  [[ $(jq -r .Status "$SCRATCH/change-set") =~ ^(CREATE_COMPLETE|FAILED)$ ]]
}

# is_previewed SERVICE: into the file preview.
is_previewed() {
  ASSUMED='{"status": "COMPLETE", "previewResults": []}' aws_try ecr get-lifecycle-policy-preview \
    --repository-name "sluice-$1" > "$SCRATCH/preview" || return
  [ "$(jq -r .status "$SCRATCH/preview")" = COMPLETE ]
}

# other_type TYPE: another one of the smallest.
other_type() {
  case $1 in
    *.micro) printf '%s.small\n' "${1%.*}" ;;
    *) printf '%s.micro\n' "${1%.*}" ;;
  esac
}

# second_version: the images of the first under another name; noted.
second_version() {
  local first second service
  first=$(noted version)
  second=${first%%-*}-$(date -u +%Y%m%dT%H%M%SZ)
  # What an interrupted run has made is removed by what is noted.
  note second "$second"
  remember_second "$second"
  for service in "${SERVICES[@]}"; do
    keep_image "$service" "$(tag "$first")" "$(tag "$second")" || failed "sluice-$service:$(tag "$first") is not in ECR"
  done > /dev/null
  printf '%s\n' "$second"
}

# changed_bundle LABEL: makes a version of the producer whose configuration files have one more option, which the template does not set;
# prints its label.
changed_bundle() {
  local version key zip folder="$SCRATCH/changed"
  version=0000000-$(date -u +%Y%m%dT%H%M%SZ)
  key=$(bundle_key producer "$version")
  zip="$SCRATCH/changed.zip"
  need_bucket
  ASSUMED='{}' aws_try s3api get-object --bucket "$BUCKET" --key "$(bundle_key producer "$(version_of "$1")")" "$zip" > /dev/null || failed
  mkdir -p "$folder/.ebextensions"
  printf 'option_settings:\n  aws:elasticbeanstalk:environment:process:default:\n    StickinessLBCookieDuration: "86401"\n' > "$folder/.ebextensions/prove.config"
  rehearsing || (cd "$folder" && zip -q "$zip" .ebextensions/prove.config) || failed "the bundle cannot be changed"
  rehearsing || upload "$key" "$zip" "$(digest "$zip")"
  create_version "$(label producer "$version")" "$key" "A bundle that changes an option"
  label producer "$version"
}

# --- Jobs --------------------------------------------------------------------------------------------------------------------------

new_id() { printf 'prove-%s-%s%s\n' "$(date -u +%s)" "$RANDOM" "$RANDOM"; }

# job ID SECONDS: one that takes so long, since it waits at a queue where nothing ever comes. That moves no bytes and asks nobody else.
job() {
  jq -cn --arg id "$1" --arg url "$(noted waiting-room)?Action=ReceiveMessage&Version=2012-11-05&WaitTimeSeconds=$2" \
    '{specversion: "1.0", id: $id, type: "checksum", source: "/prove", data: {url: $url}}'
}

# queue_url PRIORITY
queue_url() { queue_urls | grep -e "-jobs-$1\$" || printf 'QUEUE-URL\n'; }

# send PRIORITY BODY
send() {
  aws_try sqs send-message --queue-url "$(queue_url "$1")" --message-body "$2" > /dev/null || failed
}

# send_many PRIORITY NUMBER SECONDS: ten at once.
send_many() {
  local url batch
  url=$(queue_url "$1")
  while IFS= read -r batch; do
    aws_try sqs send-message-batch --queue-url "$url" --entries "$batch" > /dev/null < /dev/null || failed
    ! rehearsing || break
  done < <(jq -cn --argjson job "$(job "$(new_id)" "$3")" --argjson number "$2" 'range(0; $number; 10)
    | [range(.; [. + 10, $number] | min)] | map({Id: "\(.)", MessageBody: ($job + {id: "\($job.id)-\(.)"} | tojson)})')
}

# begin_flow PRIORITY SECONDS: jobs of LONG seconds that keep one worker busy for so long, so that it has some in work whenever it is
# told to stop. They are in work when this returns.
begin_flow() {
  FLOW_BEGAN=$(date -u +%s)000
  send_many "$1" "$(($2 * $(whole_number CONCURRENCY) / LONG))" "$LONG"
  await 3 is_in_work "$1" || failed "the jobs were not begun within 3 minutes"
}

FLOW_BEGAN=0

# let_jobs_wait: in the outage.
let_jobs_wait() {
  [ -z "$(noted waiting)" ] || return 0
  send_many "$OUT" 5 0
  note waiting "$SECONDS"
}

is_in_work() { [ "$(messages "$1" ApproximateNumberOfMessagesNotVisible)" -gt 0 ]; }

is_empty() { [ "$(messages "$1" ApproximateNumberOfMessages)" -eq 0 ] && ! is_in_work "$1"; }

# messages PRIORITY ATTRIBUTE
messages() {
  local answer
  answer=$(ASSUMED="{\"Attributes\": {\"$2\": \"0\"}}" aws_try sqs get-queue-attributes --queue-url "$(queue_url "$1")" --attribute-names "$2") || return
  jq -r --arg name "$2" '.Attributes[$name]' <<< "$answer"
}

# line_of ID: what the workers' log says of a job, at last.
line_of() {
  local answer
  answer=$(ASSUMED='{"events": []}' aws_try logs filter-log-events --log-group-name "/sluice/$ENVIRONMENT/worker" \
    --start-time "$(($(noted began) * 1000))" --filter-pattern "\"$1\"") || return
  jq -r '[.events[]?.message][-1] // empty' <<< "$answer"
}

is_done() { [[ $(line_of "$1") == *"completed in"* ]]; }

milliseconds() {
  [[ ! $(line_of "$1") =~ completed\ in\ ([0-9]+)\ ms ]] || printf '%s\n' "${BASH_REMATCH[1]}"
}

# drains: of each worker that was told to stop since the flow began, how many jobs it has ended after that, as JSON. One that was killed
# has ended none: they come back after their visibility timeout, and are done from the beginning by another one.
drains() {
  local answer
  answer=$(ASSUMED='{"events": []}' aws_try logs filter-log-events --log-group-name "/sluice/$ENVIRONMENT/worker" \
    --start-time "$FLOW_BEGAN" --filter-pattern '?"stopping in good order" ?"completed in"') || return
  jq -c '[.events[]?] | group_by(.logStreamName) | map(. as $lines
    | [.[] | select(.message | contains("stopping in good order")).timestamp] | last | values as $told
    | [$lines[] | select(.timestamp >= $told) | select(.message | contains("completed in"))] | length)' <<< "$answer"
}

has_stopped() { drains | jq -e 'length > 0' > /dev/null; }

has_drained() { drains | jq -e 'any(. > 0)' > /dev/null; }

# ended_in_order: the verdict on workers that had jobs in work when they were told to stop.
ended_in_order() {
  await 6 has_stopped || refuted "no worker was told to stop within 6 minutes"
  await 2 has_drained || refuted "no job ended after its worker was told to stop"
  proved "jobs that ended after their worker was told to stop: $(drains | jq -r 'map(tostring) | join(", ")')"
}

# messages_to_grow: so many that the policy asks for another worker, and what one does in the six minutes until that has come.
messages_to_grow() {
  local concurrency
  concurrency=$(whole_number CONCURRENCY)
  case $(setting SCALING_POLICY) in
    backlog-per-worker)
      jq -n --argjson concurrency "$concurrency" --argjson latency "$(setting ACCEPTABLE_LATENCY)" --argjson time "$(setting TIME_PER_JOB)" \
        --argjson each "$LONG" '3 * $latency * $concurrency / $time + 360 * $concurrency / $each | ceil'
      ;;
    *)
      local threshold=${SETTING[SCALE_UP]}
      printf '%s\n' "$((${threshold%%:*} * 3 / 2 + 360 * concurrency / LONG))"
      ;;
  esac
}

# --- Metrics and alarms --------------------------------------------------------------------------------------------------------------

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# metric START QUERY: the values, as JSON.
metric() {
  local answer
  answer=$(ASSUMED='{"MetricDataResults": []}' aws_try cloudwatch get-metric-data --start-time "$1" --end-time "$(now)" \
    --metric-data-queries "$2") || return
  jq -c '[.MetricDataResults[]?.Values[]?]' <<< "$answer"
}

# sum START METRIC DIMENSIONS...: of what ENV has published with each of these dimensions, as JSON such as {"type": "checksum"}. Not by a
# search, which does not find a metric in its first minutes.
sum() {
  local start=$1 metric=$2
  shift 2
  metric "$start" "$(jq -cn --arg metric "$metric" --arg environment "$ENVIRONMENT" '$ARGS.positional | to_entries
    | map({Id: "m\(.key)", MetricStat: {Period: 60, Stat: "Sum", Metric: {Namespace: "Sluice", MetricName: $metric, Dimensions:
      (.value | fromjson + {environment: $environment} | to_entries | map({Name: .key, Value: .value}))}}})' --args -- "$@")" | jq 'add // 0'
}

# jobs_done START: those of the type that a proof sends.
jobs_done() { sum "$1" jobs.completed '{"type": "checksum"}'; }

has_done() { jq -en --argjson number "$(jobs_done "$1" || echo 0)" --argjson least "$2" '$number >= $least' > /dev/null; }

# requests_made START PRIORITY: by the workers, to the queue.
requests_made() {
  local operation queue
  local -a dimensions=()
  queue=$(basename "$(queue_url "$2")")
  for operation in ReceiveMessage DeleteMessageBatch ChangeMessageVisibilityBatch LookUp; do
    dimensions+=("{\"queue\": \"$queue\", \"operation\": \"$operation\"}")
  done
  sum "$1" sqs.requests "${dimensions[@]}"
}

# points PRIORITY METRIC [MINUTES]: how many datapoints SQS has told of a queue, of the last minutes.
points() {
  metric "$(jq -rn --argjson minutes "${3:-10}" 'now - $minutes * 60 | todate')" \
    "$(jq -cn --arg metric "$2" --arg queue "$(basename "$(queue_url "$1")")" '[{Id: "m", MetricStat: {Period: 60, Stat: "Maximum",
      Metric: {Namespace: "AWS/SQS", MetricName: $metric, Dimensions: [{Name: "QueueName", Value: $queue}]}}}]')" | jq length
}

# has_points NUMBER PRIORITY METRIC [MINUTES]
has_points() { [ "$(points "${@:2}")" -ge "$1" ]; }

# alarm_state RESOURCE: of an alarm of the stack, by its logical name.
alarm_state() {
  local name answer
  answer=$(ASSUMED='{"StackResources": []}' aws_try cloudformation describe-stack-resources --stack-name "$(stack_name)") || return
  name=$(jq -r --arg name "$1" '.StackResources[] | select(.LogicalResourceId == $name).PhysicalResourceId' <<< "$answer")
  [ -n "$name" ] || rehearsing || return
  answer=$(ASSUMED='{"MetricAlarms": []}' aws_try cloudwatch describe-alarms --alarm-names "${name:-ALARM}") || return
  jq -r '.MetricAlarms[0].StateValue // empty' <<< "$answer"
}

is_in_alarm() { [ "$(alarm_state "$1")" = ALARM ]; }

is_well() { [ "$(alarm_state "$1")" = OK ]; }

# --- Groups of workers ---------------------------------------------------------------------------------------------------------------

# group PRIORITY: as JSON, of the workers' Auto Scaling group.
group() {
  local answer
  answer=$(ASSUMED='{"AutoScalingGroups": [{"AutoScalingGroupName": "GROUP", "DesiredCapacity": 1, "Instances": [{"InstanceId": "INSTANCE",
    "LifecycleState": "InService"}]}]}' aws_try autoscaling describe-auto-scaling-groups \
    --filters "Name=tag:elasticbeanstalk:environment-name,Values=$(environment_of "worker-$1")") || return
  jq -c '.AutoScalingGroups[0] // {Instances: []}' <<< "$answer"
}

group_of() { group "$1" | jq -r '.AutoScalingGroupName // empty'; }

in_service() { group "$1" | jq -r '.Instances[] | select(.LifecycleState == "InService").InstanceId'; }

# has_workers PRIORITY NUMBER: in service.
has_workers() { [ "$(in_service "$1" | grep -c .)" -eq "$2" ]; }

has_desired() { [ "$(group "$1" | jq .DesiredCapacity)" -eq "$2" ]; }

# are_protected PRIORITY: all of its instances.
are_protected() {
  group "$1" | jq -e '[.Instances[] | select(.LifecycleState == "InService")] | length > 0 and all(.ProtectedFromScaleIn)' > /dev/null
}

# --- What a proof makes besides ------------------------------------------------------------------------------------------------------

# The queue at which jobs wait, and the secret.
waiting_room_name() { printf '%s-%s-prove\n' "$APPLICATION" "$ENVIRONMENT"; }

# make_waiting_room: nothing is ever in it; everybody may receive nothing from it, for three hours.
make_waiting_room() {
  local name url arn policy answer
  name=$(waiting_room_name)
  answer=$(ASSUMED='{"QueueUrl": "QUEUE-URL"}' aws_call sqs create-queue --queue-name "$name" --tags "application=$APPLICATION,environment=$ENVIRONMENT")
  url=$(jq -r .QueueUrl <<< "$answer")
  answer=$(ASSUMED='{"Attributes": {"QueueArn": "QUEUE-ARN"}}' aws_call sqs get-queue-attributes --queue-url "$url" --attribute-names QueueArn)
  arn=$(jq -r .Attributes.QueueArn <<< "$answer")
  policy=$(jq -cn --arg arn "$arn" '{Version: "2012-10-17", Statement: [{Effect: "Allow", Principal: "*", Action: "sqs:ReceiveMessage", Resource: $arn,
    Condition: {Bool: {"aws:SecureTransport": "true"}, DateLessThan: {"aws:CurrentTime": (now + 10800 | todate)}}}]}')
  aws_call sqs set-queue-attributes --queue-url "$url" --attributes "$(jq -cn --arg policy "$policy" '{Policy: $policy}')" > /dev/null
  note waiting-room "$url"
}

# make_secret: prints its ARN. Its value goes through a file that only we can read, and is shown nowhere.
make_secret() {
  local answer
  new_secret
  answer=$(ASSUMED='{"ARN": "arn:SECRET"}' aws_try secretsmanager create-secret --name "$(waiting_room_name)" --secret-string "file://$SCRATCH/secret") || return
  jq -r .ARN <<< "$answer"
}

rotate_secret() {
  new_secret
  ASSUMED='{}' aws_try secretsmanager put-secret-value --secret-id "$(waiting_room_name)" --secret-string "file://$SCRATCH/secret" > /dev/null
}

new_secret() {
  (umask 077 && head -c 32 /dev/urandom | base64 | tr -d '+/=\n' > "$SCRATCH/secret")
}
