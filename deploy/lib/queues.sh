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

# age QUEUE: of its oldest message in seconds, by the workers' own metric; empty if they publish none.
age() {
  local answer start end
  start=$(jq -rn 'now - 600 | todate')
  end=$(jq -rn 'now | todate')
  answer=$(ASSUMED='{"Datapoints": []}' aws_call cloudwatch get-metric-statistics --namespace Sluice --metric-name backlog.age \
    --dimensions "Name=environment,Value=$ENVIRONMENT" "Name=queue,Value=$1" --statistics Maximum --period 60 \
    --start-time "$start" --end-time "$end")
  jq -r '.Datapoints | sort_by(.Timestamp) | last | .Maximum // empty' <<< "$answer"
}
