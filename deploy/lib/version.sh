# shellcheck shell=bash
# Versions: a commit and the time of its build, such as 3f2c1ab-20261122T101500Z.

# Where a build leaves the version that it made, for the push and the release after it.
version_file() { printf '%s\n' "$ROOT/target/sluice-version"; }

# check_clean: a version is its commit, so what is not committed cannot be in one without saying so.
check_clean() {
  read_checkout
  if is_dirty && [ -z "${OPTION[dirty]-}" ]; then
    refuse "there are changes that are not committed" "Commit them, or use --dirty: the version then says so in its name."
  fi
}

# new_version, built_version: after read_checkout.
new_version() {
  local version
  TZ=UTC printf -v version '%s-%(%Y%m%dT%H%M%SZ)T' "$HEAD_SHORT" -1
  if is_dirty; then version+=-dirty; fi
  printf '%s\n' "$version"
}

check_version() {
  [[ $1 =~ ^[0-9a-f]{7,40}-[0-9]{8}T[0-9]{6}Z(-dirty)?$ ]] \
    || misuse "\"$1\" is no version: they are like 3f2c1ab-20261122T101500Z, and \`deploy/sluice versions\` lists them"
}

# built_version: the one that the last build here made, if it is of this commit and of this tree; else nothing.
built_version() {
  local version
  [ -f "$(version_file)" ] || return 0
  version=$(cat "$(version_file)")
  if [[ $version == "$HEAD_SHORT"-* ]] && ! is_dirty && [[ $version != *-dirty ]]; then
    printf '%s\n' "$version"
  fi
}

record_version() {
  rehearsing && return
  mkdir -p "$ROOT/target"
  printf '%s\n' "$1" > "$(version_file)"
}
