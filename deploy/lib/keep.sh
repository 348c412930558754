# shellcheck shell=bash
# Images that ECR keeps, however old they are: those with a tag keep-ENV-VERSION, for which infrastructure/shared.yaml has a rule. They
# have it as long as ENV has the version in Elastic Beanstalk, which is as long as it runs it or may go back to it.

# keep_images VERSION: of ENV. What is kept already costs one question.
keep_images() {
  local service
  for service in "${SERVICES[@]}"; do
    keep_image "$service" "$(tag "$1")" "keep-$ENVIRONMENT-$(tag "$1")" \
      || refuse "sluice-$service:$(tag "$1") is not in ECR, or not any more" \
        "Release a version that is: deploy/sluice versions lists them."
  done
}

# keep_image SERVICE TAG KEPT-TAG: gives the image another tag, by its manifest. Returns 1 if there is no such image.
keep_image() {
  local service=$1 tag=$2 kept=$3 image digest type
  local -a put=()
  ASSUMED=$(assume assumed_image "$tag") aws_try ecr batch-get-image --repository-name "sluice-$service" \
    --image-ids "imageTag=$tag" "imageTag=$kept" > "$SCRATCH/image" || aws_failed
  # Digest and type in a line each, and the manifest as it is.
  image=$(jq -r --arg kept "$kept" 'if any(.images[]?; .imageId.imageTag == $kept) then "kept"
    else .images[0] // empty | "\(.imageId.imageDigest)\n\(.imageManifestMediaType // "")\n\(.imageManifest)" end' "$SCRATCH/image")
  case $image in
    kept) return 0 ;;
    '') return 1 ;;
  esac
  digest=${image%%$'\n'*} image=${image#*$'\n'}
  type=${image%%$'\n'*} image=${image#*$'\n'}
  # Of another digest it would be another image, and this one would go.
  put=(--image-tag "$kept" --image-manifest "$image" --image-digest "$digest")
  # A manifest of OCI need not tell what it is.
  [ -z "$type" ] || put+=(--image-manifest-media-type "$type")
  aws_try ecr put-image --repository-name "sluice-$service" "${put[@]}" > /dev/null \
    || [ "$(aws_error)" = ImageAlreadyExistsException ] || aws_failed
}

assumed_image() {
  printf '{"images": [{"imageId": {"imageTag": "%s", "imageDigest": "DIGEST"}, "imageManifest": "MANIFEST"}]}\n' "$1"
}

# let_go SERVICE KEPT-TAGS...: from now on those images are like any other. Tags that are not there do no harm. It fails like aws_try.
let_go() {
  local service=$1
  shift
  set -- "${@/#/imageTag=}"
  # ECR takes a hundred at once.
  while [ $# -gt 0 ]; do
    say "Letting go of sluice-$service: ${*:1:100}"
    aws_try ecr batch-delete-image --repository-name "sluice-$service" --image-ids "${@:1:100}" > /dev/null || return
    shift $(($# < 100 ? $# : 100))
  done
}

# image_tags SERVICE: all of them, as JSON.
image_tags() {
  ASSUMED='{"imageIds": []}' aws_try ecr list-images --repository-name "sluice-$1" --filter tagStatus=TAGGED > "$SCRATCH/images" || {
    [ "$(aws_error)" = RepositoryNotFoundException ] || aws_failed
    echo '{"imageIds": []}' > "$SCRATCH/images"
  }
  jq -c '[.imageIds[].imageTag // empty]' "$SCRATCH/images"
}
