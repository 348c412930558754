# shellcheck shell=bash
# What was good: a parameter of Systems Manager, whose history has what an environment ran well on, and what was left for bad.
#
# Application versions do not tell that, since one that failed looks like one that is fine. Each release that ended Green adds
# {"version": V}. A rollback first adds {"left": V}, which takes V off the list, and at its end the version that it went to. A release
# that failed adds {"failed": V}, so that a rollback knows that what was good last is what it is to bring back.

history_name() { printf '/sluice/%s/version\n' "$ENVIRONMENT"; }

# The history, oldest first, an entry a line; as of the last look.
ENTRIES=

# read_history: into ENTRIES.
read_history() {
  local rows number value
  local -a values=()
  rows=$(ASSUMED='' aws_rows 'Parameters[].[Version,Value]' ssm get-parameter-history --name "$(history_name)") || {
    [ "$(aws_error)" = ParameterNotFound ] || aws_failed
    rows=
  }
  while IFS=$'\t' read -r number value; do
    [ -z "$value" ] || values[number]=$value
  done <<< "$rows"
  ENTRIES=
  for value in ${values[@]+"${values[@]}"}; do ENTRIES+=${ENTRIES:+$'\n'}$value; done
}

# entry FIELD VERSION: as it is written.
entry() { printf '{"%s":"%s"}\n' "$1" "$2"; }

# record FIELD VERSION: adds an entry, unless it is the last one.
record() {
  local value
  value=$(entry "$1" "$2")
  [ "${ENTRIES##*$'\n'}" != "$value" ] || return 0
  aws_call ssm put-parameter --name "$(history_name)" --type String --value "$value" --overwrite > /dev/null
  ENTRIES+=${ENTRIES:+$'\n'}$value
}

# last_was FIELD: whether the last entry is of that kind.
last_was() { [[ ${ENTRIES##*$'\n'} == "{\"$1\":"* ]]; }

# good_versions: of ENTRIES, oldest first, without those that were left, or failed.
good_versions() {
  local line good=$'\n'
  while IFS= read -r line; do
    [[ $line =~ ^\{\"(version|left|failed)\":\ ?\"([^\"]+)\"\}$ ]] || continue
    good=${good//$'\n'"${BASH_REMATCH[2]}"$'\n'/$'\n'}
    [ "${BASH_REMATCH[1]}" != version ] || good+=${BASH_REMATCH[2]}$'\n'
  done <<< "$ENTRIES"
  good=${good#$'\n'}
  printf '%s' "$good"
}

# is_good VERSION
is_good() { grep -qxF -- "$1" <<< "$(good_versions)"; }

# versions_that_exist: of ENV, with a bundle for each role.
versions_that_exist() {
  local rows label status version
  local -A roles=()
  rows=$(ASSUMED='' aws_rows 'ApplicationVersions[].[VersionLabel,Status]' elasticbeanstalk describe-application-versions \
    --application-name "$APPLICATION") || aws_failed
  while IFS=$'\t' read -r label status; do
    [[ ${status^^} != FAILED && $label =~ ^(.+Z(-dirty)?)-([a-z0-9]+)-(producer|worker)$ ]] || continue
    version=${BASH_REMATCH[1]}
    [ "${BASH_REMATCH[3]}" = "$ENVIRONMENT" ] || continue
    roles[$version]+=${BASH_REMATCH[4]}
    case ${roles[$version]} in producerworker | workerproducer) printf '%s\n' "$version" ;; esac
  done <<< "$rows"
}
