# shellcheck shell=bash
# build: the native images of this commit.

export OPTIONS_build="dirty for:"

help_build() {
  cat << 'END'
deploy/sluice build [--for ENV] [--dirty]

Builds the native images of producer and consumer from the commit that is checked out, and tags them with the commit and the
time, such as sluice-producer:3f2c1ab-20261122T101500Z. If that was done already, it says so.

  --for ENV   whose ARCHITECTURE counts, x86_64 or arm64 (dev). Another one than this machine's is built in a container that
              is emulated, which takes an hour rather than minutes; its tags end in -arm64.
  --dirty     builds in spite of changes that are not committed; the version then ends in -dirty
END
}

SERVICES=(producer consumer)

command_build() {
  words 0 0 "$@"
  load_environment "${OPTION[for]-dev}"
  check_clean
  local version
  version=$(built_version)
  if [ -n "$version" ] && images_are_here "$version"; then
    say "The images of $version are there already."
  else
    version=$(new_version)
    build "$version"
  fi
  result "$(jq -n --arg version "$version" '{$version}')" "$version"
}

# build VERSION: both images, and the record that they are there.
build() {
  local version=$1 service platform image
  need_engine
  platform=$(platform)
  say "Building $version for $platform"
  for service in "${SERVICES[@]}"; do
    image=$(local_image "$service" "$version")
    build_image "$service" "$image" "$platform" "$version" \
      || fail "the image of the $service could not be built" "See the messages of mvnw above."
    check_image "$image" "$platform"
  done
  record_version "$version"
}

# build_image SERVICE IMAGE PLATFORM VERSION: the one place that knows how an image comes about.
build_image() {
  local service=$1 image=$2 platform=$3 version=$4
  local labels=-Dquarkus.container-image.labels.\"org.opencontainers.image
  local -a native=(-Dnative)
  # A native executable is compiled for the machine that compiles it.
  if [ "$platform" != "$(machine_platform)" ]; then
    native+=(-Dquarkus.native.container-build=true "-Dquarkus.native.container-runtime-options=--platform=$platform"
      "-Dquarkus.docker.buildx.platform=$platform")
  fi
  (
    cd "$ROOT" || exit
    run ./mvnw -B -q package -DskipTests -pl "$service" -am "${native[@]}" \
      -Dquarkus.container-image.build=true \
      "-Dquarkus.container-image.image=$image" \
      "$labels.title\"=sluice-$service" \
      "$labels.version\"=$version" \
      "$labels.revision\"=$(git rev-parse HEAD)" \
      "$labels.created\"=$(created "$version")"
  )
}

# created VERSION: its time in the form of RFC 3339.
created() {
  [[ $1 =~ -([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z ]]
  printf '%s-%s-%sT%s:%s:%sZ\n' "${BASH_REMATCH[@]:1:6}"
}

# tag VERSION: of an image. The same version may be there for both architectures, and neither runs in the other's place.
tag() {
  case $ARCHITECTURE in
    arm64) printf '%s-arm64\n' "$1" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

local_image() { printf 'sluice-%s:%s\n' "$1" "$(tag "$2")"; }

platform() {
  case $ARCHITECTURE in
    x86_64) echo linux/amd64 ;;
    arm64) echo linux/arm64 ;;
  esac
}

machine_platform() {
  case $(uname -m) in
    aarch64 | arm64) echo linux/arm64 ;;
    *) echo linux/amd64 ;;
  esac
}

need_engine() {
  rehearsing && return
  command -v docker > /dev/null || fail "the command docker is missing" "Install Docker, or Podman with its docker command."
  docker version > /dev/null 2>&1 || fail "no Docker engine answers" "Start it, or set DOCKER_HOST."
}

images_are_here() {
  local service
  rehearsing && return 1
  command -v docker > /dev/null || return 1
  for service in "${SERVICES[@]}"; do
    docker image inspect "$(local_image "$service" "$1")" > /dev/null 2>&1 || return 1
  done
}

# check_image IMAGE PLATFORM: that it is there, and for the machines that shall run it.
check_image() {
  local found
  rehearsing && return
  found=$(docker image inspect --format '{{.Os}}/{{.Architecture}}' "$1" 2> /dev/null) \
    || fail "the build left no image $1" "See the messages of mvnw above."
  [ "$found" = "$2" ] || fail "the image $1 is for $found, not for $2" "Build on such a machine, or see \`deploy/sluice build --help\`."
}
