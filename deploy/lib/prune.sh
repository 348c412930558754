# shellcheck shell=bash
# prune: what nobody goes back to any more.

export OPTIONS_prune="for: keep:"

# How many versions a release leaves of its environment. All environments together may have a thousand versions, two to each release.
VERSIONS_KEPT=25

help_prune() {
  cat << END
deploy/sluice prune [--keep NUMBER] [--for ENV]

Deletes old application versions and their bundles, and bundles that a deleted version has left behind for more than a day.
Of each environment the newest versions stay, what runs, and what \`deploy/sluice rollback\` would go back to. Their images have
a tag keep-ENV-VERSION, which ECR's lifecycle rule spares; those of deleted versions lose it, and go when they are not among the
newest. A release does the same for its own environment, but leaves $VERSIONS_KEPT versions.

  --keep NUMBER   how many versions of each environment stay (10)
  --for ENV       whose region and account (dev)
END
}

command_prune() {
  words 0 0 "$@"
  load_environment "${OPTION[for]-dev}"
  local keep versions environments old label tags='{}' service deleted=() key
  keep=$(number keep 10)
  # Before the versions: a release tags images after it has made its version, so what is tagged now has one by then.
  for service in "${SERVICES[@]}"; do
    tags=$(jq -c --arg service "$service" --argjson of "$(image_tags "$service")" '.[$service] = $of' <<< "$tags")
  done
  versions=$(ASSUMED='{"ApplicationVersions": []}' aws_call elasticbeanstalk describe-application-versions --application-name "$APPLICATION")
  environments=$(ASSUMED='{"Environments": []}' aws_call elasticbeanstalk describe-environments --application-name "$APPLICATION" \
    --no-include-deleted)
  old=$(beyond "$keep" '' "$versions" "$(jq -c '[.Environments[].VersionLabel // empty]' <<< "$environments")")
  for label in $(unprotected "$old"); do
    say "Deleting $label"
    delete_with_bundle "$label" || {
      # Somebody released it meanwhile, or its bundle is gone already: the rest can go all the same.
      ! is_hopeless || aws_failed
      warn "$label stays: $(aws_message)"
      continue
    }
    deleted+=("$label")
  done
  settle_images "$tags" "$(jq -c '[.ApplicationVersions[].VersionLabel] - $ARGS.positional' --args -- ${deleted[@]+"${deleted[@]}"} <<< "$versions")"
  need_bucket
  for key in $(left_behind "$versions"); do
    say "Deleting the bundle $key"
    aws_call s3api delete-object --bucket "$BUCKET" --key "$key" > /dev/null
    deleted+=("$key")
  done
  result "$(jq -cn '{deleted: $ARGS.positional}' --args -- ${deleted[@]+"${deleted[@]}"})" "${#deleted[@]} deleted"
}

# delete_old_versions: of ENV, at the end of a release, which must not fail for it.
delete_old_versions() {
  local versions old label version service
  versions=$(ASSUMED='{"ApplicationVersions": []}' aws_try elasticbeanstalk describe-application-versions --application-name "$APPLICATION") \
    || { warn "old versions stay: $(aws_message)" && return 0; }
  old=$(beyond "$VERSIONS_KEPT" "$ENVIRONMENT" "$versions" "$(states_json | jq -c '[.[] | .label, .instances[].label | values]')")
  for label in $(unprotected "$old"); do
    version=$(version_of "$label")
    delete_with_bundle "$label" || { warn "$label stays: $(aws_message)" && continue; }
    versions=$(jq -c --arg name "$label" '.ApplicationVersions |= map(select(.VersionLabel != $name))' <<< "$versions")
    # The images are for as long as one of the version's bundles is there.
    ! jq -e --arg start "$version-$ENVIRONMENT-" 'any(.ApplicationVersions[]; .VersionLabel | startswith($start))' <<< "$versions" > /dev/null \
      || continue
    for service in "${SERVICES[@]}"; do
      let_go "$service" "keep-$ENVIRONMENT-$(tag "$version")" || warn "its images stay: $(aws_message)"
    done
  done
}

delete_with_bundle() {
  aws_try elasticbeanstalk delete-application-version --application-name "$APPLICATION" --version-label "$1" \
    --delete-source-bundle > /dev/null
}

# What a label tells: version, time, environment, role. For jq.
LABEL_PARTS='def parts: capture("^(?<version>[0-9a-f]+-(?<time>[0-9]{8}T[0-9]{6}Z)(-dirty)?)-(?<environment>[a-z0-9]+)-(?<role>producer|worker)$");'

# beyond NUMBER ENVIRONMENT VERSIONS RUNNING: labels that do not run, and are not among so many newest of their environment; of ENVIRONMENT,
# or if that is empty of all.
beyond() {
  jq -rn --argjson keep "$1" --arg only "$2" --argjson versions "$3" --argjson running "$4" "$LABEL_PARTS"'
    [$versions.ApplicationVersions[].VersionLabel | . as $name | parts + {label: $name}]
    | map(select($only == "" or .environment == $only))
    | group_by([.environment, .role])[] | sort_by(.time) | reverse | .[$keep:][].label
    | select(. as $name | $running | index([$name]) | not)'
}

# unprotected LABELS: without what a rollback would choose, which lies among the last two good versions of each environment.
unprotected() {
  local environment good protected=
  for environment in $(jq -rR "$LABEL_PARTS"'parts.environment' <<< "$1" | sort -u); do
    if [ "$environment" = "$ENVIRONMENT" ] && [ -n "$ENTRIES" ]; then
      good=$(good_versions | tail -n 2)
    else
      good=$(export ENVIRONMENT=$environment && read_history && good_versions | tail -n 2)
    fi
    for good in $good; do protected+="$good-$environment-producer"$'\n'"$good-$environment-worker"$'\n'; done
  done
  grep -vxFf <(printf '%s' "$protected") <<< "$1" || true
}

# settle_images TAGS LABELS: of {service: tags}, images of LABELS are kept, and no others are.
settle_images() {
  local service plan step verb tag kept
  local -a steps gone
  for service in "${SERVICES[@]}"; do
    plan=$(jq -rn --arg service "$service" --argjson tags "$1" --argjson labels "$2" "$LABEL_PARTS"'
      $tags[$service] as $all
      | [$labels[] | parts | {version, kept: "keep-\(.environment)-\(.version)"}] | unique as $wanted
      | ($wanted[] | ("", "-arm64") as $suffix | {tag: (.version + $suffix), kept: (.kept + $suffix)}
          | select(.tag as $tag | $all | index([$tag])) | select(.kept as $kept | $all | index([$kept]) | not) | "keep \(.tag) \(.kept)"),
        ($all[] | select(startswith("keep-")) | select(rtrimstr("-arm64") as $kept | $wanted | any(.kept == $kept) | not) | "let-go - \(.)")')
    mapfile -t steps <<< "$plan"
    gone=()
    for step in "${steps[@]}"; do
      read -r verb tag kept <<< "$step"
      case $verb in
        keep) keep_image "$service" "$tag" "$kept" || warn "sluice-$service:$tag is no longer in ECR" ;;
        let-go) gone+=("$kept") ;;
      esac
    done
    [ "${#gone[@]}" -eq 0 ] || let_go "$service" "${gone[@]}" || aws_failed
  done
}

# left_behind VERSIONS: bundles of no version. One that is younger than a day may be of a release that is under way.
left_behind() {
  local objects
  objects=$(ASSUMED='{}' aws_call s3api list-objects-v2 --bucket "$BUCKET" --prefix "$APPLICATION/")
  jq -rn --argjson objects "${objects:-{\}}" --argjson versions "$1" '
    [$versions.ApplicationVersions[].SourceBundle.S3Key // empty] as $used
    | $objects.Contents[]? | select(.Key | test("^sluice/[a-z0-9]+/[^/]+/(producer|worker)[.]zip$"))
    | select(.LastModified < (now - 86400 | todate)) | .Key | select(. as $key | $used | index([$key]) | not)'
}
