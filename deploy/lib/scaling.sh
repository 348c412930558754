# shellcheck shell=bash
# How a fleet scales: which policy, and for that of the queue's depth the steps, SCALE_UP and SCALE_DOWN of an environment's file.

# Of one policy; AWS' own (Amazon EC2 Auto Scaling User Guide, "Quotas").
MOST_STEPS=20

# A step down must hold for so many minutes, and one for more messages for so many longer: of several that hold the one for
# the fewest messages comes first.
DOWN_MINUTES=15
DOWN_STAGGER=2

# What says now what these said.
declare -A REPLACED=([SCALE_UP_MESSAGES]=SCALE_UP [SCALE_UP_STEP]=SCALE_UP [SCALE_DOWN_MESSAGES]=SCALE_DOWN [SCALE_DOWN_STEP]=SCALE_DOWN)

# check_replaced KEY: called with each key that means nothing; see settings.sh.
check_replaced() {
  [ -n "${REPLACED[$1]-}" ] || return 0
  refuse "$LINE: $1 is no longer there: ${REPLACED[$1]} says how many messages and how many workers" \
    "Write ${REPLACED[$1]}=MESSAGES:WORKERS in its place, with further steps behind commas; see docs/scaling.md."
}

# read_steps KEY: into MESSAGES and WORKERS the steps of a setting; whatever is wrong with them is refused.
declare -a MESSAGES=() WORKERS=()

read_steps() {
  local key=$1 text step i form="It is MESSAGES:WORKERS,MESSAGES:WORKERS,..., such as 3000:2,12000:5."
  text=$(setting "$key")
  MESSAGES=() WORKERS=()
  [[ $text =~ ^[0-9]{1,8}:[0-9]{1,4}(,[0-9]{1,8}:[0-9]{1,4})*$ ]] || wrong_steps "$key" "are no steps: \"$text\"" "$form"
  for step in ${text//,/ }; do
    MESSAGES+=($((10#${step%:*})))
    WORKERS+=($((10#${step#*:})))
  done
  [ "${#MESSAGES[@]}" -le "$MOST_STEPS" ] || wrong_steps "$key" "are ${#MESSAGES[@]} steps" "AWS takes $MOST_STEPS."
  for ((i = 0; i < ${#MESSAGES[@]}; i++)); do
    [ "${WORKERS[i]}" -gt 0 ] || wrong_steps "$key" "have a step of no workers" "$form"
    [ "$i" -gt 0 ] || continue
    [ "${MESSAGES[i]}" -gt "${MESSAGES[i - 1]}" ] \
      || wrong_steps "$key" "do not ascend: ${MESSAGES[i]} messages come after ${MESSAGES[i - 1]}" "Each step goes on until the next begins."
    case $key in
      SCALE_UP)
        [ "${WORKERS[i]}" -ge "${WORKERS[i - 1]}" ] \
          || wrong_steps "$key" "add fewer workers with ${MESSAGES[i]} messages than with ${MESSAGES[i - 1]}" "More messages need no fewer."
        ;;
      SCALE_DOWN)
        [ "${WORKERS[i]}" -le "${WORKERS[i - 1]}" ] \
          || wrong_steps "$key" "remove more workers with ${MESSAGES[i]} messages than with ${MESSAGES[i - 1]}" "More messages spare no more."
        ;;
    esac
  done
}

wrong_steps() {
  refuse "the steps of $1 in deploy/environments/$ENVIRONMENT.env $2" "$3"
}

# check_scaling: what the file says of the steps, whichever policy it has: a wrong one is not to wait for a change of the policy.
check_scaling() {
  local most
  if [ -z "${SETTING[SCALE_UP]-}${SETTING[SCALE_DOWN]-}" ] && [ "${SETTING[SCALING_POLICY]-}" != queue-depth ]; then return 0; fi
  read_steps SCALE_DOWN
  most=${MESSAGES[${#MESSAGES[@]} - 1]}
  read_steps SCALE_UP
  [ "${MESSAGES[0]}" -gt "$most" ] \
    || wrong_steps SCALE_UP "begin at ${MESSAGES[0]} messages, and those of SCALE_DOWN end at $most" "Up must begin above where down ends, far above."
}

# choose_scaling FOLDER: of the policies in a bundle the one of SCALING_POLICY, since .ebextensions have no conditions.
choose_scaling() {
  local policy
  [ -d "$1/scaling" ] || return 0
  policy=$(setting SCALING_POLICY)
  [ -f "$1/scaling/$policy.config" ] || fail "SCALING_POLICY in deploy/environments/$ENVIRONMENT.env is none of:" \
    "$(cd "$1/scaling" && printf '%s ' *.config | sed 's/[.]config//g')"
  render_scaling "$1/scaling/$policy.config" > "$1/.ebextensions/scaling.config"
  rm -r "$1/scaling"
}

# render_scaling FILE: a policy with the steps in it. Fn::GetOptionSetting gives strings, and steps are a list.
render_scaling() {
  local up first i last
  grep -q '@[A-Z_]*@' "$1" || { cat "$1" && return; }
  read_steps SCALE_UP
  first=${MESSAGES[0]} up='' last=$((${#MESSAGES[@]} - 1))
  # The bounds are distances from the alarm's threshold, the lower one belongs to the step and the upper one to the next.
  for ((i = 0; i <= last; i++)); do
    up+="${up:+, }{MetricIntervalLowerBound: $((MESSAGES[i] - first))"
    [ "$i" -eq "$last" ] || up+=", MetricIntervalUpperBound: $((MESSAGES[i + 1] - first))"
    up+=", ScalingAdjustment: ${WORKERS[i]}}"
  done
  read_steps SCALE_DOWN
  # What stands between the two marks is there once for each step down; the first is the one without a number.
  awk -v up="[$up]" -v first="$first" -v messages="${MESSAGES[*]}" -v workers="${WORKERS[*]}" \
    -v minutes="$DOWN_MINUTES" -v stagger="$DOWN_STAGGER" '
    function flush(   steps, i, many, few, text) {
      steps = split(messages, many, " ")
      split(workers, few, " ")
      for (i = 1; i <= steps; i++) {
        text = block
        gsub(/@N@/, i == 1 ? "" : i, text)
        gsub(/@-N@/, i == 1 ? "" : "-" i, text)
        gsub(/@MESSAGES@/, many[i], text)
        gsub(/@WORKERS@/, few[i], text)
        gsub(/@MINUTES@/, minutes + stagger * (i - 1), text)
        printf "%s", text
      }
    }
    /^  # --- each step down/ { inside = 1; next }
    /^  # --- end of each/ { flush(); inside = 0; next }
    inside { block = block $0 "\n"; next }
    { gsub(/@UP_STEPS@/, up); gsub(/@UP_MESSAGES@/, first); print }' "$1"
}
