# shellcheck shell=bash
# The queues of an environment, which its stack knows.

# queue_urls: a URL a line; nothing if there is no stack.
queue_urls() {
  local answer
  answer=$(ASSUMED='{"StackResources": []}' aws_try cloudformation describe-stack-resources --stack-name "$(stack_name)") || {
    grep -q 'does not exist' "$SCRATCH/aws-error" || aws_failed
    return 0
  }
  jq -r '.StackResources[] | select(.ResourceType == "AWS::SQS::Queue" and .ResourceStatus != "DELETE_COMPLETE")
    | .PhysicalResourceId' <<< "$answer" | LC_ALL=C sort
}

# queues: JSON with name, url, waiting, inWork, delayed. A queue that the stack has and SQS has not is left out.
queues() {
  local url urls answer
  urls=$(queue_urls)
  for url in $urls; do
    answer=$(aws_try sqs get-queue-attributes --queue-url "$url" --attribute-names ApproximateNumberOfMessages \
      ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesDelayed) || {
      [[ $(aws_error) == *NonExistentQueue || $(aws_error) == *QueueDoesNotExist ]] || aws_failed
      continue
    }
    jq -c --arg url "$url" '.Attributes | {name: ($url | split("/") | last), url: $url,
      waiting: (.ApproximateNumberOfMessages | tonumber), inWork: (.ApproximateNumberOfMessagesNotVisible | tonumber),
      delayed: (.ApproximateNumberOfMessagesDelayed | tonumber)}' <<< "$answer"
  done | jq -cs .
}

# ages QUEUES...: of the oldest message in each, in seconds, by the workers' own metric, as JSON: {queue: age}. A queue of which
# they publish none is not in it. One call may ask for 500.
ages() {
  local queries answer start end
  read -r start end < <(jq -rn 'now | "\(. - 600 | todate) \(todate)"')
  queries=$(jq -cn --arg environment "$ENVIRONMENT" '$ARGS.positional | to_entries | map({Id: "q\(.key)", Label: .value,
    MetricStat: {Period: 60, Stat: "Maximum", Metric: {Namespace: "Sluice", MetricName: "backlog.age", Dimensions:
      [{Name: "environment", Value: $environment}, {Name: "queue", Value: .value}]}}})' --args -- "$@")
  answer=$(ASSUMED='{"MetricDataResults": []}' aws_call cloudwatch get-metric-data --metric-data-queries "$queries" \
    --start-time "$start" --end-time "$end" --scan-by TimestampDescending)
  jq -c '[.MetricDataResults[] | select(.Values | length > 0) | {key: .Label, value: .Values[0]}] | from_entries' <<< "$answer"
}
