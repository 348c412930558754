# shellcheck shell=bash
# release: brings a version to an environment.

export OPTIONS_release="version: dirty auto-rollback timeout:"

help_release() {
  cat << 'END'
deploy/sluice release ENV [--version VERSION] [--auto-rollback] [--timeout SECONDS] [--dirty]

Brings the checked-out commit to ENV, workers first, so that they know a new job type before the producer takes it. Images that
are not in ECR are built and pushed before. Ends with 0 only when each environment is Ready and Green on the new version. Each
step looks first whether it is done: interrupted anywhere, the same command completes it. One release at a time. In the end it
deletes what is old of ENV, see `deploy/sluice prune --help`.

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
  local role
  read_checkout
  if [ -n "${OPTION[version]-}" ]; then check_version "${OPTION[version]}"; else check_clean; fi
  choose_images
  lock "release"
  need_environments
  need_repositories
  version_to_release
  make_versions "$VERSION"
  start_events
  remember "$VERSION"
  for role in worker producer; do
    bring "$role" "$VERSION" || released_badly "$VERSION"
  done
  record version "$VERSION"
  delete_old_versions
  done_with "$ENVIRONMENT runs $VERSION: Ready and Green."
  report released "$VERSION"
}

# What each Beanstalk environment ran before.
declare -A BEFORE=()

# remember VERSION: for the way back. One that an interrupted run has updated already ran what was good last.
remember() {
  local name label good
  read_history
  good=$(good_versions | grep -vxF "$1" | tail -n 1) || true
  while read -r name label; do
    if [ "$(version_of "$label")" = "$1" ]; then label=${good:+$(label "$(role_of "$name")" "$good")}; fi
    BEFORE["$name"]=$label
  done < <(jq -r '.[] | "\(.name) \(.label)"' <<< "$STATES")
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
    [[ $VERSION == "$HEAD_SHORT"-* ]] || warn "the images are of the commit ${VERSION%%-*}, the bundle is of the one checked out"
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

# make_versions VERSION: the bundles and the application versions; what is there stays as it is.
make_versions() {
  local version=$1 role known label key zip digest image fresh=()
  need_bucket
  known=$(version_states "$(label worker "$version")" "$(label producer "$version")")
  for role in worker producer; do
    label=$(label "$role" "$version")
    key=$(bundle_key "$role" "$version")
    image=${REPOSITORY[$(service_of "$role")]}:$(tag "$version")
    zip=$(make_bundle "$role" "$version" "$image")
    digest=$(digest "$zip")
    case $(jq -r --arg name "$label" '.[$name] // ""' <<< "$known") in
      PROCESSED | UNPROCESSED)
        [ "$(uploaded_digest "$key")" = "$digest" ] || warn "$label is there already, with another configuration" \
          "than the one here: it is used as it is. Commit the change to release it."
        continue
        ;;
      PROCESSING | BUILDING) fresh+=("$label") && continue ;;
      FAILED) delete_version "$label" ;;
    esac
    upload "$key" "$zip"
    create_version "$label" "$key" "$(service_of "$role") $version for $ENVIRONMENT"
    fresh+=("$label")
  done
  [ "${#fresh[@]}" -eq 0 ] || await_versions "${fresh[@]}"
  keep_images "$version"
}

# bring ROLE VERSION: updates the environments of the role that are not on it, and follows them.
bring() {
  local role=$1 version=$2 name
  local -a names
  mapfile -t names < <(names_of "$role")
  for name in "${names[@]}"; do TARGET["$name"]=$(label "$role" "$version"); done
  come_to_rest "${names[@]}" || return 1
  update "${names[@]}"
  follow "${names[@]}"
}

# update NAMES...: those that are not on their TARGET.
update() {
  local name
  local -a behind=()
  for name in "$@"; do
    if [ "$(state "$name" label)" = "${TARGET[$name]}" ]; then say "$name is on ${TARGET[$name]} already"; else behind+=("$name"); fi
  done
  [ "${#behind[@]}" -gt 0 ] || return 0
  check_lock
  for name in "${behind[@]}"; do update_environment "$name" "${TARGET[$name]}"; done
}

# come_to_rest NAMES...: an update that is under way, of an earlier run perhaps, must end before the next.
come_to_rest() {
  local deadline=$((SECONDS + TIMEOUT)) name busy
  while :; do
    look || aws_failed
    busy=
    for name in "$@"; do
      case $(state "$name" status) in
        Ready) ;;
        Terminated | Terminating | '') fail "$name is being terminated" "Run: deploy/sluice bootstrap $ENVIRONMENT" ;;
        *) busy=$name ;;
      esac
    done
    [ -n "$busy" ] || return 0
    show_events || true
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "sluice: $busy is still updating"
      explain "$@"
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

# go_back NAMES...: each to its TARGET; an update that is under way is ended first, unless it may be ours (GOING_BACK).
go_back() {
  local name
  look || aws_failed
  for name in "$@"; do
    if [ "$(judge "$name")" = updating ] && [ -z "${GOING_BACK-}" ]; then
      say "Ending the update of $name"
      check_lock
      aws_try elasticbeanstalk abort-environment-update --environment-name "$name" > /dev/null || warn "$(aws_message)"
    fi
  done
  come_to_rest "$@" || return 1
  update "$@"
  follow "$@"
}

# report OUTCOME VERSION: the result.
report() {
  result "$(jq -n --arg outcome "$1" --arg version "$2" --arg environment "$ENVIRONMENT" --argjson environments "$STATES" \
    '{$environment, $version, $outcome, $environments}')" "$1 $2"
}
