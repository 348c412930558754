# shellcheck shell=bash
# A bundle: what Elastic Beanstalk is given of a version, a zip with Dockerrun.aws.json, .ebextensions and cron.yaml.

# More than the drain grace: the last answers of SQS may take four seconds, the last metrics one, and the rest is for a busy host.
STOP_MARGIN=10

# The producer ends requests under way within ten seconds (quarkus.shutdown.timeout).
PRODUCER_STOP_TIMEOUT=30

# render_dockerrun ROLE IMAGE VERSION: Dockerrun.aws.json version 2, for the ECS branch of Elastic Beanstalk. What is not the
# version's own, such as the addresses of queues, is not in it: the template sets that as environment properties.
render_dockerrun() {
  local role=$1 image=$2 version=$3 memory reservation stop grace
  grace=$(whole_number DRAIN_GRACE)
  case $role in
    producer)
      memory=$(whole_number PRODUCER_MEMORY)
      reservation=$(whole_number PRODUCER_MEMORY_RESERVATION)
      stop=$PRODUCER_STOP_TIMEOUT
      ;;
    worker)
      memory=$(whole_number CONSUMER_MEMORY)
      reservation=$(whole_number CONSUMER_MEMORY_RESERVATION)
      stop=$((grace + STOP_MARGIN))
      ;;
  esac
  [ "$reservation" -le "$memory" ] || fail "the memory reservation of the $role, $reservation MiB, is above its memory, $memory MiB"
  jq -n --arg role "$role" --arg image "$image" --arg environment "$ENVIRONMENT" --arg region "$AWS_REGION" \
    --argjson memory "$memory" --argjson reservation "$reservation" --argjson stop "$stop" \
    --arg version "$version" --arg grace "$grace" --arg execution "$EXECUTION_ROLE" '
    def variables: to_entries | map({name: .key, value: .value});
    {QUARKUS_OTEL_RESOURCE_ATTRIBUTES: "service.version=\($version),deployment.environment.name=\($environment)"} as $traced
    | {
      AWSEBDockerrunVersion: 2,
      containerDefinitions: [{
        name: $role,
        image: $image,
        essential: true,
        # The container is ended above the one, and placed by the other.
        memory: $memory,
        memoryReservation: $reservation,
        stopTimeout: $stop,
        # Liveness, at the port that the image tells. ECS does not look at the check that is in the image. It replaces what is
        # unhealthy in a service of its own only; a task of Elastic Beanstalk goes on, see docs/operations.md.
        healthCheck: {command: ["CMD", "/sluice", "health"], interval: 10, timeout: 5, retries: 3, startPeriod: 15},
        readonlyRootFilesystem: true,
        linuxParameters: {
          # Of the root file system nothing is written; of /tmp little.
          tmpfs: [{containerPath: "/tmp", size: 64, mountOptions: ["noexec", "nosuid", "nodev"]}],
          capabilities: {drop: ["ALL"]}
        },
        # A silent peer is found out within 90 s and not within two hours: SQS connections ask for keepalive.
        systemControls: [
          {namespace: "net.ipv4.tcp_keepalive_time", value: "60"},
          {namespace: "net.ipv4.tcp_keepalive_intvl", value: "10"},
          {namespace: "net.ipv4.tcp_keepalive_probes", value: "3"}
        ],
        # Lines survive the instance and fill no disk; a slow CloudWatch must not hold up a job, so the driver may drop lines.
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/sluice/\($environment)/\($role)",
            "awslogs-region": $region,
            "awslogs-stream-prefix": $role,
            "mode": "non-blocking",
            "max-buffer-size": "8m"
          }
        }
      } + if $role == "producer" then {
        # 80 is where the load balancer sends requests, 9000 where it asks for health.
        portMappings: [
          {hostPort: 80, containerPort: 8080, protocol: "tcp"},
          {hostPort: 9000, containerPort: 9000, protocol: "tcp"}
        ],
        environment: ($traced | variables)
      } else {
        # Nobody calls a worker. Its grace stands beside the stop time-out, which must fit.
        environment: ($traced + {MP_MESSAGING_INCOMING_JOBS_DRAIN_GRACE: $grace} | variables)
      } end],
      volumes: []
    }
    # ECS fetches the secrets of workers, and needs a role for that.
    + if $role == "worker" and $execution != "" then {executionRoleArn: $execution} else {} end'
}

# need_execution_role: into EXECUTION_ROLE, if workers have secrets; the stack has made it.
EXECUTION_ROLE=

need_execution_role() {
  local answer
  [ -n "${SETTING[WEBHOOK_KEY_ARN]-}${SETTING[DEAD_LETTERS_KEY_ARN]-}" ] || return 0
  answer=$(ASSUMED='{"Stacks": [{"Outputs": [{"OutputKey": "ExecutionRoleArn", "OutputValue": "EXECUTION-ROLE"}]}]}' \
    aws_call cloudformation describe-stacks --stack-name "$(stack_name)")
  EXECUTION_ROLE=$(jq -r '.Stacks[0].Outputs[]? | select(.OutputKey == "ExecutionRoleArn").OutputValue' <<< "$answer")
  [ -n "$EXECUTION_ROLE" ] || fail "the stack $(stack_name) has no role that fetches the secrets of workers" \
    "Run: deploy/sluice bootstrap $ENVIRONMENT"
}

# service_of ROLE: whose image a bundle runs.
service_of() {
  case $1 in
    producer) echo producer ;;
    worker) echo consumer ;;
  esac
}

# make_bundle ROLE VERSION IMAGE: prints the zip's path. The same content gives the same bytes, so that a second run sees it.
make_bundle() {
  local role=$1 version=$2 image=$3 folder="$SCRATCH/$1" zip="$SCRATCH/$1.zip" time
  rm -rf "$folder" "$zip"
  cp -R "$HERE/bundle/$role" "$folder"
  choose_scaling "$folder"
  render_dockerrun "$role" "$image" "$version" > "$folder/Dockerrun.aws.json"
  time=$(created "$version")
  time=${time//[-:TZ]/}
  (
    cd "$folder" || exit
    export TZ=UTC
    find . -exec touch -t "${time:0:12}" {} +
    find . -type f | sed 's|^\./||' | LC_ALL=C sort | zip -q -X -@ "$zip"
  )
  printf '%s\n' "$zip"
}

bundle_key() { printf 'sluice/%s/%s/%s.zip\n' "$ENVIRONMENT" "$2" "$1"; }

# need_bucket: into BUCKET, the one that Elastic Beanstalk has in the region; made if need be.
need_bucket() {
  local answer
  [ -z "${BUCKET-}" ] || return 0
  answer=$(ASSUMED="{\"S3Bucket\": \"elasticbeanstalk-$AWS_REGION-ACCOUNT\"}" aws_call elasticbeanstalk create-storage-location)
  BUCKET=$(jq -r .S3Bucket <<< "$answer")
}

# upload KEY FILE: the digest tells a later release whether its bundle would be another one.
upload() {
  local digest
  digest=$(digest "$2")
  aws_call s3api put-object --bucket "$BUCKET" --key "$1" --body "$2" --metadata "digest=$digest" > /dev/null
}

# uploaded_digest KEY: empty if there is no such bundle.
uploaded_digest() {
  local head
  head=$(ASSUMED='{}' aws_try s3api head-object --bucket "$BUCKET" --key "$1") || {
    [[ $(aws_error) =~ ^(404|NoSuchKey)$ ]] || aws_failed
    return 0
  }
  jq -r '.Metadata.digest // empty' <<< "$head"
}
