# shellcheck shell=bash
# build: the native images of this commit.

export OPTIONS_build="dirty for: base: builder: reuse-executables"

help_build() {
  cat << 'END'
deploy/sluice build [--for ENV] [--base IMAGE] [--builder IMAGE] [--dirty] [--reuse-executables]

Builds the native images of producer and consumer from the commit that is checked out, and tags them with the commit and the
time, such as sluice-producer:3f2c1ab-20261122T101500Z. If that was done already, it says so.

  --for ENV   whose ARCHITECTURE counts, x86_64 or arm64 (dev). Another one than this machine's is built in a container that
              is emulated, which takes an hour rather than minutes; its tags end in -arm64.
  --base IMAGE
              what the images begin with, instead of ENV's BASE_IMAGE or, where that is empty, what the Dockerfile names. With a
              digest, as in NAME@sha256:..., it is the same today and tomorrow; docs/native.md says how to find one.
  --builder IMAGE
              where a container compiles the executables, likewise: instead of ENV's BUILDER_IMAGE or Quarkus' own
  --dirty     builds in spite of changes that are not committed; the version then ends in -dirty
  --reuse-executables
              takes the executables in producer/target and consumer/target, which a build server has just compiled and tested
              (./mvnw verify -Dnative), and compiles none. Each compilation leaves a record of its commit beside what it made;
              an executable without one, of another commit or with other bytes is refused, and so is one with changes that were
              not committed, unless such are here and --dirty is given.
END
}

SERVICES=(producer consumer)

command_build() {
  words 0 0 "$@"
  load_environment "${OPTION[for]-dev}"
  check_clean
  choose_images
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
  local version=$1 service platform
  platform=$(platform)
  if reusing; then check_executables "$platform"; fi
  need_engine
  say "Building $version for $platform"
  build_images "$version" "$platform" || fail "the images could not be built" "See the messages of mvnw above."
  for service in "${SERVICES[@]}"; do check_image "$(local_image "$service" "$version")" "$platform"; done
  record_version "$version"
}

# build_images VERSION PLATFORM: the one place that knows how images come about.
build_images() {
  local version=$1 platform=$2 services
  local labels=-Dquarkus.container-image.labels.\"org.opencontainers.image
  local -a native=(-Dnative) builder=()
  services=$(IFS=, && printf '%s\n' "${SERVICES[*]}")
  if reusing; then
    native+=(-Dquarkus.native.reuse-existing=true)
  # A native executable is compiled for the machine that compiles it.
  elif [ "$platform" != "$(machine_platform)" ]; then
    native+=(-Dquarkus.native.container-build=true "-Dquarkus.native.container-runtime-options=--platform=$platform"
      "-Dquarkus.docker.buildx.platform=$platform")
  fi
  [ -z "$BUILDER_IMAGE" ] || builder=("-Dquarkus.native.builder-image=$BUILDER_IMAGE")
  (
    cd "$ROOT" || exit
    # Quarkus looks for an engine by Testcontainers, which would pull one image to try the engine, and in a container another to
    # find out the engine's address; where Docker Hub is out of reach, in vain and for minutes.
    export TESTCONTAINERS_CHECKS_DISABLE=true TESTCONTAINERS_HOST_OVERRIDE=localhost
    # The Dockerfiles need it, and older engines have it only when asked.
    export DOCKER_BUILDKIT=1
    run ./mvnw -B -q package -DskipTests -pl "$services" -am "${native[@]}" ${builder[@]+"${builder[@]}"} \
      -Dquarkus.container-image.build=true \
      "-Dquarkus.docker.build-args.BASE=$BASE_IMAGE" \
      "-Dquarkus.container-image.tag=$(tag "$version")" \
      "$labels.base.name\"=$BASE_IMAGE" \
      "$labels.version\"=$version" \
      "$labels.revision\"=$HEAD_COMMIT" \
      "$labels.created\"=$(created "$version")"
  )
}

# choose_images: into BASE_IMAGE, and BUILDER_IMAGE, which is empty for Quarkus' own.
choose_images() {
  BASE_IMAGE=${OPTION[base]-${SETTING[BASE_IMAGE]-}}
  BASE_IMAGE=${BASE_IMAGE:-$(sed -n 's/^ARG BASE=//p' "$HERE/../src/main/docker/Dockerfile.native")}
  BUILDER_IMAGE=${OPTION[builder]-${SETTING[BUILDER_IMAGE]-}}
  check_image_name "$BASE_IMAGE" base
  check_image_name "$BUILDER_IMAGE" builder
}

# check_image_name NAME OPTION: a mistyped digest must not become a name that means something else.
check_image_name() {
  local part='[a-z0-9]+([._-]+[a-z0-9]+)*'
  [[ -z $1 || $1 =~ ^([A-Za-z0-9.-]+(:[0-9]{1,5})?/)?$part(/$part)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$ ]] \
    || misuse "\"$1\" is no image for --$2 or ${2^^}_IMAGE: they are like registry.example.com/name:tag@sha256:... with 64 hexadecimal digits"
}

reusing() { [ -n "${OPTION[reuse-executables]-}" ]; }

# check_executables PLATFORM: that each is there, and made from the commit that is checked out.
check_executables() {
  local service
  rehearsing && return
  [ "$1" = "$(machine_platform)" ] || refuse "executables of this machine are not for $1" "Build without --reuse-executables."
  for service in "${SERVICES[@]}"; do check_executable "$service"; done
}

check_executable() {
  local service=$1 record="$ROOT/$1/target/executable.properties" commit
  local -a executable=("$ROOT/$1"/target/*-runner)
  [ -f "${executable[0]}" ] || refuse "there is no executable of the $service" "Run: ./mvnw verify -Dnative"
  # The image would get them all.
  [ "${#executable[@]}" -eq 1 ] || refuse "there are several executables in $service/target" "Run: ./mvnw clean verify -Dnative"
  [ -f "$record" ] || refuse "the executable of the $service has no record of its commit" "Run: ./mvnw verify -Dnative"
  commit=$(property commit "$record")
  [ "$commit" = "$HEAD_COMMIT" ] \
    || refuse "the executable of the $service is of the commit ${commit:0:7}, not of $HEAD_SHORT" "Run: ./mvnw verify -Dnative"
  [ "$(property sha256 "$record")" = "$(sha256 "${executable[0]}")" ] \
    || refuse "the executable of the $service is not the one that was recorded" "Run: ./mvnw verify -Dnative"
  [ "$(property dirty "$record")" = false ] || is_dirty \
    || refuse "the executable of the $service has changes in it that were not committed" "Run: ./mvnw verify -Dnative"
}

# property KEY FILE
property() { sed -n "s/^$1=//p" "$2" | head -n 1; }

sha256() {
  local sum
  if command -v sha256sum > /dev/null; then sum=$(sha256sum < "$1"); else sum=$(shasum -a 256 < "$1"); fi
  printf '%s\n' "${sum%% *}"
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

# images_are_here VERSION
images_are_here() {
  local service base
  rehearsing && return 1
  command -v docker > /dev/null || return 1
  # On another base it would be another image.
  for service in "${SERVICES[@]}"; do
    base=$(docker image inspect --format '{{with .Config.Labels}}{{index . "org.opencontainers.image.base.name"}}{{end}}' \
      "$(local_image "$service" "$1")" 2> /dev/null) || return 1
    [ "$base" = "$BASE_IMAGE" ] || return 1
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
