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
  local service=$1 tag=$2 kept=$3 type
  local -a put=()
  ASSUMED=$(assume assumed_image "$tag") aws_try ecr batch-get-image --repository-name "sluice-$service" \
    --image-ids "imageTag=$tag" "imageTag=$kept" > "$SCRATCH/image" || aws_failed
  ! jq -e --arg kept "$kept" '.images[]? | select(.imageId.imageTag == $kept)' "$SCRATCH/image" > /dev/null || return 0
  jq -e '.images[0]' "$SCRATCH/image" > /dev/null || return 1
  put=(--image-tag "$kept" --image-manifest "$(jq -r '.images[0].imageManifest' "$SCRATCH/image")"
    # Of another digest it would be another image, and this one would go.
    --image-digest "$(jq -r '.images[0].imageId.imageDigest' "$SCRATCH/image")")
  # A manifest of OCI need not tell what it is.
  type=$(jq -r '.images[0].imageManifestMediaType // empty' "$SCRATCH/image")
  [ -z "$type" ] || put+=(--image-manifest-media-type "$type")
  aws_try ecr put-image --repository-name "sluice-$service" "${put[@]}" > /dev/null \
    || [ "$(aws_error)" = ImageAlreadyExistsException ] || aws_failed
}

assumed_image() {
  jq -n --arg tag "$1" '{images: [{imageId: {imageTag: $tag, imageDigest: "DIGEST"}, imageManifest: "MANIFEST"}]}'
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
