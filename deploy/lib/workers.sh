# shellcheck shell=bash
# The instances of workers, as Auto Scaling has them.

# end_workers: ends all instances of ENV's workers, busy or not; they drain. A group that is deleted waits for those that are
# protected from scale-in, and a busy worker protects itself again whenever somebody lifts that. A termination by hand minds no
# protection; but then Auto Scaling launches another instance, so that is suspended first, and only then they are counted.
end_workers() {
  local groups group instances instance
  groups=$(worker_groups | jq -r .AutoScalingGroupName)
  for group in $groups; do
    aws_call autoscaling suspend-processes --auto-scaling-group-name "$group" --scaling-processes Launch > /dev/null
  done
  instances=$(worker_groups | jq -r '.Instances[] | select(.LifecycleState | startswith("Terminat") | not).InstanceId')
  for instance in $instances; do
    end_worker "$instance"
  done
}

# worker_groups: as JSON, one after the other, the temporary ones of an update too.
worker_groups() {
  local names answer
  names=$(names_of worker | paste -sd ,)
  answer=$(ASSUMED='{"AutoScalingGroups": [{"AutoScalingGroupName": "GROUP-OF-WORKERS",
    "Instances": [{"InstanceId": "INSTANCE", "LifecycleState": "InService"}]}]}' aws_call autoscaling \
    describe-auto-scaling-groups --filters "Name=tag:elasticbeanstalk:environment-name,Values=$names")
  jq '.AutoScalingGroups[]' <<< "$answer"
}

# end_worker INSTANCE: unless it has gone by itself.
end_worker() {
  local deadline=$((SECONDS + 600))
  until aws_try autoscaling terminate-instance-in-auto-scaling-group --instance-id "$1" \
    --no-should-decrement-desired-capacity > /dev/null; do
    if grep -q 'not found' "$SCRATCH/aws-error"; then return 0; fi
    [[ $(aws_error) == ScalingActivityInProgress* && $SECONDS -lt $deadline ]] || aws_failed
    pause
  done
}
