# shellcheck shell=bash
# Waiting for environments: until all are at rest, and what that means.

# The label that each Beanstalk environment shall have.
declare -A TARGET=()

# What is Ready on the old version may just not have begun: it counts when it was seen so often.
STRIKES=3

# follow NAMES...: shows events until each is Ready and Green on its TARGET (0), or is not and will not be (1).
follow() {
  local deadline=$((SECONDS + TIMEOUT)) verdict strikes=0 settling=
  while :; do
    if look && show_events; then
      verdict=$(verdict "$@")
      [ "$verdict" != good ] || return 0
      case $verdict in
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
    pause
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
  local name causes
  : > "$SCRATCH/causes"
  for name in "$@"; do
    [ "$(judge "$name")" != good ] || continue
    printf '%s is %s, its health is %s, its version is %s\n' "$name" "$(state "$name" status)" \
      "$(state "$name" health)" "$(state "$name" label)" >> "$SCRATCH/causes"
    # Environments with basic health reporting have no causes to tell.
    causes=$(aws_try elasticbeanstalk describe-environment-health --environment-name "$name" --attribute-names Causes) \
      && jq -r --arg name "$name" '.Causes[]? | "\($name): \(.)"' <<< "$causes" >> "$SCRATCH/causes"
  done
  tail -n 10 "$SCRATCH/troubles" >> "$SCRATCH/causes"
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
