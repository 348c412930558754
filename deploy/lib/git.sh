# shellcheck shell=bash
# What git says of the checkout. Where it refuses, the script ends with git's own words: an empty answer would pass for a clean tree.

# The checked-out commit, in full and as versions begin, and whether there are changes that are not in it: empty for no.
HEAD_COMMIT=
HEAD_SHORT=
DIRTY=

# read_checkout: into the above, once. Never in a subshell, since it ends the script where git refuses.
read_checkout() {
  [ -z "$HEAD_COMMIT" ] || return 0
  local commit short
  # A hook of another repository sets these, and they come before -C.
  unset GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_NAMESPACE GIT_PREFIX
  ask_git rev-parse --verify HEAD
  commit=$GIT_ANSWER
  ask_git rev-parse --short=7 HEAD
  short=$GIT_ANSWER
  # Unpacked inside of another repository, this would be of that one's commit.
  ask_git ls-files --error-unmatch deploy/sluice
  # Whatever git is configured to leave out.
  ask_git --no-optional-locks status --porcelain --untracked-files=normal --ignore-submodules=none
  DIRTY=$GIT_ANSWER
  # shellcheck disable=SC2034 # versions begin with it
  HEAD_SHORT=$short
  HEAD_COMMIT=$commit
}

# ask_git WORDS...: into GIT_ANSWER.
ask_git() {
  GIT_ANSWER=$(git -C "$ROOT" "$@" 2> "$SCRATCH/git-error") || git_refused
}

git_refused() {
  refuse "git does not tell what is checked out in $ROOT: $(cat "$SCRATCH/git-error")" \
    "Put right what git says; a version is a commit, so this needs a clone with its .git."
}

is_dirty() { [ -n "$DIRTY" ]; }

# digest FILE: with what is there anyway. Not in the checkout, since a git that refuses it need not refuse this.
digest() {
  local answer
  answer=$(git -C / hash-object --no-filters "$1" 2> "$SCRATCH/git-error") || fail "git cannot read $1: $(cat "$SCRATCH/git-error")"
  printf '%s\n' "$answer"
}
