# shellcheck shell=bash
# The events of environments as they come, each once.

# Elastic Beanstalk's clock, not ours: events after the newest that was there before. Empty before start_events.
EVENTS_SINCE=

# The events of that time, which were told already, and the last answer: {"Events": [...]}.
EVENTS_SEEN=
EVENTS_ANSWER=

# start_events: from now on.
start_events() {
  [ -z "$EVENTS_SINCE" ] || return 0
  # Newest first, so one page has it.
  EVENTS_SEEN=$(ASSUMED='{"Events": []}' aws_call elasticbeanstalk describe-events --application-name "$APPLICATION" \
    --no-paginate --max-records 1)
  EVENTS_SEEN=${EVENTS_SEEN:-'{"Events": []}'}
  EVENTS_SINCE=1970-01-01T00:00:00Z
  [[ ! $EVENTS_SEEN =~ \"EventDate\":\ *\"([^\"]+)\" ]] || EVENTS_SINCE=${BASH_REMATCH[1]}
  : > "$SCRATCH/troubles"
}

# show_events: what is new, oldest first. StartTime is inclusive, and several events may have one time, so those of the last
# time are remembered. CLIs differ in how they print the zone of a time. It fails like aws_try.
show_events() {
  local answer line names
  [ -n "$EVENTS_SINCE" ] || return 0
  answer=$(ASSUMED='{"Events": []}' aws_try elasticbeanstalk describe-events --application-name "$APPLICATION" \
    --start-time "$EVENTS_SINCE") || return
  # Mostly nothing is new.
  [ "$answer" != "$EVENTS_ANSWER" ] || return 0
  EVENTS_ANSWER=$answer
  printf -v names '"%s",' "${BEANSTALK_NAMES[@]}"
  while IFS= read -r line; do
    case $line in
      since*) EVENTS_SINCE=${line#since } ;;
      seen*) EVENTS_SEEN=${line#seen } ;;
      show*) say "${line#show }" ;;
      trouble*) printf '%s\n' "${line#trouble }" >> "$SCRATCH/troubles" ;;
    esac
  done < <(jq -r --argjson seen "$EVENTS_SEEN" --argjson names "[${names%,}]" '
    def time: .EventDate | sub("(Z|\\+00:00)$"; "");
    def message: .Message | gsub("[\r\n]+"; " ");
    # They come newest first.
    [.Events[] | select(. as $event | $seen.Events | index([$event]) | not)] | reverse | sort_by(time) | select(length > 0)
    | last as $last
    | "since \($last.EventDate)",
      # Everything of that time, from before and from now.
      "seen \({Events: [($seen.Events + .)[] | select(time == ($last | time))]} | tojson)",
      (.[] | select(.EnvironmentName as $name | $names | index([$name]))
        | "show   \(.EventDate | .[11:19])  \(.EnvironmentName)  \(.Severity)  \(message)",
          (select(.Severity | IN("WARN", "ERROR", "FATAL")) | "trouble \(.EnvironmentName): \(message)"))' <<< "$answer")
}
