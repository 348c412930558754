# shellcheck shell=bash
# What ./dev does; see usage below. Runs on the bash 3.2 of macOS, too. Run by ./dev with SLUICE_PROJECT, the folder of the project:
# Sluice's own, or that of a team, where this is unpacked from sluice-tooling.
set -u

usage() {
  cat << 'END'
Usage: ./dev

Starts the queue and the metrics (an in-process Amazon SQS and CloudWatch), the producer and the consumer, both in
Quarkus dev mode: edit a source file and the next job runs the new code. A service starts again when its pom.xml, or one of
a module that it uses, has changed, and when it ends by itself; the queue and its jobs stay. Ctrl-C ends all of it; the jobs
in the queue go with it.

The services read config/application.properties and .env in the folder where ./dev is started, and start again when these
change; the ports below win. What each has said, with the stack trace when it did not start, is in target/dev/*.log.

Ports, by environment variables:
  PRODUCER_PORT             the HTTP API (8080)
  PRODUCER_MANAGEMENT_PORT  its health (9000)
  CONSUMER_PORT             the consumer's Dev UI (8081)
  CONSUMER_MANAGEMENT_PORT  its health (9001)
  QUEUE_PORT                Amazon SQS (9324)
  CLOUDWATCH_PORT           Amazon CloudWatch (9325)

NO_COLOR turns the colours off. Java comes from ./mvnw, which looks for a JDK 25 or later.
END
}

case ${1-} in
  '') ;;
  -h | --help)
    usage
    exit
    ;;
  *)
    usage >&2
    exit 2
    ;;
esac

started_in=$PWD
unset CDPATH
# Sluice's own files stand here as they do in its repository.
own=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd) || exit
cd "${SLUICE_PROJECT:?is set by ./dev}" || exit

PRODUCER_PORT=${PRODUCER_PORT:-8080}
PRODUCER_MANAGEMENT_PORT=${PRODUCER_MANAGEMENT_PORT:-9000}
CONSUMER_PORT=${CONSUMER_PORT:-8081}
CONSUMER_MANAGEMENT_PORT=${CONSUMER_MANAGEMENT_PORT:-9001}
QUEUE_PORT=${QUEUE_PORT:-9324}
CLOUDWATCH_PORT=${CLOUDWATCH_PORT:-9325}

# Both are up within half a minute; the first time, dev mode's own libraries are fetched before.
PATIENCE_SECONDS=120
# A service that ends by itself starts again at once, then after 5, 10, 20 and 40 seconds; then only when a file is saved.
RESTARTS=5
# One that has run for so long is not in a loop of crashes: it is counted from the beginning.
STEADY_SECONDS=60
# Quarkus waits for running jobs when it stops; whoever wants it faster presses Ctrl-C again.
STOP_SECONDS=15

# The parts, and what is known of each.
BUILD=0 AWS=1 PRODUCER=2 CONSUMER=3
names=(build AWS producer consumer)
colours=(90 33 32 36)
pids=(0 0 0 0) # of the process groups that run, 0 for none
# Of the services: their ports, when they were started, how often in a row they have ended by themselves, and whether and when
# they start again.
ports=(0 0 "$PRODUCER_PORT" "$CONSUMER_PORT")
management_ports=(0 0 "$PRODUCER_MANAGEMENT_PORT" "$CONSUMER_MANAGEMENT_PORT")
started=(0 0 0 0)
ends=(0 0 0 0)
due=('' '' '' '') # in seconds, empty for not before a file is saved
awaited=('' '' '' '') # whether it is to be said that they are ready again

# What ./dev remembers between two starts, and the logs.
WORK=target/dev
AWS_CLASS_PATH=$own/local-aws/dashboard/target/class-path.txt
# The status of a service that Maven would refuse to start another time, too: its pom or its code is wrong.
REFUSED=65

. "$own/src/main/dev/output.sh"
. "$own/src/main/dev/parts.sh"
. "$own/src/main/dev/changes.sh"

# The jobs are in its memory: without it, there is nothing to go on with.
check_queue() {
  if has_ended "$AWS"; then
    say "The ${names[AWS]} has ended, and the jobs with it; its last lines say why. Ending the rest."
    finish 1
  fi
}

# Compiles the modules that the services are made of, and notes that it has.
compile() {
  : > "$WORK/compiling"
  # In a team's project nothing of the queue is compiled, but its libraries are to be found.
  if [ "$own" != "$PWD" ] && ! libraries_are_there; then
    ./mvnw -B --no-transfer-progress -f "$own/local-aws/dashboard/pom.xml" process-classes 2>&1 | condense
    [ "${PIPESTATUS[0]}" -eq 0 ] || return
  fi
  ./mvnw -T1C -B --no-transfer-progress process-classes -pl producer,consumer 2>&1 | condense
  [ "${PIPESTATUS[0]}" -eq 0 ] && mv "$WORK/compiling" "$WORK/compiled"
}

run_aws() {
  exec "$java_home/bin/java" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
    -Dsluice.dev-services.producer="http://localhost:$PRODUCER_PORT" \
    -Dsluice.dev-services.consumer="http://localhost:$CONSUMER_PORT" \
    -Dsluice.dev-services.producer-management="http://localhost:$PRODUCER_MANAGEMENT_PORT" \
    -Dsluice.dev-services.consumer-management="http://localhost:$CONSUMER_MANAGEMENT_PORT" \
    --sun-misc-unsafe-memory-access=allow \
    -cp "$own/local-aws/dashboard/target/classes:$(cat "$AWS_CLASS_PATH")" \
    dev.sluice.dashboard.LocalAws "$QUEUE_PORT" "$CLOUDWATCH_PORT"
}

# Runs the service of part $1, after compiling for it when $2 says "compile". Two that compile into the same folders at once would
# disturb each other.
run_service() {
  local part=$1 module=${names[$1]} skip=()
  if [ "$2" != compile ]; then
    skip=(-Dmaven.resources.skip -Djandex.skip)
  fi
  export QUARKUS_HTTP_PORT=${ports[part]} QUARKUS_MANAGEMENT_PORT=${management_ports[part]}
  export SLUICE_DEV_SERVICES_PORT=$QUEUE_PORT SLUICE_DEV_SERVICES_CLOUDWATCH_PORT=$CLOUDWATCH_PORT
  export SLUICE_DEV_SERVICES_PRODUCER=http://localhost:$PRODUCER_PORT
  export QUARKUS_BANNER_ENABLED=false
  exec ./mvnw -T1 -B -q --no-transfer-progress quarkus:dev -pl "$module" -Ddebug=false -Dquarkus.console.enabled=false \
    "-Ddev.working-directory=$started_in" \
    -Denforcer.skip -Dmaven.test.skip -Dmdep.skip -Dextension-descriptor.phase=none \
    -Dmaven.compiler.useIncrementalCompilation=false ${skip[@]+"${skip[@]}"}
}

start_service() {
  : > "$WORK/${names[$1]}.started"
  started[$1]=$SECONDS
  due[$1]=
  start "$1" run_service "$@"
}

# Starts services again; those that do not compile wait for a file to be saved.
restart() {
  local part
  if [ $# -eq 1 ]; then
    awaited[$1]=1
    start_service "$1" compile
    return
  fi
  is_compiled || start "$BUILD" compile
  if [ "${pids[BUILD]}" -ne 0 ] && ! await_end "$BUILD"; then
    say 'It does not compile; the lines above say why. Mend it and save.'
    for part in "$@"; do
      # What was saved during the compiling may be the mend.
      touch -r "$WORK/compiling" "$WORK/${names[part]}.started"
      due[part]=
    done
    return
  fi
  for part in "$@"; do
    awaited[part]=1
    start_service "$part" -
  done
}

announce() {
  if grep -q sluice-builtin producer/pom.xml; then
    say 'All is ready. Submit a job:'
    say
    say "  curl -i localhost:$PRODUCER_PORT/jobs -H 'content-type: application/json' \\"
    say "    -d '{\"type\":\"checksum\",\"data\":{\"url\":\"http://localhost:$PRODUCER_PORT/q/openapi\"}}'"
  else
    say 'All is ready. Submit a job of one of these types:'
    say
    say "  curl -i localhost:$PRODUCER_PORT/job-types"
  fi
  say
  say 'The consumer says here, a moment later, that it is done. To look around:'
  say "  the fleet    http://localhost:${CLOUDWATCH_PORT:-9325}/dashboard/"
  say "  the API      http://localhost:$PRODUCER_PORT/q/swagger-ui"
  say "  the Dev UIs  http://localhost:$PRODUCER_PORT/q/dev-ui and http://localhost:$CONSUMER_PORT/q/dev-ui"
  say "  the queue    aws sqs list-queues --endpoint-url http://localhost:$QUEUE_PORT --region eu-central-1"
  say "  the metrics  aws cloudwatch list-metrics --endpoint-url http://localhost:$CLOUDWATCH_PORT --region eu-central-1"
  say 'Ctrl-C ends it all.'
}

# Decides when service $1, which has ended by itself, starts again.
schedule() {
  local part=$1 name=${names[$1]} status=0 delay
  stop "$part"
  await_end "$part" || status=$?
  [ $((SECONDS - started[part])) -lt "$STEADY_SECONDS" ] || ends[part]=0
  ends[part]=$((ends[part] + 1))
  if [ "$status" -eq "$REFUSED" ]; then
    due[part]=
    say "The $name starts again when you save what mends it."
  elif [ "${ends[part]}" -gt "$RESTARTS" ]; then
    due[part]=
    say "The $name has ended ${ends[part]} times in a row; it starts again when a file is saved."
  elif [ "${ends[part]}" -eq 1 ]; then
    due[part]=$SECONDS
    say "The $name has ended by itself and starts again; the queue and its jobs stay."
  else
    delay=$((5 << (ends[part] - 2)))
    due[part]=$((SECONDS + delay))
    say "The $name has ended ${ends[part]} times in a row; it starts again in $delay s, or when a file is saved."
  fi
}

# Notices services that have ended, and starts those again whose time has come.
revive() {
  local part parts
  parts=()
  for part in "$PRODUCER" "$CONSUMER"; do
    if has_ended "$part"; then
      schedule "$part"
    fi
    if [ "${pids[part]}" -eq 0 ]; then
      if sources_newer_than "$WORK/${names[part]}.started"; then
        ends[part]=0
        parts+=("$part")
      elif [ "${due[part]}" ] && [ "$SECONDS" -ge "${due[part]}" ]; then
        parts+=("$part")
      fi
    fi
  done
  [ "${#parts[@]}" -eq 0 ] || restart "${parts[@]}"
}

# Starts those services again whose poms or settings have changed.
follow_changes() {
  local file part parts changes said='' producer='' consumer=''
  changes=$(list_changes)
  [ "$changes" ] || return 0
  while IFS= read -r file; do
    said=${said:+$said, }${file#"$PWD/"}
    case $file in
      producer/pom.xml) producer=$PRODUCER ;;
      consumer/pom.xml) consumer=$CONSUMER ;;
      *) producer=$PRODUCER consumer=$CONSUMER ;;
    esac
  done <<< "$changes"
  parts=()
  [ -z "$producer" ] || parts+=("$producer")
  [ -z "$consumer" ] || parts+=("$consumer")
  say "Changed: $said. Starting again: ${producer:+the producer}${producer:+${consumer:+ and }}${consumer:+the consumer}."
  stop "${parts[@]}"
  for part in "${parts[@]}"; do
    [ "${pids[part]}" -eq 0 ] || await_end "$part"
    ends[part]=0
  done
  restart "${parts[@]}"
}

# Says what has become ready.
welcome() {
  local part
  if [ "$waiting" ]; then
    if ready "$PRODUCER_MANAGEMENT_PORT" && ready "$CONSUMER_MANAGEMENT_PORT"; then
      announce
      waiting=
      awaited=('' '' '' '')
    elif [ "$SECONDS" -ge "$patience_ends" ]; then
      say "Not ready after $PATIENCE_SECONDS seconds. If an error above says why, mend it and save; else wait on or Ctrl-C."
      patience_ends=$((SECONDS + PATIENCE_SECONDS))
    fi
    return
  fi
  for part in "$PRODUCER" "$CONSUMER"; do
    if [ "${awaited[part]}" ] && [ "${pids[part]}" -ne 0 ] && ready "${management_ports[part]}"; then
      awaited[part]=
      say "The ${names[part]} is ready again."
    fi
  done
}

java_home=$(./mvnw --java-home) || {
  trap - EXIT
  exit 1
}
check_port "$PRODUCER_PORT" 'the producer' PRODUCER_PORT
check_port "$PRODUCER_MANAGEMENT_PORT" "the producer's health" PRODUCER_MANAGEMENT_PORT
check_port "$CONSUMER_PORT" 'the consumer' CONSUMER_PORT
check_port "$CONSUMER_MANAGEMENT_PORT" "the consumer's health" CONSUMER_MANAGEMENT_PORT
check_port "$QUEUE_PORT" 'the queue' QUEUE_PORT
check_port "$CLOUDWATCH_PORT" 'the metrics' CLOUDWATCH_PORT

mkdir -p "$WORK" || exit
find_modules
: > "$WORK/looked"
if ! is_compiled; then
  say 'Compiling; the first time, this fetches the libraries and takes some minutes.'
  start "$BUILD" compile
  await_end "$BUILD" || {
    say 'It does not compile; the lines above say why.'
    finish 1
  }
fi

start "$AWS" run_aws
until listens "$QUEUE_PORT" && listens "$CLOUDWATCH_PORT"; do
  check_queue
  pause 0.2
done
for settings in config/application.properties .env; do
  [ ! -e "$started_in/$settings" ] || say "The services read $settings in $started_in, too."
done
start_service "$PRODUCER" -
start_service "$CONSUMER" -

waiting=1
patience_ends=$((SECONDS + PATIENCE_SECONDS))
while :; do
  check_queue
  follow_changes
  revive
  welcome
  pause 0.5
done
