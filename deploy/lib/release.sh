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

# remember VERSION: for the way back. It leads to what was good last where an interrupted run has brought that version already, or
# where another one is under way or has failed that was never good.
remember() {
  local name label version good
  read_history
  good=$(good_versions | grep -vxF -- "$1" | tail -n 1) || true
  for name in "${BEANSTALK_NAMES[@]}"; do
    label=$(state "$name" label)
    version=$(version_of "$label")
    if [ "$version" = "$1" ]; then
      label=${good:+$(label "$(role_of "$name")" "$good")}
    elif [ -n "$good" ] && ! is_good "$version" \
      && { [[ $ENTRIES == *"$(entry failed "$version")"* ]] || [ "$(state "$name" status)" != Ready ]; }; then
      label=$(label "$(role_of "$name")" "$good")
    fi
    BEFORE["$name"]=$label
  done
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
  local version=$1 role label key zip digest image fresh=()
  # Elastic Beanstalk names its bucket after the account, with which the registry's address begins; bootstrap has made it.
  if [ -z "${BUCKET-}" ] && [[ ${REPOSITORY[producer]-} =~ ^([0-9]{12})[.]dkr[.]ecr[.] ]]; then
    BUCKET=elasticbeanstalk-$AWS_REGION-${BASH_REMATCH[1]}
  fi
  need_bucket
  version_states "$(label worker "$version")" "$(label producer "$version")"
  for role in worker producer; do
    label=$(label "$role" "$version")
    key=$(bundle_key "$role" "$version")
    image=${REPOSITORY[$(service_of "$role")]}:$(tag "$version")
    zip=$(make_bundle "$role" "$version" "$image")
    digest=$(digest "$zip")
    case ${VERSION_STATE[$label]-} in
      PROCESSED | UNPROCESSED)
        [ "$(uploaded_digest "$key")" = "$digest" ] || warn "$label is there already, with another configuration" \
          "than the one here: it is used as it is. Commit the change to release it."
        continue
        ;;
      PROCESSING | BUILDING) fresh+=("$label") && continue ;;
      FAILED) delete_version "$label" ;;
    esac
    upload "$key" "$zip" "$digest"
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

# update NAMES...: those whose instances are not all on their TARGET. The label alone does not tell: after a deployment that failed or
# was ended it is the one before, whatever runs.
update() {
  local name
  local -a behind=() labelled=()
  for name in "$@"; do
    unset 'DEPLOYMENT_BEFORE[$name]'
    [ "$(state "$name" label)" != "${TARGET[$name]}" ] || labelled+=("$name")
  done
  look_at_instances ${labelled[@]+"${labelled[@]}"} || aws_failed
  for name in "$@"; do
    if [ "$(state "$name" label)" != "${TARGET[$name]}" ]; then
      behind+=("$name")
    elif [ -z "${UNSETTLED[$name]-}" ] && runs_only "$name" "${TARGET[$name]}"; then
      say "$name is on ${TARGET[$name]} already"
    else
      # shellcheck disable=SC2034 # follow.sh reads it
      DEPLOYMENT_BEFORE["$name"]=$(newest_deployment "$name")
      behind+=("$name")
    fi
  done
  [ "${#behind[@]}" -gt 0 ] || return 0
  start_events
  check_lock
  for name in "${behind[@]}"; do
    UNSETTLED["$name"]=1
    update_environment "$name" "${TARGET[$name]}"
  done
}

# come_to_rest NAMES...: an update that is under way, of an earlier run perhaps, must end before the next.
come_to_rest() {
  local deadline=$((SECONDS + TIMEOUT)) name busy
  look_unless_fresh || aws_failed
  while :; do
    busy=
    for name in "$@"; do
      case $(state "$name" status) in
        Ready) ;;
        Terminated | Terminating | '') fail "$name is being terminated" "Run: deploy/sluice bootstrap $ENVIRONMENT" ;;
        *) busy=$name ;;
      esac
    done
    [ -n "$busy" ] || return 0
    start_events
    show_events || true
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "sluice: $busy is still updating"
      explain "$@"
      return 1
    fi
    pause
    look || aws_failed
  done
}

released_badly() {
  local version=$1 advice
  advice=$(advice)
  # What was good before may have failed for another reason than itself.
  is_good "$version" || record failed "$version"
  if [ -z "${OPTION[auto-rollback]-}" ]; then
    fail "$ENVIRONMENT is not well on $version" "$advice Back to what ran before: deploy/sluice rollback $ENVIRONMENT."
  fi
  say "Rolling back"
  if return_to_before; then
    record_before
    say "sluice: the release of $version failed, and $ENVIRONMENT runs what it ran before"
    say "What to do: $advice"
    report "rolled back" "$version"
    exit 4
  fi
  fail "$ENVIRONMENT is not well on $version, nor on what it ran before" "$advice"
}

# record_before: that all is well on what ran before, if it is one version for all.
record_before() {
  local name version before=
  for name in "${BEANSTALK_NAMES[@]}"; do
    version=$(version_of "$(state "$name" label)")
    [ "$version" = "${before:-$version}" ] || return 0
    before=$version
  done
  ! is_good "$before" || record version "$before"
}

# return_to_before: each environment that is concerned to the version that it had, the producer first.
return_to_before() {
  local name
  local -a all names=()
  mapfile -t all < <(names_of producer; names_of worker)
  for name in "${all[@]}"; do
    # An environment that never had a version of ours has none to go back to.
    [ -z "${TARGET[$name]-}" ] || [ -z "$(version_of "${BEFORE[$name]}")" ] || names+=("$name")
  done
  [ "${#names[@]}" -gt 0 ] || { say "sluice: there was no version before"; return 1; }
  for name in "${names[@]}"; do TARGET["$name"]=${BEFORE[$name]}; done
  go_back "${names[@]}"
}

# go_back NAMES...: each to its TARGET; an update that is under way is ended first, unless it may be ours (GOING_BACK). That leaves the
# environment as it is in that moment, so it gets its version whatever its label is then.
go_back() {
  local name
  look_unless_fresh || aws_failed
  for name in "$@"; do
    if [ "$(judge "$name")" = updating ] && [ -z "${GOING_BACK-}" ]; then
      say "Ending the update of $name"
      check_lock
      aws_try elasticbeanstalk abort-environment-update --environment-name "$name" > /dev/null || warn "$(aws_message)"
      forget_look
      UNSETTLED["$name"]=1
    fi
  done
  come_to_rest "$@" || return 1
  update "$@"
  follow "$@"
}

# report OUTCOME VERSION: the result.
report() {
  local json=
  if wants_json && ! rehearsing; then
    json=$(states_json | jq -c --arg outcome "$1" --arg version "$2" --arg environment "$ENVIRONMENT" \
      '{$environment, $version, $outcome, environments: .}')
  fi
  result "$json" "$1 $2"
}
