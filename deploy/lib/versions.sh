# shellcheck shell=bash
# versions: which there are.

export OPTIONS_versions="for:"

help_versions() {
  cat << 'END'
deploy/sluice versions [--for ENV]

The versions in ECR and in Elastic Beanstalk, the newest first: for which environments there is an application version, and in
which it runs.

  --for ENV   whose region and account (dev)
END
}

command_versions() {
  words 0 0 "$@"
  load_environment "${OPTION[for]-dev}"
  local all
  all=$(all_versions)
  result "$all" "$(jq -r '["VERSION", "IMAGES", "RELEASED TO", "RUNS IN"],
    (.[] | [.version, (if .images then "yes" else "no" end), (.released | join(" ") | if . == "" then "-" else . end),
      (.running | join(" ") | if . == "" then "-" else . end)]) | @tsv' <<< "$all" | table)"
}

# all_versions: JSON, newest first.
all_versions() {
  local versions environments service images='[]' tags name running
  versions=$(ASSUMED='{"ApplicationVersions": []}' aws_call elasticbeanstalk describe-application-versions --application-name "$APPLICATION")
  environments=$(ASSUMED='{"Environments": []}' aws_call elasticbeanstalk describe-environments --application-name "$APPLICATION" \
    --no-include-deleted)
  # The label is that of the last deployment that succeeded, whatever runs: where not all is well, the instances tell.
  for name in $(jq -r '.Environments[] | select(.Health != "Green" or .Status != "Ready") | select(.VersionLabel) | .EnvironmentName' \
    <<< "$environments"); do
    look_at_instances "$name" || aws_failed
  done
  running=$(printf '%s\n' ${INSTANCES[@]+"${INSTANCES[@]}"} | cut -s -f 3)
  for service in "${SERVICES[@]}"; do
    tags=$(image_tags "$service")
    images=$(jq -c --argjson images "$images" '$images + [[.[] | rtrimstr("-arm64")] | unique]' <<< "$tags")
  done
  jq -cn --arg running "$running" --argjson versions "$versions" --argjson environments "$environments" --argjson images "$images" '
    def parts: capture("^(?<version>[0-9a-f]+-(?<time>[0-9]{8}T[0-9]{6}Z)(-dirty)?)-(?<environment>[a-z0-9]+)-(?<role>producer|worker)$");
    ($images[0] - ($images[0] - $images[1])) as $pushed
    | [$versions.ApplicationVersions[].VersionLabel | parts] as $released
    | [$environments.Environments[].VersionLabel // empty, ($running | split("\n")[]) | parts] as $running
    | $pushed + [$released[].version] | map(select(test("^[0-9a-f]+-[0-9]{8}T[0-9]{6}Z(-dirty)?$"))) | unique
    | sort_by(capture("-(?<time>[0-9TZ]+)").time) | reverse
    | map(. as $version | {$version, images: ($pushed | index([$version]) != null),
        released: [$released[] | select(.version == $version).environment] | unique,
        running: [$running[] | select(.version == $version).environment] | unique})'
}
