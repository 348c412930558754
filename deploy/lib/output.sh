# shellcheck shell=bash
# What the script says: results on stdout, progress and errors on stderr.

say() { printf '%s\n' "$*" >&2; }

# done_with WORDS: what a rehearsal must not claim.
done_with() { rehearsing || say "$*"; }

warn() { say "sluice: warning: $*"; }

wants_json() { [ -n "${OPTION[json]-}" ]; }

# result JSON TEXT: the one or the other, as the user wants it.
result() {
  rehearsing && return
  if wants_json; then
    jq -c . <<< "$1" >&3
  else
    printf '%s\n' "$2" >&3
  fi
}

# table: aligns lines of tab-separated columns.
table() { column -t -s $'\t'; }

# fail CAUSE [ADVICE]: ends the script with 1.
fail() { stop 1 "$@"; }

# refuse CAUSE [ADVICE]: ends the script with 3; nothing was changed.
refuse() { stop 3 "$@"; }

stop() {
  local status=$1 cause=$2 advice=${3-}
  say "sluice: $cause"
  [ -z "$advice" ] || say "What to do: $advice"
  if wants_json; then
    jq -cn --arg error "$cause" --arg advice "$advice" '{$error, $advice}' >&3
  fi
  exit "$status"
}

# misuse CAUSE: ends the script with 2.
misuse() {
  say "sluice: $1"
  say "deploy/sluice --help lists the commands, deploy/sluice COMMAND --help their options."
  exit 2
}
