# shellcheck shell=bash
# What was good: a parameter of Systems Manager, whose history has what an environment ran well on, and what was left for bad.
#
# Application versions do not tell that, since one that failed looks like one that is fine. Each release that ended Green adds
# {"version": V}. A rollback first adds {"left": V}, which takes V off the list, and at its end the version that it went to.

history_name() { printf '/sluice/%s/version\n' "$ENVIRONMENT"; }

# The history, oldest first, an entry a line; as of the last look.
ENTRIES=

# read_history: into ENTRIES.
read_history() {
  local answer
  answer=$(ASSUMED='{"Parameters": []}' aws_try ssm get-parameter-history --name "$(history_name)") || {
    [ "$(aws_error)" = ParameterNotFound ] || aws_failed
    answer='{"Parameters": []}'
  }
  ENTRIES=$(jq -r '.Parameters | sort_by(.Version) | .[].Value' <<< "$answer")
}

# record FIELD VERSION: adds an entry, unless it is the last one.
record() {
  local value
  value=$(jq -cn --arg field "$1" --arg version "$2" '{($field): $version}')
  [ "$(tail -n 1 <<< "$ENTRIES")" != "$value" ] || return 0
  aws_call ssm put-parameter --name "$(history_name)" --type String --value "$value" --overwrite > /dev/null
  ENTRIES+=$'\n'$value
}

# good_versions: of ENTRIES, oldest first, without those that were left.
good_versions() {
  jq -rn '[inputs] | reduce .[] as $entry ([];
    map(select(. != ($entry.version // $entry.left))) + (if $entry.version then [$entry.version] else [] end)) | .[]' <<< "$ENTRIES"
}

# versions_that_exist: of ENV, with a bundle for each role.
versions_that_exist() {
  local answer
  answer=$(ASSUMED='{"ApplicationVersions": []}' aws_call elasticbeanstalk describe-application-versions --application-name "$APPLICATION")
  jq -r --arg environment "$ENVIRONMENT" '[.ApplicationVersions[] | select(.Status // "" | ascii_upcase != "FAILED") | .VersionLabel
    | capture("^(?<version>.+Z(-dirty)?)-(?<environment>[a-z0-9]+)-(?<role>producer|worker)$")
    | select(.environment == $environment)] | group_by(.version)[] | select(length == 2) | .[0].version' <<< "$answer"
}
