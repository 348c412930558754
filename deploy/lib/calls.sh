# shellcheck shell=bash
# Every call of another program that changes or asks something outside goes through here, so that it can be rehearsed.

rehearsing() { [ -n "${OPTION[dry-run]-}" ]; }

# show WORDS...: a call as it can be pasted into a shell. It goes to the script's stdout, past any pipe.
show() {
  show_line "$(quoted "$@")" "$@"
}

# quoted WORDS...: for a shell, and no more than needed.
quoted() {
  local word line=
  for word in "$@"; do
    if [[ $word =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then line+=" $word"; else line+=" ${word@Q}"; fi
  done
  printf '%s\n' "${line# }"
}

show_line() {
  local line=$1
  shift
  if wants_json; then
    jq -cn '{call: $ARGS.positional}' --args -- "$@" >&3
  else
    printf '%s\n' "$line" >&3
  fi
}

# run WORDS...: runs a program, its stdout among the progress; a rehearsal only shows it.
run() {
  if rehearsing; then
    show "$@"
  else
    "$@" >&2
  fi
}

# aws_words SERVICE OPERATION ARGS...: puts the call into AWS_WORDS. Older CLIs do not read AWS_ENDPOINT_URL by themselves.
aws_words() {
  local service=$1 operation=$2 name
  shift 2
  case $service in
    autoscaling) name=AWS_ENDPOINT_URL_AUTO_SCALING ;;
    elasticbeanstalk) name=AWS_ENDPOINT_URL_ELASTIC_BEANSTALK ;;
    s3api) name=AWS_ENDPOINT_URL_S3 ;;
    secretsmanager) name=AWS_ENDPOINT_URL_SECRETS_MANAGER ;;
    *) name=AWS_ENDPOINT_URL_${service^^} ;;
  esac
  local endpoint=${!name:-${AWS_ENDPOINT_URL-}}
  AWS_WORDS=(aws "$service" "$operation" --region "$AWS_REGION" --output "${FORM:-json}")
  [ -z "$endpoint" ] || AWS_WORDS+=(--endpoint-url "$endpoint")
  AWS_WORDS+=("$@")
}

# aws_try SERVICE OPERATION ARGS...: prints the answer, JSON. On failure it returns non-zero and says nothing:
# aws_error tells the code. A rehearsal shows the call and prints $ASSUMED, the answer that would let things go on.
aws_try() {
  local -a AWS_WORDS
  aws_words "$@"
  if rehearsing; then
    show "${AWS_WORDS[@]}"
    printf '%s\n' "${ASSUMED-}"
  else
    "${AWS_WORDS[@]}" 2> "$SCRATCH/aws-error"
  fi
}

# aws_rows QUERY SERVICE OPERATION ARGS...: as aws_try, but prints what the JMESPath QUERY picks, a row a line, with tabs between its
# fields; one that is not there is None. The aws command does that by itself, so no jq need be started.
aws_rows() {
  local query=$1 FORM=text
  shift
  aws_try "$@" --query "$query"
}

# assume WORDS...: what a rehearsal assumes, where that takes a program to make.
assume() { ! rehearsing || "$@"; }

# aws_call: as aws_try, but a failure ends the script with its cause.
aws_call() { aws_try "$@" || aws_failed; }

# aws_error: the code of the last failure, such as ValidationException; empty if it had none.
aws_error() { sed -n 's/.*An error occurred (\([A-Za-z0-9.]*\)).*/\1/p' "$SCRATCH/aws-error" | head -n 1; }

aws_message() { sed -e '/^[[:space:]]*$/d' "$SCRATCH/aws-error" | tail -n 1; }

# is_hopeless: whether the last failure stays as it is, however often one asks.
is_hopeless() {
  case $(aws_error) in
    ExpiredToken* | RequestExpired | InvalidClientTokenId | UnrecognizedClient* | AccessDenied* | SignatureDoesNotMatch) true ;;
    *) grep -qi 'unable to locate credentials\|token has expired\|could not be found' "$SCRATCH/aws-error" ;;
  esac
}

aws_failed() {
  local message
  message=$(aws_message)
  case $(aws_error) in
    ExpiredToken* | RequestExpired)
      fail "the AWS session has expired" "Log in again (aws sso login), then run the same command: it goes on where it stopped."
      ;;
    InvalidClientTokenId | UnrecognizedClient* | SignatureDoesNotMatch)
      fail "AWS does not accept the credentials" "See whose they are with: aws sts get-caller-identity"
      ;;
    AccessDenied*) fail "not allowed: $message" "Use a role that may do this." ;;
    Throttling* | RequestLimitExceeded | TooManyRequestsException)
      fail "AWS is throttling: $message" "Wait a minute, then run the same command: it goes on where it stopped."
      ;;
    *)
      if grep -qi 'unable to locate credentials' "$SCRATCH/aws-error"; then
        fail "there are no AWS credentials" "Log in (aws sso login, or AWS_PROFILE)."
      fi
      fail "$message"
      ;;
  esac
}

# pause: between two questions.
pause() { rehearsing || sleep "${SLUICE_POLL_SECONDS:-5}"; }
