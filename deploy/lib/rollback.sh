# shellcheck shell=bash
# rollback: back to a version that was good.

export OPTIONS_rollback="timeout:"

help_rollback() {
  cat << 'END'
deploy/sluice rollback ENV [VERSION] [--timeout SECONDS]

Brings ENV back to the version before the present one on which it was Ready and Green, or to VERSION. The version that is left
counts as bad from then on, until it is released again: a second rollback goes back further, and never forth. Interrupted, the
same command completes it. Nothing is built or uploaded. The producer goes first, so that it takes no job that workers no
longer know.

  --timeout SECONDS   how long an update may take (1800)
END
}

command_rollback() {
  words 1 2 "$@"
  load_environment "$1"
  TIMEOUT=$(number timeout 1800)
  export TIMEOUT
  local target=${2-} role
  [ -z "$target" ] || check_version "$target"
  lock "rollback"
  need_environments
  choose_target "$target"
  target=$TARGET_VERSION
  start_events
  say "Going back to $target"
  for role in producer worker; do
    bring_back "$role" "$target" || fail "$ENVIRONMENT is not well on $target" "$(advice)"
  done
  record version "$target"
  report "rolled back" "$target"
}

# choose_target [VERSION]: into TARGET_VERSION, and records which version is left.
choose_target() {
  local wanted=${1-} existing current candidate
  read_history
  existing=$(versions_that_exist)
  current=$(current_version)
  if [ -n "$wanted" ]; then
    rehearsing || grep -qxF "$wanted" <<< "$existing" \
      || refuse "$ENVIRONMENT has no version $wanted to go back to" "\`deploy/sluice versions\` lists them."
  else
    # A rollback that was interrupted has said what it leaves, and not yet where it arrived.
    if [ "$(tail -n 1 <<< "$ENTRIES" | jq -r 'has("left")' 2> /dev/null)" = true ]; then
      current=
      export GOING_BACK=1
    fi
    while IFS= read -r candidate; do
      if [ "$candidate" != "$current" ] && grep -qxF "$candidate" <<< "$existing"; then wanted=$candidate; fi
    done < <(good_versions)
    if [ -z "$wanted" ] && rehearsing; then wanted=PREVIOUS-VERSION; fi
    [ -n "$wanted" ] || refuse "nothing is known of a version before ${current:-this one} on which $ENVIRONMENT was well" \
      "Name one: deploy/sluice rollback $ENVIRONMENT VERSION; \`deploy/sluice versions\` lists them."
  fi
  keep_images "$wanted"
  if [ -n "$current" ] && [ "$current" != "$wanted" ]; then record left "$current"; fi
  TARGET_VERSION=$wanted
}

# current_version: the one on which all environments are; empty if they differ.
current_version() {
  local label versions=()
  while IFS= read -r label; do
    versions+=("$(version_of "$label")")
  done < <(jq -r '.[].label' <<< "$STATES")
  if [ "$(printf '%s\n' "${versions[@]}" | sort -u | wc -l)" -eq 1 ]; then printf '%s\n' "${versions[0]}"; fi
}

bring_back() {
  local role=$1 version=$2 name
  local -a names
  mapfile -t names < <(names_of "$role")
  # shellcheck disable=SC2034 # go_back reads it
  for name in "${names[@]}"; do TARGET["$name"]=$(label "$role" "$version"); done
  go_back "${names[@]}"
}
