# shellcheck shell=bash
# status: how an environment is.

export OPTIONS_status=""

help_status() {
  cat << 'END'
deploy/sluice status ENV

Of each Beanstalk environment of ENV its status and health, of each of its instances the version that runs there and its health, and
of each queue how many messages wait, are in work or
are delayed, and how old the oldest is in seconds, if workers tell it. Ends with 0 if all are Ready and Green on one version,
else with 1. While two versions run in an environment, it names both.
END
}

command_status() {
  words 1 1 "$@"
  load_environment "$1"
  local environments queues ages='{}' well=true
  local -a asked
  look || aws_failed
  look_at_instances "${BEANSTALK_NAMES[@]}" || aws_failed
  queues=$(queues)
  mapfile -t asked < <(jq -r '.[].name | select(endswith("-dlq") | not)' <<< "$queues")
  [ "${#asked[@]}" -eq 0 ] || ages=$(ages "${asked[@]}")
  queues=$(jq -c --argjson ages "$ages" 'map(if .name | endswith("-dlq") then . else . + {oldest: $ages[.name]} end)' <<< "$queues")
  environments=$(states_json)
  [ "$(jq --argjson expected "${#BEANSTALK_NAMES[@]}" 'length == $expected and all(.status == "Ready" and .health == "Green")
    and all(.label as $name | .instances | all(.label == null or .label == $name and .deployment != "Failed"))
    and (map(.version) | unique | length) == 1' <<< "$environments")" = true ] || well=false
  result "$(jq -n --arg environment "$ENVIRONMENT" --argjson well "$well" --argjson environments "$environments" --argjson queues "$queues" \
    '{$environment, $well, $environments, $queues}')" "$(status_text "$environments" "$queues")"
  rehearsing || [ "$well" = true ]
}

status_text() {
  jq -rn --argjson environments "$1" '["ENVIRONMENT", "STATUS", "HEALTH", "VERSION"],
    ($environments[] | [.name, .status, .health, (if .version == "" then "-" else .version end)]) | @tsv' | table
  printf '\n'
  jq -rn --argjson environments "$1" '["INSTANCE", "ENVIRONMENT", "HEALTH", "VERSION", "DEPLOYMENT"],
    ($environments[] | .name as $name | .instances[] | [.id, $name, .health // "-", .version // "-", .deployment // "-"]) | @tsv' | table
  printf '\n'
  jq -rn --argjson queues "$2" '["QUEUE", "WAITING", "IN WORK", "DELAYED", "OLDEST"],
    ($queues[] | [.name, .waiting, .inWork, .delayed, (.oldest | if . == null then "-" else "\(floor) s" end)]) | @tsv' | table
}
