# shellcheck shell=bash disable=SC2154 # ./dev sets some variables.
# What ./dev says: its own lines, and those of its parts, each behind the name of the part. Sourced by ./dev.

if [ -t 1 ] && [ -z "${NO_COLOR-}" ] && [ "${TERM-}" != dumb ]; then
  coloured=1
else
  coloured=
fi

say() {
  if [ "$coloured" ]; then
    printf '\033[1mdev      |\033[0m %s\n' "$*"
  else
    printf 'dev      | %s\n' "$*"
  fi
}

fail() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

# Sets `label` to what stands before each line of part $1.
make_label() {
  printf -v label '%-8s |' "${names[$1]}"
  if [ "$coloured" ]; then
    printf -v label '\033[%sm%s\033[0m' "${colours[$1]}" "$label"
  fi
}

# Copies standard input, each line behind the name of part $1. It must outlive the part that it speaks for.
prefix() {
  trap '' INT TERM HUP
  local label line
  make_label "$1"
  while IFS= read -r line || [ -n "$line" ]; do
    printf '%s %s\n' "$label" "$line"
  done
}

# Whether a line of Maven's, without its [ERROR], has been said before or says only where to read on. `seen` has the others.
is_noise() {
  case $1 in
    'COMPILATION ERROR'* | 'To see the full stack trace'* | 'Re-run Maven '* | 'For more information '* | \
      'After correcting '* | *' -rf :'* | '[Help '* | *': Compilation failure'* | *'Dev mode process did not complete'*)
      return 0
      ;;
    *[![:space:]]*) ;;
    *) return 0 ;;
  esac
  case $'\n'$seen in
    *$'\n'"$1"$'\n'*) return 0 ;;
  esac
  seen+=$1$'\n'
  return 1
}

# Copies what Maven says as far as somebody who waits wants to see it: a line for each module, and when it fails, all that is
# no news.
condense() {
  local line message warnings='' seen=''
  while IFS= read -r line; do
    case $line in
      '[INFO] Building '*) printf '%s\n' "${line#'[INFO] '}" ;;
      '[INFO]'*) ;;
      'mvnw: '*) printf '%s\n' "${line#mvnw: }" ;;
      '[ERROR]'*)
        message=${line#'[ERROR]'}
        message=${message# }
        is_noise "$message" && continue
        printf '%s%s\n' "$warnings" "[ERROR] ${message%' -> [Help 1]'}"
        warnings=
        ;;
      *) warnings+=$line$'\n' ;;
    esac
  done
}

# Patterns such as *([0-9;]).
shopt -s extglob

# Does for the service of part $1 what `prefix` does, and says when it is down: the cause first, in a line. The stack trace of
# a start that fails goes with all the rest into the service's log only. Returns REFUSED when Maven has not even started it.
narrate() {
  trap '' INT TERM HUP
  local part=$1 name=${names[$1]} label line plain rest='' cause='' exact='' down='' advised='' seen='' status=0
  make_label "$part"
  # That of the time before tells why it has ended.
  [ ! -e "$WORK/$name.log" ] || mv -f "$WORK/$name.log" "$WORK/$name.log.1"
  exec 3> "$WORK/$name.log"
  while next_line; do
    printf '%s\n' "$line" >&3
    line=${line//"$PWD/"/}
    # Without settings, the service writes in colours, and debug messages, too.
    plain=${line//$'\e['*([0-9;])m/}
    case $plain in
      '[ERROR]'* | '[FATAL]'*) tell_refusal ;;
      *' ERROR '*'Failed to start '*)
        tell_cause
        cause=${plain#*'Failed to start '}
        cause=${cause#*: }
        exact=
        ;;
      'Configuration validation failed:')
        tell_cause
        cause=$line
        exact=
        ;;
      *'Attempting to start live reload endpoint to recover'*)
        tell_cause
        [ "$down" ] || tell_down 'it did not start'
        [ "$advised" ] || say "It starts again when you save what mends it. All that it said is in $WORK/$name.log."
        advised=1
        ;;
      [0-9][0-9][0-9][0-9]-[0-9][0-9]-*)
        tell_cause
        case $line in
          *' started in '*'istening on'*) tell_recovery ;;
        esac
        [[ $line != "$plain" && $plain == *' '@(DEBUG|TRACE)' '* ]] || printf '%s %s\n' "$label" "$plain"
        ;;
      *)
        if [ "$cause" ]; then
          find_cause
        elif [ "$plain" ] || [ ! "$line" ]; then
          printf '%s %s\n' "$label" "$plain"
        fi
        ;;
    esac
  done
  tell_cause
  return "$status"
}

# Sets `line` to the next one; fails at the end. While a failure waits to be told, that more belongs to it shows within a second.
next_line() {
  while [ "$cause" ]; do
    line=
    if IFS= read -r -t 1 line; then
      line=$rest$line rest=
      return 0
    fi
    rest+=$line
    tell_cause
  done
  line=
  IFS= read -r line || [ -n "$rest$line" ] || return 1
  line=$rest$line rest=
}

# Looks at another line of a failed start. The deepest cause counts, but most what a build step says.
find_cause() {
  case $plain in
    *'[error]: '*)
      [ "$exact" ] || cause=${line#*'[error]: '}
      exact=1
      ;;
    'Caused by: '*) [ "$exact" ] || cause=${line#'Caused by: '} ;;
    [[:space:]]'at '* | [[:space:]]'... '* | '') ;;
    *)
      # The settings that are wrong stand below "Configuration validation failed:".
      case $cause in
        *:) cause="$cause ${line#"${line%%[![:space:]]*}"}" ;;
      esac
      ;;
  esac
}

tell_cause() {
  [ "$cause" ] || return 0
  # An exception's class says little where there is a message.
  local class='^[a-z][A-Za-z0-9_]*([.][A-Za-z0-9_$]+)+: (.+)$'
  cause=${cause##*' threw an exception: '}
  cause=${cause#'Configuration validation failed: '}
  while [[ $cause =~ $class ]]; do
    cause=${BASH_REMATCH[2]#'Configuration validation failed: '}
  done
  if [ "$cause" != "$down" ]; then
    tell_down "$cause"
  fi
  cause=
}

tell_down() {
  down=$1
  advised=
  say "The $name is down: $1"
}

tell_recovery() {
  [ "$down" ] || return 0
  down=
  say "The $name is up again."
}

# Maven's errors: the first is the cause.
tell_refusal() {
  local message=${plain#'['*']'}
  message=${message# }
  message=${message#'[ERROR] '}
  message=${message%' -> [Help 1]'}
  is_noise "$message" && return
  status=$REFUSED
  if [ "$down" ]; then
    printf '%s %s\n' "$label" "$message"
  else
    case $message in
      'Failed to execute goal'*' on project '*': '*)
        message=${message#*' on project '}
        message=${message#*': '}
        ;;
    esac
    tell_down "$message"
  fi
}
