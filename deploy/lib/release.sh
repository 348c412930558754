# shellcheck shell=bash
# release: brings a version to an environment.

export OPTIONS_release="version: dirty auto-rollback timeout:"

help_release() {
  cat << 'END'
deploy/sluice release ENV [--version VERSION] [--auto-rollback] [--timeout SECONDS] [--dirty]

Brings the checked-out commit to ENV, workers first, so that they know a new job type before the producer takes it. Images that
are not in ECR are built and pushed before. Ends with 0 only when each environment is Ready and Green on the new version. Each
step looks first whether it is done: interrupted anywhere, the same command completes it. One release at a time.

  --version VERSION   one that is in ECR, instead of the commit; `deploy/sluice versions` lists them
  --auto-rollback     if it fails, goes back to what ran before, and ends with 4
  --timeout SECONDS   how long an update may take (1800)
  --dirty             see `deploy/sluice build --help`
END
}

command_release() {
  words 1 1 "$@"
  load_environment "$1"
  need zip
  TIMEOUT=$(number timeout 1800)
  local version states role
  if [ -n "${OPTION[version]-}" ]; then check_version "${OPTION[version]}"; else check_clean; fi
  lock "release"
  states=$(need_environments)
  version_to_release
  version=$VERSION
  for role in worker producer; do
    make_version "$role" "$version"
  done
  start_events
  remember "$states" "$version"
  for role in worker producer; do
    bring "$role" "$version" || released_badly "$version"
  done
  record version "$version"
  done_with "$ENVIRONMENT runs $version: Ready and Green."
  report released "$version"
}


# What each Beanstalk environment ran before.
declare -A BEFORE=()

# remember STATES VERSION: for the way back. One that an interrupted run has updated already ran what was good last.
remember() {
  local name label good
  good=$(entries)
  good=$(good_versions "$good" | grep -vxF "$2" | tail -n 1) || true
  while read -r name label; do
    if [ "$(version_of "$label")" = "$2" ]; then label=${good:+$(label "$(role_of "$name")" "$good")}; fi
    BEFORE["$name"]=$label
  done < <(jq -r '.[] | "\(.name) \(.label)"' <<< "$1")
}

need() { command -v "$1" > /dev/null || fail "the command $1 is missing" "Install it."; }

# version_to_release: puts it into VERSION, with its images in ECR. Not in a subshell, since it may build.
version_to_release() {
  local service
  VERSION=${OPTION[version]-}
  if [ -n "$VERSION" ]; then
    for service in "${SERVICES[@]}"; do
      rehearsing || is_pushed "$service" "$VERSION" || fail "sluice-$service:$(tag "$VERSION") is not in ECR" \
        "\`deploy/sluice versions\` lists what is there; \`deploy/sluice push --version $VERSION\` brings what was built here."
    done
    [[ $VERSION == "$(short_commit)"-* ]] || warn "the images are of the commit ${VERSION%%-*}, the bundle is of the one checked out"
    return
  fi
  VERSION=$(is_dirty || newest_pushed)
  [ -z "$VERSION" ] || return 0
  VERSION=$(built_version)
  if [ -z "$VERSION" ] || ! images_are_here "$VERSION"; then
    VERSION=$(new_version)
    build "$VERSION"
  fi
  push "$VERSION"
}

# make_version ROLE VERSION: the bundle and the application version; what is there stays as it is.
make_version() {
  local role=$1 version=$2 label service image zip key bucket status
  label=$(label "$role" "$version")
  service=$(service_of "$role")
  image=$(repository "$service"):$(tag "$version")
  zip=$(make_bundle "$role" "$version" "$image")
  key=$(bundle_key "$role" "$version")
  bucket=$(bucket)
  status=$(application_version "$label")
  case $status in
    PROCESSED | UNPROCESSED)
      [ "$(uploaded_digest "$bucket" "$key")" = "$(digest "$zip")" ] || rehearsing \
        || warn "$label is there already, with another configuration than the one here: it is used as it is. Commit the change to release it."
      ;;
    *)
      upload "$bucket" "$key" "$zip"
      create_version "$label" "$status" "$bucket" "$key" "$service $version for $ENVIRONMENT"
      ;;
  esac
}

# bring ROLE VERSION: updates the environments of the role that are not on it, and follows them.
bring() {
  local role=$1 version=$2 label name states
  local -a names
  mapfile -t names < <(names_of "$role")
  label=$(label "$role" "$version")
  come_to_rest "${names[@]}" || return 1
  states=$(environment_states) || aws_failed
  for name in "${names[@]}"; do
    if [ "$(state "$states" "$name" label)" = "$label" ]; then
      say "$name is on $label already"
    else
      update_environment "$name" "$label"
    fi
    TARGET["$name"]=$label
  done
  follow "${names[@]}"
}

# come_to_rest NAMES...: an update that is under way, of an earlier run perhaps, must end before the next.
come_to_rest() {
  local deadline=$((SECONDS + TIMEOUT)) states name busy
  while :; do
    states=$(environment_states) || aws_failed
    show_events || true
    busy=
    for name in "$@"; do
      case $(state "$states" "$name" status) in
        Ready) ;;
        Terminated | Terminating | '') fail "$name is being terminated" "Run: deploy/sluice bootstrap $ENVIRONMENT" ;;
        *) busy=$name ;;
      esac
    done
    [ -n "$busy" ] || return 0
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "sluice: $busy is still updating"
      explain "$states" "$@"
      return 1
    fi
    pause
  done
}

released_badly() {
  local version=$1 advice
  advice=$(advice)
  if [ -z "${OPTION[auto-rollback]-}" ]; then
    fail "$ENVIRONMENT is not well on $version" "$advice Back to what ran before: deploy/sluice rollback $ENVIRONMENT."
  fi
  say "Rolling back"
  if return_to_before; then
    say "sluice: the release of $version failed, and $ENVIRONMENT runs what it ran before"
    say "What to do: $advice"
    report "rolled back" "$version"
    exit 4
  fi
  fail "$ENVIRONMENT is not well on $version, nor on what it ran before" "$advice"
}

# return_to_before: each environment to the version that it had.
return_to_before() {
  local name
  local -a names=()
  for name in "${!TARGET[@]}"; do
    # An environment that never had a version of ours has none to go back to.
    [ -z "$(version_of "${BEFORE[$name]}")" ] || names+=("$name")
  done
  [ "${#names[@]}" -gt 0 ] || { say "sluice: there was no version before"; return 1; }
  for name in "${names[@]}"; do TARGET["$name"]=${BEFORE[$name]}; done
  go_back "${names[@]}"
}

# go_back NAMES...: each to its TARGET, another update that is under way is ended first.
go_back() {
  local name states
  states=$(environment_states) || aws_failed
  for name in "$@"; do
    if [ "$(judge "$states" "$name")" = updating ] && [ "$(state "$states" "$name" label)" != "${TARGET[$name]}" ]; then
      say "Ending the update of $name"
      check_lock
      aws_try elasticbeanstalk abort-environment-update --environment-name "$name" > /dev/null || warn "$(aws_message)"
    fi
  done
  come_to_rest "$@" || return 1
  states=$(environment_states) || aws_failed
  for name in "$@"; do
    [ "$(state "$states" "$name" label)" = "${TARGET[$name]}" ] || update_environment "$name" "${TARGET[$name]}"
  done
  follow "$@"
}

# report OUTCOME VERSION: the result.
report() {
  rehearsing && return
  local states
  states=$(environment_states) || aws_failed
  result "$(jq -n --arg outcome "$1" --arg version "$2" --arg environment "$ENVIRONMENT" --argjson environments "$states" \
    '{$environment, $version, $outcome, $environments}')" "$1 $2"
}
