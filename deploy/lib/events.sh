# shellcheck shell=bash
# The events of environments as they come, each once.

# Elastic Beanstalk's clock, not ours: events after the newest that was there before.
EVENTS_SINCE=
EVENTS_SEEN=
EVENTS_NAMES=

# A time as Elastic Beanstalk tells it, in a form that sorts: CLIs differ in how they print the zone.
EVENT_TIME='def time: sub("(Z|\\+00:00)$"; "");'

# start_events: from now on.
start_events() {
  local answer
  EVENTS_SEEN="$SCRATCH/events-seen"
  : > "$EVENTS_SEEN"
  : > "$SCRATCH/troubles"
  EVENTS_NAMES=$(jq -cn '$ARGS.positional' --args -- "${BEANSTALK_NAMES[@]}")
  # Newest first, so one page has it.
  answer=$(ASSUMED='{"Events": []}' aws_call elasticbeanstalk describe-events --application-name "$APPLICATION" \
    --no-paginate --max-records 1)
  EVENTS_SINCE=$(jq -r '.Events[0].EventDate // "1970-01-01T00:00:00Z"' <<< "$answer")
  jq -c '.Events[]' <<< "$answer" > "$EVENTS_SEEN"
}

# show_events: what is new, oldest first. StartTime is inclusive, and several events may have one time, so those of the last
# time are remembered. It fails like aws_try.
show_events() {
  local answer new="$SCRATCH/events-new"
  answer=$(ASSUMED='{"Events": []}' aws_try elasticbeanstalk describe-events --application-name "$APPLICATION" \
    --start-time "$EVENTS_SINCE") || return
  jq -c --slurpfile seen "$EVENTS_SEEN" "$EVENT_TIME"'
    [.Events[] | select(. as $event | $seen | index([$event]) | not)] | sort_by(.EventDate | time) | .[]' <<< "$answer" > "$new"
  [ -s "$new" ] || return 0
  jq -r --argjson names "$EVENTS_NAMES" 'select(.EnvironmentName as $name | $names | index([$name]))
    | "  \(.EventDate | .[11:19])  \(.EnvironmentName)  \(.Severity)  \(.Message)"' "$new" >&2
  jq -r --argjson names "$EVENTS_NAMES" 'select(.EnvironmentName as $name | $names | index([$name]))
    | select(.Severity | IN("WARN", "ERROR", "FATAL")) | "\(.EnvironmentName): \(.Message)"' "$new" >> "$SCRATCH/troubles"
  EVENTS_SINCE=$(tail -n 1 "$new" | jq -r .EventDate)
  # Everything of that time, from before and from now.
  jq -c --arg last "$EVENTS_SINCE" "$EVENT_TIME"'select((.EventDate | time) == ($last | time))' "$EVENTS_SEEN" "$new" > "$EVENTS_SEEN.new"
  mv "$EVENTS_SEEN.new" "$EVENTS_SEEN"
}
