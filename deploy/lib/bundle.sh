# shellcheck shell=bash
# A bundle: what Elastic Beanstalk is given of a version, a zip with Dockerrun.aws.json, .ebextensions and cron.yaml.

# More than the drain grace: the last answers of SQS may take four seconds, the last metrics one, and the rest is for a busy host.
STOP_MARGIN=10

# The producer ends requests under way within ten seconds (quarkus.shutdown.timeout).
PRODUCER_STOP_TIMEOUT=30

# render_dockerrun ROLE IMAGE: Dockerrun.aws.json version 2, for the ECS branch of Elastic Beanstalk. Addresses of queues are
# not in it: they are environment properties, which the template sets.
render_dockerrun() {
  local role=$1 image=$2 memory reservation stop grace concurrency
  grace=$(whole_number DRAIN_GRACE)
  concurrency=$(whole_number CONCURRENCY)
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
    --arg concurrency "$concurrency" --arg grace "$grace" '
    def variables: to_entries | map({name: .key, value: .value});
    {
      AWSEBDockerrunVersion: 2,
      containerDefinitions: [{
        name: $role,
        image: $image,
        essential: true,
        # The container is ended above the one, and placed by the other.
        memory: $memory,
        memoryReservation: $reservation,
        stopTimeout: $stop,
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
        environment: ({
          AWS_REGION: $region,
          SLUICE_CLOUDWATCH_ENVIRONMENT: $environment
        } | variables)
      } else {
        # 80 is where the instance posts the periodic tasks of cron.yaml, 9001 is for health and dead letters.
        portMappings: [
          {hostPort: 80, containerPort: 8081, protocol: "tcp"},
          {hostPort: 9001, containerPort: 9001, protocol: "tcp"}
        ],
        environment: ({
          AWS_REGION: $region,
          SLUICE_CLOUDWATCH_ENVIRONMENT: $environment,
          SLUICE_CONSUMER_CONCURRENCY: $concurrency,
          MP_MESSAGING_INCOMING_JOBS_DRAIN_GRACE: $grace
        } | variables)
      } end],
      volumes: []
    }'
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
  render_dockerrun "$role" "$image" > "$folder/Dockerrun.aws.json"
  time=$(created "$version")
  time=${time//[-:TZ]/}
  (
    cd "$folder" || exit
    export TZ=UTC
    find . -name .gitkeep -exec rm {} +
    find . -exec touch -t "${time:0:12}" {} +
    find . -type f | sed 's|^\./||' | LC_ALL=C sort | zip -q -X -@ "$zip"
  )
  printf '%s\n' "$zip"
}

# digest FILE: with what is there anyway.
digest() { git hash-object --no-filters "$1"; }

bundle_key() { printf 'sluice/%s/%s/%s.zip\n' "$ENVIRONMENT" "$2" "$1"; }

# need_bucket: into BUCKET, the one that Elastic Beanstalk has in the region; made if need be.
need_bucket() {
  local answer
  answer=$(ASSUMED="{\"S3Bucket\": \"elasticbeanstalk-$AWS_REGION-ACCOUNT\"}" aws_call elasticbeanstalk create-storage-location)
  BUCKET=$(jq -r .S3Bucket <<< "$answer")
}

# upload KEY FILE: unless it is there.
upload() {
  local key=$1 file=$2 digest
  digest=$(digest "$file")
  [ "$(uploaded_digest "$key")" != "$digest" ] || return 0
  aws_call s3api put-object --bucket "$BUCKET" --key "$key" --body "$file" --metadata "digest=$digest" > /dev/null
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
