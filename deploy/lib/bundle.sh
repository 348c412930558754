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
    --arg version "$version" --arg grace "$grace" --arg execution "$(execution_role)" '
    def variables: to_entries | map({name: .key, value: .value});
    {QUARKUS_OTEL_RESOURCE_ATTRIBUTES: "service.version=\($version),deployment.environment.name=\($environment)"} as $traced
    | {
      AWSEBDockerrunVersion: 2,
      containerDefinitions: [{
        name: $role,
        image: $image,
        essential: true,
        # A task of Elastic Beanstalk is in no service of ECS that would start it anew. One that ends within the first minute stays down.
        restartPolicy: {enabled: true, restartAttemptPeriod: 60},
        # The container is ended above the one, and placed by the other.
        memory: $memory,
        memoryReservation: $reservation,
        stopTimeout: $stop,
        # For stops that are not those of the agent of ECS: see stop-containers.config.
        dockerLabels: {"dev.sluice.stop-seconds": "\($stop)"},
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
    # ECS fetches the secrets of workers with it. Always there, since secrets may come or go while this version stays, and ECS
    # refuses them without it.
    + if $role == "worker" then {executionRoleArn: $execution} else {} end'
}

# execution_role: the ARN of what the stack calls ExecutionRole, after need_bucket, whose name ends with the account. By its name, since
# a first version is there before the stack.
execution_role() {
  local partition=aws
  case $AWS_REGION in
    cn-*) partition=aws-cn ;;
    us-gov-*) partition=aws-us-gov ;;
  esac
  printf 'arn:%s:iam::%s:role/%s-%s-execution-%s\n' "$partition" "${BUCKET##*-}" "$APPLICATION" "$ENVIRONMENT" "$AWS_REGION"
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
  [ -z "${BUCKET-}" ] || return 0
  BUCKET=$(ASSUMED="elasticbeanstalk-$AWS_REGION-ACCOUNT" aws_rows S3Bucket elasticbeanstalk create-storage-location) || aws_failed
}

# upload KEY FILE DIGEST: which tells a later release whether its bundle would be another one.
upload() {
  aws_call s3api put-object --bucket "$BUCKET" --key "$1" --body "$2" --metadata "digest=$3" > /dev/null
}

# uploaded_digest KEY: empty if there is no such bundle.
uploaded_digest() {
  local digest
  digest=$(ASSUMED=None aws_rows Metadata.digest s3api head-object --bucket "$BUCKET" --key "$1") || {
    [[ $(aws_error) =~ ^(404|NoSuchKey)$ ]] || aws_failed
    return 0
  }
  printf '%s\n' "${digest/#None/}"
}
