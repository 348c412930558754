# shellcheck shell=bash
# The lock of an environment, so that two releases do not mix: a parameter in Systems Manager's Parameter Store.
#
# What makes it a lock: PutParameter without Overwrite fails if the parameter is there, and of two at once one fails. A lock
# that was left behind is taken over by overwriting it, which is not atomic; so who does that first takes a second lock, whose
# name has the first one's token. Two who find the same lock behind cannot both have it, and who is late finds another token.

LOCK=

# When it was last known to be ours.
LOCK_KNOWN_AT=

# lock PURPOSE: for ENVIRONMENT, until the script ends.
lock() {
  local name value held age
  name=$(lock_name)
  value=$(lock_value "$1")
  if take "$name" "$value"; then
    have_lock "$value"
    return
  fi
  held=$(read_lock "$name")
  if [ -z "$held" ]; then
    # Its owner was just done.
    take "$name" "$value" || refuse "another release has just begun" "Wait for it, then run the same command."
    have_lock "$value"
    return
  fi
  age=$(jq -r '(now - (.since | fromdate)) | floor' <<< "$held" 2> /dev/null) || age=0
  if [ "$age" -ge "${SLUICE_LOCK_SECONDS:-7200}" ]; then
    take_over "$name" "$value" "$held"
  else
    refuse "$(jq -r '"\(.purpose) by \(.owner) is under way since \(.since)"' <<< "$held")" \
      "Wait for it, then run the same command. If it is dead: aws ssm delete-parameter --region $AWS_REGION --name $name"
  fi
}

lock_name() { printf '/sluice/%s/lock\n' "$ENVIRONMENT"; }

have_lock() { LOCK=$1 LOCK_KNOWN_AT=$SECONDS; }

# lock_value PURPOSE
lock_value() {
  local owner since
  owner="$(id -un)@$(uname -n), process $$"
  TZ=UTC printf -v since '%(%FT%TZ)T' -1
  printf '{"purpose":"%s","owner":"%s","since":"%s","token":"%s"}\n' "$1" "${owner//[\"\\]/}" "$since" "$$-$RANDOM$RANDOM$RANDOM"
}

# take NAME VALUE: whether the parameter is ours now.
take() {
  ASSUMED='{"Version": 1}' aws_try ssm put-parameter --name "$1" --type String --value "$2" --no-overwrite > /dev/null || {
    [ "$(aws_error)" = ParameterAlreadyExists ] || aws_failed
    return 1
  }
}

# read_lock NAME: its value, empty if there is none.
read_lock() {
  ASSUMED=$LOCK aws_rows Parameter.Value ssm get-parameter --name "$1" || [ "$(aws_error)" = ParameterNotFound ] || aws_failed
}

# take_over NAME VALUE HELD
take_over() {
  local name=$1 value=$2 held=$3 gate
  gate=$name/$(jq -r .token <<< "$held")
  take "$gate" "$value" || refuse "somebody else is taking over the lock that was left behind" \
    "Wait for them, then run the same command. If they are dead: aws ssm delete-parameter --region $AWS_REGION --name $gate"
  if [ "$(read_lock "$name")" = "$held" ]; then
    warn "taking over the lock that $(jq -r '"\(.owner) left behind at \(.since)"' <<< "$held")"
    aws_call ssm put-parameter --name "$name" --type String --value "$value" --overwrite > /dev/null
    have_lock "$value"
  fi
  drop "$gate"
  [ -n "$LOCK" ] || refuse "somebody else has taken over the lock that was left behind" "Wait for them, then run the same command."
}

# check_lock: before environments are changed. A machine may have slept for so long that its lock was taken over; a moment after it was
# known to be ours it still is, since nobody may take over what is so young.
check_lock() {
  ! lock_is_fresh || return 0
  [ "$(read_lock "$(lock_name)")" = "$LOCK" ] \
    || fail "the lock of this release was taken over by another one" "See what it does: deploy/sluice status $ENVIRONMENT"
  LOCK_KNOWN_AT=$SECONDS
}

lock_is_fresh() { [ $((SECONDS - LOCK_KNOWN_AT)) -lt $((${SLUICE_LOCK_SECONDS:-7200} / 100)) ]; }

# unlock: only what is ours. Called on every way out, so it does not end the script.
unlock() {
  [ -n "$LOCK" ] || return 0
  local name held=$LOCK
  name=$(lock_name)
  if ! lock_is_fresh && ! held=$(ASSUMED=$LOCK aws_rows Parameter.Value ssm get-parameter --name "$name"); then
    warn "the lock $name may be left behind: $(aws_message)"
  elif [ "$held" = "$LOCK" ]; then
    drop "$name" || warn "the lock $name is left behind: $(aws_message)"
  fi
  LOCK=
}

drop() { aws_try ssm delete-parameter --name "$1" > /dev/null; }
