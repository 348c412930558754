# shellcheck shell=bash
# Waiting for environments: until all are at rest, and what that means.

# The label that each Beanstalk environment shall have.
declare -A TARGET=()

# What is Ready on the old version may just not have begun: it counts when it was seen so often.
STRIKES=3

# Which environments an update was begun or ended in that has not been seen to go well: they get their version again whatever
# their label is.
# shellcheck disable=SC2034 # release.sh reads it
declare -A UNSETTLED=()

# Of an environment that is to get the version of its label again, the newest deployment before: only a later one counts.
declare -A DEPLOYMENT_BEFORE=()

# follow NAMES...: shows events until each is Ready and Green on its TARGET (0), or is not and will not be (1).
follow() {
  local deadline=$((SECONDS + TIMEOUT)) strikes=0 settling=
  while :; do
    if look_unless_fresh && show_events && judge_all "$@"; then
      case $VERDICT in
        good)
          settle "$@"
          return 0
          ;;
        bad)
          strikes=$((strikes + 1))
          [ "$strikes" -lt "$STRIKES" ] || { explain "$@"; return 1; }
          ;;
        settling)
          strikes=0
          settling=${settling:-$SECONDS}
          [ $((SECONDS - settling)) -lt "${SLUICE_SETTLE_SECONDS:-300}" ] || { explain "$@"; return 1; }
          ;;
        *) strikes=0 settling= ;;
      esac
    elif is_hopeless; then
      # The update goes on without us.
      aws_failed
    else
      # One question that failed is no reason to leave a release alone.
      warn "$(aws_message)"
    fi
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "sluice: not done after $TIMEOUT s"
      explain "$@"
      return 1
    fi
    forget_look
    pause
  done
}

settle() {
  local name
  for name in "$@"; do unset 'UNSETTLED[$name]'; done
}

# judge_all NAMES...: into VERDICT what the last look says and, where that is good, what the instances say: the label of an environment
# is that of the last deployment that succeeded, whatever runs. It fails like aws_try.
judge_all() {
  local name
  VERDICT=$(verdict "$@")
  [ "$VERDICT" = good ] || return 0
  look_at_instances "$@" || return
  for name in "$@"; do
    # What is told of instances is some seconds old.
    runs_only "$name" "${TARGET[$name]}" "${DEPLOYMENT_BEFORE[$name]-}" || VERDICT=settling
  done
}

# verdict NAMES...: good, updating, settling (Ready on its target, not Green yet) or bad. An update under way is waited
# for even if another one is bad: until then nothing can be rolled back.
verdict() {
  local name all=good one
  for name in "$@"; do
    one=$(judge "$name")
    case $all-$one in
      *-good) ;;
      *-updating) all=updating ;;
      updating-*) ;;
      *-settling) all=settling ;;
      settling-*) ;;
      *) all=bad ;;
    esac
  done
  printf '%s\n' "$all"
}

judge() {
  case ${STATE["$1 status"]-} in
    Updating | Launching | Aborting | LinkingFrom | LinkingTo) echo updating ;;
    Ready)
      if [ "${STATE["$1 label"]-}" != "${TARGET[$1]}" ]; then
        echo bad
      elif [ "${STATE["$1 health"]-}" = Green ]; then
        echo good
      else
        echo settling
      fi
      ;;
    *) echo bad ;;
  esac
}

# explain NAMES...: where things stand, what was the matter, and what Elastic Beanstalk knows of the health.
explain() {
  local name id health label status cause
  : > "$SCRATCH/causes"
  for name in "$@"; do
    look_at_instances "$name" || true
    [ "$(judge "$name")" != good ] || ! runs_only "$name" "${TARGET[$name]}" || continue
    printf '%s is %s, its health is %s, its version is %s\n' "$name" "$(state "$name" status)" \
      "$(state "$name" health)" "$(state "$name" label)" >> "$SCRATCH/causes"
    while IFS=$'\t' read -r id health label status _ cause; do
      [ "${health:-Ok}" = Ok ] && [ "${label:-${TARGET[$name]}}" = "${TARGET[$name]}" ] && [ "$status" != Failed ] \
        || printf '%s: %s is %s, on %s: %s%s\n' "$name" "$id" "$health" "$label" "$status" "${cause:+. $cause}" >> "$SCRATCH/causes"
    done <<< "${INSTANCES[$name]-}"
    # Environments with basic health reporting have no causes to tell.
    while IFS= read -r cause; do
      printf '%s: %s\n' "$name" "$cause" >> "$SCRATCH/causes"
    done < <(aws_rows 'Causes[].[@]' elasticbeanstalk describe-environment-health --environment-name "$name" --attribute-names Causes)
  done
  [ ! -f "$SCRATCH/troubles" ] || tail -n 10 "$SCRATCH/troubles" >> "$SCRATCH/causes"
  say "The cause, as far as Elastic Beanstalk tells:"
  sed 's/^/  /' "$SCRATCH/causes" >&2
}

# advice: what to do about what is in causes.
advice() {
  case $(cat "$SCRATCH/causes") in
    *CannotPull* | *"pull access denied"* | *"manifest unknown"*)
      echo "An instance could not pull the image: see that it is in ECR (deploy/sluice versions), and that the instance profile may read ECR."
      ;;
    *"get one or more secrets"* | *PassRole* | *executionRoleArn*)
      echo "A worker could not have its secrets: run deploy/sluice bootstrap $ENVIRONMENT, and see that what WEBHOOK_KEY_ARN and DEAD_LETTERS_KEY_ARN name is there."
      ;;
    *"Unable to download"* | *"source bundle"*)
      echo "An instance could not get the bundle: see that it is in S3, and that the instance profile may read it."
      ;;
    *OutOfMemory* | *"out of memory"*)
      echo "A container ran out of memory: raise PRODUCER_MEMORY or CONSUMER_MEMORY in deploy/environments/$ENVIRONMENT.env."
      ;;
    *) echo "See why with: deploy/sluice logs $ENVIRONMENT. A shell on an instance: deploy/sluice ssh $ENVIRONMENT." ;;
  esac
}
