# shellcheck shell=bash
# rollback: back to a version that was good.

export OPTIONS_rollback="timeout:"

help_rollback() {
  cat << 'END'
deploy/sluice rollback ENV [VERSION] [--timeout SECONDS]

Brings ENV back to the version before the present one on which it was Ready and Green, or to VERSION. The version that is left
counts as bad from then on, until it is released again: a second rollback goes back further, and never forth. After a release that
failed, and where instances run several versions, it brings back the one that was good last. Interrupted, the same command
completes it. Nothing is built or uploaded. The producer goes first, so that it takes no job that workers no
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
  say "Going back to $target"
  for role in producer worker; do
    bring_back "$role" "$target" || fail "$ENVIRONMENT is not well on $target" "$(advice)"
  done
  record version "$target"
  report "rolled back" "$target"
}

# choose_target [VERSION]: into TARGET_VERSION, and records which versions are left.
choose_target() {
  local wanted=${1-} existing running current="" candidate
  read_history
  existing=$(versions_that_exist)
  look_at_instances "${BEANSTALK_NAMES[@]}" || aws_failed
  running=$(running_versions)
  if [ -n "$wanted" ]; then
    rehearsing || grep -qxF -- "$wanted" <<< "$existing" \
      || refuse "$ENVIRONMENT has no version $wanted to go back to" "\`deploy/sluice versions\` lists them."
  else
    # A rollback that was interrupted has said what it leaves, and not yet where it arrived.
    if last_was left; then
      export GOING_BACK=1
    # After a release that failed, or where versions are mixed, what was good last is the version before.
    elif ! last_was failed && [[ $running != *$'\n'* ]] && are_ready; then
      current=$running
    fi
    while IFS= read -r candidate; do
      if [ "$candidate" != "$current" ] && grep -qxF -- "$candidate" <<< "$existing"; then wanted=$candidate; fi
    done <<< "$(good_versions)"
    if [ -z "$wanted" ] && rehearsing; then wanted=PREVIOUS-VERSION; fi
    [ -n "$wanted" ] || refuse "nothing is known of a version before ${current:-this one} on which $ENVIRONMENT was well" \
      "Name one: deploy/sluice rollback $ENVIRONMENT VERSION; \`deploy/sluice versions\` lists them."
  fi
  keep_images "$wanted"
  while IFS= read -r candidate; do
    [ -z "$candidate" ] || [ "$candidate" = "$wanted" ] || record left "$candidate"
  done <<< "$running"
  TARGET_VERSION=$wanted
}

# running_versions: which versions of ours run on the instances, a line each; of an environment that tells of none, that of its label.
running_versions() {
  local name label
  for name in "${BEANSTALK_NAMES[@]}"; do
    if [ -n "${INSTANCES[$name]-}" ]; then
      while IFS=$'\t' read -r _ _ label _; do version_of "$label"; done <<< "${INSTANCES[$name]}"
    else
      version_of "$(state "$name" label)"
    fi
  done | sort -u
}

# are_ready: whether nothing is under way in any environment.
are_ready() {
  local name
  for name in "${BEANSTALK_NAMES[@]}"; do [ "$(state "$name" status)" = Ready ] || return 1; done
}

bring_back() {
  local role=$1 version=$2 name
  local -a names
  mapfile -t names < <(names_of "$role")
  # shellcheck disable=SC2034 # go_back reads it
  for name in "${names[@]}"; do TARGET["$name"]=$(label "$role" "$version"); done
  go_back "${names[@]}"
}
