# shellcheck shell=bash
# logs: what the services log, from CloudWatch.

export OPTIONS_logs="since: follow filter:"

help_logs() {
  cat << 'END'
deploy/sluice logs ENV [producer|worker] [--since TIME] [--filter PATTERN] [--follow]

The log lines of ENV's containers, the oldest first. With --json each line is an object with time, stream and message.

  --since TIME      how far back: 30s, 10m, 2h, 1d (10m)
  --filter PATTERN  a filter pattern of CloudWatch Logs, such as '{ $.level = "ERROR" }'
  --follow          goes on with new lines until it is interrupted
END
}

command_logs() {
  words 1 2 "$@"
  load_environment "$1"
  local role start
  local -a roles=(producer worker)
  if [ -n "${2-}" ]; then
    case $2 in producer | worker) roles=("$2") ;; *) misuse "there are logs of producer and of worker, not of \"$2\"" ;; esac
  fi
  start=$(since "${OPTION[since]-10m}")
  : > "$SCRATCH/lines-seen"
  while :; do
    : > "$SCRATCH/lines"
    for role in "${roles[@]}"; do log_lines "$role" "$start"; done
    print_lines
    { [ -n "${OPTION[follow]-}" ] && ! rehearsing; } || return 0
    # Lines come late, and not in the order of their times: look at the last minute again, and print what was not there.
    start=$(jq -n --argjson start "$start" '[$start, (now - 60) * 1000 | floor] | max')
    pause
  done
}

# since TIME: as milliseconds since 1970.
since() {
  [[ $1 =~ ^([0-9]{1,5})([smhd])$ ]] || misuse "--since takes a time such as 10m or 2h, not \"$1\""
  local -A unit=([s]=1 [m]=60 [h]=3600 [d]=86400)
  jq -n --argjson seconds "$((BASH_REMATCH[1] * ${unit[${BASH_REMATCH[2]}]}))" '(now - $seconds) * 1000 | floor'
}

# log_lines ROLE START: onto the file of lines.
log_lines() {
  local -a filter=()
  [ -z "${OPTION[filter]-}" ] || filter=(--filter-pattern "${OPTION[filter]}")
  ASSUMED='{"events": []}' aws_try logs filter-log-events --log-group-name "/sluice/$ENVIRONMENT/$1" --start-time "$2" \
    ${filter[@]+"${filter[@]}"} > "$SCRATCH/answer" || {
    [ "$(aws_error)" != ResourceNotFoundException ] \
      || fail "there is no log group /sluice/$ENVIRONMENT/$1" "Run: deploy/sluice bootstrap $ENVIRONMENT"
    aws_failed
  }
  jq -c '.events[]' "$SCRATCH/answer" >> "$SCRATCH/lines"
}

print_lines() {
  local form='"\(.timestamp / 1000 | todate)  \(.logStreamName)  \(.message)"'
  if wants_json; then form='{time: (.timestamp / 1000 | todate), stream: .logStreamName, message} | @json'; fi
  rehearsing && return
  jq -rs --rawfile seen "$SCRATCH/lines-seen" "(\$seen | split(\"\n\")) as \$ids | sort_by(.timestamp)[]
    | select(.eventId as \$id | \$ids | index([\$id]) | not) | $form" "$SCRATCH/lines" >&3
  jq -r .eventId "$SCRATCH/lines" > "$SCRATCH/lines-seen"
}
