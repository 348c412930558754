# shellcheck shell=bash
# What a proof costs at most. A test compares the prices with Price.java, and the numbers with what it counts.

# In US dollars, in us-east-1; other regions are up to a fifth dearer.
declare -A PRICE=(
  [T3_MICRO_HOUR]=0.0104
  [T3_SMALL_HOUR]=0.0208
  [T4G_MICRO_HOUR]=0.0084
  [T4G_SMALL_HOUR]=0.0168
  [DISK_GIGABYTE]=0.08
  [PUBLIC_ADDRESS_HOUR]=0.005
  [LOAD_BALANCER_HOUR]=0.0225
  [LOAD_BALANCER_UNIT_HOUR]=0.008
  [SQS_MILLION_REQUESTS]=0.40
  [METRIC]=0.30
  [ALARM]=0.10
  [DASHBOARD]=3.00
  [SECRET]=0.40
)

# All that an environment can publish, and what alarms look at.
PROVE_METRICS=47
PROVE_ALARMS=32

# The only types that a proof takes: the smallest that hold a container beside the agent and the system.
SMALLEST_TYPES=(t3.micro t3.small t4g.micro t4g.small)

# cost MINUTES: the most that it can be, in dollars. All fleets at their most for all the time, the producers twice, and the larger
# of the instance types.
cost() {
  local instances type price=0 one key
  instances=$((2 * $(whole_number PRODUCER_MAX)))
  for key in "${!SETTING[@]}"; do
    if [[ $key =~ ^WORKER_[A-Z0-9]+_MAX$ ]]; then instances=$((instances + $(whole_number "$key") + 1)); fi
  done
  type=$(setting WORKER_INSTANCE_TYPE)
  one=${type%.*}
  price=${PRICE[${one^^}_SMALL_HOUR]}
  jq -rn --argjson minutes "$1" --argjson instances "$instances" --argjson instance "$price" \
    --argjson metrics "$PROVE_METRICS" --argjson alarms "$PROVE_ALARMS" --argjson price "$(prices)" '
    730 as $month
    | $instances * ($instance + $price.PUBLIC_ADDRESS_HOUR + 30 * $price.DISK_GIGABYTE / $month)
      + $price.LOAD_BALANCER_HOUR + $price.LOAD_BALANCER_UNIT_HOUR
      + ($metrics * $price.METRIC + $alarms * $price.ALARM + $price.DASHBOARD + $price.SECRET) / $month
    | (. * $minutes / 60 + 0.2 * $price.SQS_MILLION_REQUESTS) * 1.2 * 100 | ceil / 100'
}

prices() {
  local name
  for name in "${!PRICE[@]}"; do printf '%s\t%s\n' "$name" "${PRICE[$name]}"; done \
    | jq -cRn '[inputs | split("\t") | {key: .[0], value: .[1] | tonumber}] | from_entries'
}

# check_small: a proof is of the smallest sizes; whatever else is in the file costs more than was said.
check_small() {
  local key type
  for key in PRODUCER_INSTANCE_TYPE WORKER_INSTANCE_TYPE; do
    type=$(setting "$key")
    [[ " ${SMALLEST_TYPES[*]} " == *" $type "* ]] \
      || refuse "$key of $ENVIRONMENT is $type: a proof takes one of ${SMALLEST_TYPES[*]}" "Copy deploy/environments/dev.env for it."
  done
  for key in "${!SETTING[@]}"; do
    case $key in
      PRODUCER_MIN | WORKER_*_MIN)
        [ "$(whole_number "$key")" -eq 1 ] || refuse "$key of $ENVIRONMENT is ${SETTING[$key]}: in a proof it is 1" ;;
      PRODUCER_MAX | WORKER_*_MAX)
        [ "$(whole_number "$key")" -le 2 ] || refuse "$key of $ENVIRONMENT is ${SETTING[$key]}: in a proof it is 2 at most" ;;
    esac
  done
}
