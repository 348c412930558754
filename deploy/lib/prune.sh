# shellcheck shell=bash
# prune: what nobody goes back to any more.

export OPTIONS_prune="for: keep:"

help_prune() {
  cat << 'END'
deploy/sluice prune [--keep NUMBER] [--for ENV]

Deletes old application versions and their bundles, and bundles that a deleted version has left behind for more than a day.
Of each environment the newest versions stay, what runs, and what `deploy/sluice rollback` would go back to. Images in ECR have
a lifecycle rule of their own.

  --keep NUMBER   how many versions of each environment stay (10)
  --for ENV       whose region and account (dev)
END
}

command_prune() {
  words 0 0 "$@"
  load_environment "${OPTION[for]-dev}"
  local keep versions environments deletable label deleted=() key
  keep=$(number keep 10)
  versions=$(ASSUMED='{"ApplicationVersions": []}' aws_call elasticbeanstalk describe-application-versions --application-name "$APPLICATION")
  environments=$(ASSUMED='{"Environments": []}' aws_call elasticbeanstalk describe-environments --application-name "$APPLICATION" \
    --no-include-deleted)
  deletable=$(deletable "$versions" "$environments" "$keep")
  for label in $deletable; do
    say "Deleting $label"
    aws_try elasticbeanstalk delete-application-version --application-name "$APPLICATION" --version-label "$label" \
      --delete-source-bundle > /dev/null || {
      # Somebody released it meanwhile, or its bundle is gone already: the rest can go all the same.
      ! is_hopeless || aws_failed
      warn "$label stays: $(aws_message)"
      continue
    }
    deleted+=("$label")
  done
  need_bucket
  for key in $(left_behind "$versions"); do
    say "Deleting the bundle $key"
    aws_call s3api delete-object --bucket "$BUCKET" --key "$key" > /dev/null
    deleted+=("$key")
  done
  result "$(jq -cn '{deleted: $ARGS.positional}' --args -- ${deleted[@]+"${deleted[@]}"})" "${#deleted[@]} deleted"
}

# deletable VERSIONS ENVIRONMENTS KEEP: labels that are not kept.
deletable() {
  local protected='[]' environment good
  # What a rollback would choose lies among the last two good ones.
  for environment in $(jq -r '.ApplicationVersions[].VersionLabel | capture("Z(-dirty)?-(?<e>[a-z0-9]+)-(producer|worker)$").e' <<< "$1" | sort -u); do
    good=$(export ENVIRONMENT=$environment && read_history && good_versions | tail -n 2)
    protected=$(jq -c --arg environment "$environment" --arg good "$good" \
      '. + ($good | split("\n") | map("\(.)-\($environment)"))' <<< "$protected")
  done
  jq -rn --argjson versions "$1" --argjson environments "$2" --argjson keep "$3" --argjson protected "$protected" '
    def parts: capture("^(?<version>[0-9a-f]+-(?<time>[0-9]{8}T[0-9]{6}Z)(-dirty)?)-(?<environment>[a-z0-9]+)-(?<role>producer|worker)$");
    [$environments.Environments[].VersionLabel // empty] as $running
    | [$versions.ApplicationVersions[].VersionLabel | . as $name | parts + {label: $name}]
    | group_by([.environment, .role])[] | sort_by(.time) | reverse | .[$keep:][]
    | select(.label as $name | $running | index([$name]) | not)
    | select("\(.version)-\(.environment)" as $name | $protected | index([$name]) | not) | .label'
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
