# shellcheck shell=bash
# push: images to ECR.

export OPTIONS_push="for: version:"

help_push() {
  cat << 'END'
deploy/sluice push [--for ENV] [--version VERSION]

Pushes the images of the last build to ECR. What is there already stays as it is: tags are immutable.

  --for ENV           whose region, account and architecture (dev)
  --version VERSION   another version whose images are on this machine
END
}

command_push() {
  words 0 0 "$@"
  load_environment "${OPTION[for]-dev}"
  local version=${OPTION[version]-}
  if [ -z "$version" ] && rehearsing; then
    read_checkout
    version=$(new_version)
  fi
  if [ -z "$version" ] && [ -f "$(version_file)" ]; then version=$(cat "$(version_file)"); fi
  [ -n "$version" ] || fail "nothing was built here yet" "Run: deploy/sluice build"
  check_version "$version"
  push "$version"
  result "$(jq -n --arg version "$version" '{$version}')" "$version"
}

# push VERSION: what is not in ECR yet.
push() {
  local version=$1 service repository registry=
  [ "${#REPOSITORY[@]}" -gt 0 ] || need_repositories
  for service in "${SERVICES[@]}"; do
    if is_pushed "$service" "$version"; then
      say "sluice-$service:$(tag "$version") is in ECR already."
      continue
    fi
    repository=${REPOSITORY[$service]}
    if [ -z "$registry" ]; then
      registry=${repository%%/*}
      need_engine
      log_in "$registry"
    fi
    push_image "$(local_image "$service" "$version")" "$repository:$(tag "$version")"
  done
  [ -z "$registry" ] || log_out "$registry"
}

# The addresses of the repositories, by service; each begins with the registry's.
declare -A REPOSITORY=()

need_repositories() {
  local service name address rows
  rows=$(ASSUMED=$(assume assumed_repositories) aws_rows 'repositories[].[repositoryName,repositoryUri]' ecr describe-repositories \
    --repository-names "${SERVICES[@]/#/sluice-}") || {
    [ "$(aws_error)" != RepositoryNotFoundException ] \
      || fail "there are no repositories for the images" "Run: deploy/sluice bootstrap $ENVIRONMENT"
    aws_failed
  }
  while read -r name address; do
    service=${name#sluice-}
    REPOSITORY["$service"]=$address
  done <<< "$rows"
}

assumed_repositories() {
  local service
  for service in "${SERVICES[@]}"; do
    printf 'sluice-%s\tACCOUNT.dkr.ecr.%s.amazonaws.com/sluice-%s\n' "$service" "$AWS_REGION" "$service"
  done
}

# is_pushed SERVICE VERSION
is_pushed() {
  aws_try ecr describe-images --repository-name "sluice-$1" --image-ids "imageTag=$(tag "$2")" > /dev/null || {
    [ "$(aws_error)" = ImageNotFoundException ] || aws_failed
    return 1
  }
  # What a rehearsal shows is the way of a version that is new.
  ! rehearsing
}

# log_in REGISTRY: the token goes from one program to the other and is seen nowhere.
log_in() {
  local -a AWS_WORDS
  aws_words ecr get-login-password
  # The one call that does not answer in JSON.
  if rehearsing; then
    local -a login=(docker login --username AWS --password-stdin "$1")
    show_line "$(quoted "${AWS_WORDS[@]}") | $(quoted "${login[@]}")" "${AWS_WORDS[@]}" '|' "${login[@]}"
    return
  fi
  "${AWS_WORDS[@]}" 2> "$SCRATCH/aws-error" > "$SCRATCH/token" || aws_failed
  docker login --username AWS --password-stdin "$1" < "$SCRATCH/token" > "$SCRATCH/login" 2>&1 || {
    rm -f "$SCRATCH/token"
    fail "$1 does not accept the token: $(tail -n 1 "$SCRATCH/login")" "See that the engine reaches the registry."
  }
  rm -f "$SCRATCH/token"
}

# log_out REGISTRY: Docker would keep the token in a file.
log_out() { run docker logout "$1" || warn "the token of $1 may still be in Docker's configuration"; }

# push_image LOCAL REMOTE
push_image() {
  rehearsing || docker image inspect "$1" > /dev/null 2>&1 \
    || fail "the image $1 is not on this machine" "Run: deploy/sluice build"
  say "Pushing $2"
  run docker tag "$1" "$2"
  run docker push --quiet "$2" || {
    log_out "${2%%/*}"
    fail "$2 could not be pushed" "Run the same command again: what is pushed is not pushed twice."
  }
}

# newest_pushed: the newest version of this commit that has both images in ECR; else nothing.
newest_pushed() {
  local service list="$SCRATCH/pushed" suffix images image
  suffix=$(tag '')
  : > "$list"
  for service in "${SERVICES[@]}"; do
    images=$(ASSUMED='' aws_rows 'imageIds[].[imageTag]' ecr list-images --repository-name "sluice-$service" \
      --filter tagStatus=TAGGED) || aws_failed
    while IFS= read -r image; do
      [[ $image != "$HEAD_SHORT"-*Z"$suffix" ]] || printf '%s\n' "${image%"$suffix"}"
    done <<< "$images" >> "$list"
  done
  LC_ALL=C sort "$list" | uniq -d | tail -n 1
}
