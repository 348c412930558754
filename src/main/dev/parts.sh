# shellcheck shell=bash
# The parts of ./dev, each a process group of its own: they are started, watched and ended here. Sourced by ./dev.

# Runs a command as part $1 in a process group of its own, so that what it starts can be ended with it.
start() {
  local part=$1 filter=prefix
  [ "$part" -lt "$PRODUCER" ] || filter=narrate
  shift
  set -m
  {
    "$@" < /dev/null 2>&1 | "$filter" "$part"
    set -- "${PIPESTATUS[@]}"
    [ "$2" -eq 0 ] || exit "$2"
    exit "$1"
  } &
  pids[part]=$!
  set +m
}

# Whether any process of part $1 is left.
alive() {
  [ "${pids[$1]}" -ne 0 ] && kill -0 -- "-${pids[$1]}" 2> /dev/null
}

# Whether part $1 has ended by itself.
has_ended() {
  [ "${pids[$1]}" -ne 0 ] && ! kill -0 "${pids[$1]}" 2> /dev/null
}

# Ends parts, all at once: asks them, waits, forces what is left.
stop() {
  local part left
  for part in "$@"; do
    alive "$part" && kill -TERM -- "-${pids[part]}" 2> /dev/null
  done
  local deadline=$((SECONDS + STOP_SECONDS))
  while [ "$SECONDS" -lt "$deadline" ] && [ ! "$hurry" ]; do
    left=
    for part in "$@"; do
      alive "$part" && left=1
    done
    [ "$left" ] || return 0
    sleep 0.1
  done
  for part in "$@"; do
    alive "$part" && kill -KILL -- "-${pids[part]}" 2> /dev/null
  done
}

# Waits for the end of part $1 and returns its status.
await_end() {
  local status=0
  wait "${pids[$1]}" || status=$?
  pids[$1]=0
  return "$status"
}

# The services first: the consumer gives back to the queue what it holds.
finish() {
  local status=$1
  trap 'hurry=1' INT TERM HUP
  trap - EXIT
  [ "$sleeper" ] && kill "$sleeper" 2> /dev/null
  stop "$BUILD" "$PRODUCER" "$CONSUMER"
  stop "$AWS"
  exit "$status"
}

hurry=
sleeper=
trap 'finish 1' EXIT
trap 'finish 129' HUP
trap 'finish 130' INT
trap 'finish 143' TERM

# Sleeps so that a signal is heard at once.
pause() {
  sleep "$1" &
  sleeper=$!
  wait "$sleeper"
}

listens() {
  (: > "/dev/tcp/localhost/$1") 2> /dev/null
}

# Asks a management port for readiness; dev mode answers 503 until it is.
ready() {
  local answer
  answer=$(
    {
      exec 3<> "/dev/tcp/localhost/$1" || exit
      printf 'GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
      IFS= read -r -t 5 line <&3
    } 2> /dev/null
    printf '%s' "$line"
  )
  case $answer in
    HTTP/*' 200 '*) return 0 ;;
    *) return 1 ;;
  esac
}

check_port() {
  if listens "$1"; then
    trap - EXIT
    fail "port $1, for $2, is taken: end what listens there or choose another by $3 (./dev --help)"
  fi
}
