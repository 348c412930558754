# shellcheck shell=bash
# prove: what could only be read of AWS, held against a real account, in an environment that is made for it and removed again.

export OPTIONS_prove="yes dirty list clean-up minutes: report: steps:"

help_prove() {
  cat << 'END'
deploy/sluice prove ENV [--steps NAMES] [--minutes NUMBER] [--report FILE] [--yes] [--dirty]
deploy/sluice prove ENV --clean-up
deploy/sluice prove --list

Makes ENV from nothing, lives its life (releases, an outage, scaling, an ended update, a secret, other instances), checks in each step
a rule of AWS that Sluice relies on and that could only be read in its documentation, and measures what the manual says. Then it
removes all of it again, also when it is interrupted. The report is a page of Markdown, without the account's number, to be attached
to an issue. docs/aws-rules.md lists the rules. It takes one to two hours, and says before what it costs at most.

ENV is a throwaway: its file is a copy of deploy/environments/dev.env, with the smallest sizes, in a region (or an account) where nobody
else has an environment of Sluice. Its instances must reach SQS at its public address. With CONCURRENCY=5 and TIME_PER_JOB=15 a
second worker takes few jobs.

  --steps NAMES     only these, by commas, and the first; others that they build on count as not tried
  --minutes NUMBER  after which no further step begins (120); what is left to do counts as not tried
  --report FILE     where the report goes (target/sluice-proof-ENV.md)
  --yes             does not ask
  --dirty           see `deploy/sluice build --help`
  --clean-up        removes what an earlier run has left: killed, or out of reach of AWS
  --list            the steps and their rules

Exit status: 0 no rule is refuted, though some may not have been tried; 1 one is, or there was no environment, or something is left.
END
}

# A minute of waiting, in seconds. Tests have shorter ones.
MINUTE=${SLUICE_PROVE_MINUTE:-60}

# When no further step begins; what the script says for it.
END=0
DIRTY_OPTION=

# The step that runs, in a group of processes of its own, and its name.
STEP_PROCESS=
STEP_NAME=

# What is not removed.
declare -a LEFT=()

command_prove() {
  if [ -n "${OPTION[list]-}" ]; then
    words 0 0 "$@"
    list_steps
    return
  fi
  words 1 1 "$@"
  load_environment "$1"
  need zip
  TIMEOUT=3600
  export TIMEOUT
  if [ -n "${OPTION[clean-up]-}" ]; then
    begin_notes
    read_mark || refuse "there is nothing of a proof in $ENVIRONMENT" "An environment that is no proof's: deploy/sluice destroy $ENVIRONMENT."
    clean_up
    say_left
    [ "${#LEFT[@]}" -eq 0 ] || exit 1
    return
  fi
  local minutes
  minutes=$(number minutes 120)
  choose_steps
  # shellcheck disable=SC2034 # steps hand it on
  [ -z "${OPTION[dirty]-}" ] || DIRTY_OPTION=--dirty
  check_small
  read_checkout
  check_clean
  check_nothing_is_there
  confirm "This makes $ENVIRONMENT in $AWS_REGION, lives its life for $minutes minutes at most, and removes it. It costs \$$(cost "$minutes") at most."
  begin_notes
  mark
  # shellcheck disable=SC2034 # main.sh reads it
  AT_END=end_proof
  END=$((SECONDS + minutes * MINUTE))
  make_waiting_room
  local step
  for step in "${STEPS[@]}"; do run_step "$step"; done
  # shellcheck disable=SC2034
  AT_END=
  clean_up
  tell
}

# choose_steps: into STEPS those that were asked for, in their order, after the first, without which there is nothing.
choose_steps() {
  local wanted=,${OPTION[steps]-}, name
  local -a chosen=("${STEPS[0]}") asked
  [ -n "${OPTION[steps]-}" ] || return 0
  IFS=, read -ra asked <<< "${OPTION[steps]}"
  for name in "${asked[@]}"; do
    [ -n "${RULE[$name]-}" ] || misuse "there is no step \"$name\"; \`deploy/sluice prove --list\` has them"
  done
  for name in "${STEPS[@]:1}"; do
    if [[ $wanted == *,"$name",* ]]; then chosen+=("$name"); fi
  done
  STEPS=("${chosen[@]}")
}

list_steps() {
  local step
  local -a rows=()
  for step in "${STEPS[@]}"; do rows+=("$step" "${RULE[$step]}"); done
  result "$(jq -cn '$ARGS.positional as $all
    | [range(0; $all | length; 2) | {step: $all[.], rule: $all[. + 1]}]' --args -- "${rows[@]}")" "$(printf '%s\t%s\n' "${rows[@]}" | table)"
}

# check_nothing_is_there: neither of ENV nor of anybody else.
check_nothing_is_there() {
  local status answer others
  status=$(stack_status "$(stack_name)")
  if read_mark; then
    refuse "an earlier proof has left something of $ENVIRONMENT" "Run: deploy/sluice prove $ENVIRONMENT --clean-up"
  fi
  [ -z "$status" ] || rehearsing || refuse "there is a stack $(stack_name): $status" "A proof makes its environment from nothing. Give it a file of its own."
  answer=$(ASSUMED='{"Environments": []}' aws_try elasticbeanstalk describe-environments --application-name "$APPLICATION" --no-include-deleted) || {
    grep -q 'No Application named' "$SCRATCH/aws-error" || aws_failed
    answer='{"Environments": []}'
  }
  others=$(jq -r '[.Environments[].EnvironmentName] | join(", ")' <<< "$answer")
  [ -z "$others" ] || refuse "there are environments in $AWS_REGION that share the stack $APPLICATION-shared: $others" \
    "Give $ENVIRONMENT another AWS_REGION, or another account."
}

# --- What steps know of each other -----------------------------------------------------------------------------------------------

begin_notes() {
  mkdir -p "$SCRATCH/notes" "$SCRATCH/verdicts" "$SCRATCH/logs"
  : > "$SCRATCH/measures"
  : > "$SCRATCH/overrides.env"
  note began "$(date -u +%s)"
}

note() { printf '%s\n' "$2" > "$SCRATCH/notes/$1"; }

noted() { [ ! -f "$SCRATCH/notes/$1" ] || cat "$SCRATCH/notes/$1"; }

# override KEY VALUE: in the further runs of this script.
override() {
  local rest
  rest=$(grep -v "^$1=" "$SCRATCH/overrides.env") || true
  printf '%s\n' "$rest" "$1=$2" > "$SCRATCH/overrides.env"
}

measure() { printf '%s\t%s\n' "$1" "$2" >> "$SCRATCH/measures"; }

begin_watch() { WATCH=$SECONDS; }

watched() { printf '%s s\n' "$((SECONDS - WATCH))"; }

WATCH=0

# --- Steps -----------------------------------------------------------------------------------------------------------------------

# run_step NAME: in a process of its own, so that what fails there ends nothing else.
run_step() {
  local name=$1 verdict found
  STEP_NAME=$name
  if [ "$SECONDS" -ge "$END" ] && ! rehearsing; then
    printf 'not tried\tthe time was over\n' > "$SCRATCH/verdicts/$name"
  else
    # Job control, so that it has its own group and a signal reaches all of it. Not as part of a condition, where nothing would fail.
    set -m
    (
      # What it says is in its log; a rehearsal shows its calls.
      rehearsing || exec 3>&2
      "step_${name//-/_}"
    ) > "$SCRATCH/logs/$name" 2>&1 &
    STEP_PROCESS=$!
    set +m
    wait "$STEP_PROCESS" || true
    STEP_PROCESS=
    [ -f "$SCRATCH/verdicts/$name" ] \
      || printf 'not tried\tthe step failed: %s\n' "$(grep . "$SCRATCH/logs/$name" | tail -n 1)" > "$SCRATCH/verdicts/$name"
  fi
  IFS=$'\t' read -r verdict found < "$SCRATCH/verdicts/$name"
  done_with "$name: $verdict, $found"
}

# The verdicts. Each ends its step, from within a pipe, too.
proved() { give proved "$*"; }

refuted() { give refuted "$*"; }

not_tried() { give "not tried" "$*"; }

# failed [WHY]: what was needed for the question could not be done.
failed() { give "not tried" "${*:-$(aws_message)}"; }

give() {
  local file="$SCRATCH/verdicts/$STEP_NAME"
  [ -f "$file" ] || printf '%s\t%s\n' "$1" "$(printf '%s' "$2" | tr '\t\n|' '   ')" > "$file"
  # Other than 0, so that no caller goes on.
  exit 9
}

need_environment() { [ -n "$(noted version)" ] || rehearsing || not_tried "there is no environment"; }

need_waiting_jobs() {
  need_environment
  [ -n "$(noted waits)" ] || rehearsing || not_tried "there is no job that takes its time"
}

need_grown() { [ -n "$(noted grown)" ] || rehearsing || not_tried "there is no second worker"; }

need_outage() { [ -n "$(noted outage)" ] || rehearsing || not_tried "there is no outage"; }

need_release() { [ -n "$(noted released)" ] || rehearsing || not_tried "there was no release"; }

# await MINUTES WORDS...: asks until the words succeed; 1 if they do not in that time, nor before the end of the proof.
await() {
  local deadline=$((SECONDS + $1 * MINUTE))
  shift
  [ "$deadline" -lt "$END" ] || deadline=$END
  until "$@"; do
    ! rehearsing || return 0
    [ "$SECONDS" -lt "$deadline" ] || return 1
    pause
  done
}

# sluice WORDS...: another run of this script, which ends with the proof's time at the latest.
sluice() {
  local left=$((END - SECONDS))
  local -a words=(bash "$HERE/sluice" "$@") bounded=()
  if rehearsing; then words+=(--dry-run); fi
  if rehearsing && wants_json; then words+=(--json); fi
  [ "$left" -gt 0 ] || left=3600
  # In the same group of processes.
  if command -v timeout > /dev/null; then bounded=(timeout --foreground --kill-after=120 "$left"); fi
  if rehearsing; then
    SLUICE_OVERRIDES="$SCRATCH/overrides.env" "${words[@]}" >&3 2>> "$SCRATCH/rehearsals"
  else
    say "deploy/sluice $*"
    SLUICE_OVERRIDES="$SCRATCH/overrides.env" ${bounded[@]+"${bounded[@]}"} "${words[@]}" >&2
  fi
}

# sluice_json WORDS...: as sluice, and prints what it says; {} in a rehearsal.
sluice_json() {
  if rehearsing; then
    sluice "$@"
  else
    SLUICE_OVERRIDES="$SCRATCH/overrides.env" bash "$HERE/sluice" "$@" --json
  fi
}

# --- The end ---------------------------------------------------------------------------------------------------------------------

# end_proof STATUS: on the way out, when it is interrupted, or fails outside of a step. All is removed before anything is said of it.
end_proof() {
  say "sluice: interrupted; removing $ENVIRONMENT, which takes some minutes. If that is ended too: deploy/sluice prove $ENVIRONMENT --clean-up"
  if [ -n "$STEP_PROCESS" ]; then
    kill -TERM -- "-$STEP_PROCESS" 2> /dev/null
    wait "$STEP_PROCESS" 2> /dev/null
    printf 'not tried\tit was interrupted\n' > "$SCRATCH/verdicts/$STEP_NAME"
  fi
  clean_up
  write_report "interrupted"
}

# tell: the report, and how it ended.
tell() {
  local outcome=proved
  ! grep -q '^not tried' "$SCRATCH"/verdicts/* || outcome="not tried"
  ! grep -q '^refuted' "$SCRATCH"/verdicts/* || outcome=refuted
  ! rehearsing || return 0
  write_report "$outcome"
  result "$(verdicts_json | jq -c --arg environment "$ENVIRONMENT" --arg outcome "$outcome" --arg report "$(report_file)" \
    '{$environment, $outcome, $report, steps: ., left: $ARGS.positional}' --args -- ${LEFT[@]+"${LEFT[@]}"})" "$(report_file)"
  say_left
  [ "${#LEFT[@]}" -eq 0 ] && [ "$outcome" != refuted ] && grep -q '^proved' "$SCRATCH/verdicts/${STEPS[0]}" || exit 1
}

say_left() {
  if [ "${#LEFT[@]}" -eq 0 ]; then
    done_with "Nothing of the proof is left."
  else
    say "sluice: something of the proof is left: $(printf '%s; ' "${LEFT[@]}")"
    say "What to do: deploy/sluice prove $ENVIRONMENT --clean-up"
  fi
}

verdicts_json() {
  local step verdict found
  local -a rows=()
  for step in "${STEPS[@]}"; do
    verdict="not tried" found="it was interrupted before"
    [ ! -f "$SCRATCH/verdicts/$step" ] || IFS=$'\t' read -r verdict found < "$SCRATCH/verdicts/$step"
    rows+=("$step" "${RULE[$step]}" "$verdict" "$found")
  done
  jq -cn '$ARGS.positional as $all
    | [range(0; $all | length; 4) | {step: $all[.], rule: $all[. + 1], verdict: $all[. + 2], found: $all[. + 3]}]' --args -- "${rows[@]}"
}

report_file() { printf '%s\n' "${OPTION[report]:-$ROOT/target/sluice-proof-$ENVIRONMENT.md}"; }

# write_report OUTCOME: without what tells the account or its network.
write_report() {
  local file step
  file=$(report_file)
  mkdir -p "$(dirname "$file")"
  {
    printf '# A proof of Sluice on AWS: %s\n\n' "$1"
    # shellcheck disable=SC2016 # the quotes are Markdown's
    printf 'Environment `%s` in %s, commit %s, version %s, policy %s, %s and %s; begun %s, %d minutes.\n\n' "$ENVIRONMENT" "$AWS_REGION" "$HEAD_COMMIT" \
      "$(noted version)" "$(setting SCALING_POLICY)" "$(setting PRODUCER_INSTANCE_TYPE)" "$(setting WORKER_INSTANCE_TYPE)" \
      "$(jq -rn --argjson began "$(noted began)" '$began | todate')" "$((SECONDS / 60))"
    verdicts_json | jq -r '"| step | rule | verdict | found |", "|---|---|---|---|", (.[] | "| `\(.step)` | \(.rule) | \(.verdict) | \(.found) |")'
    printf '\n| measured | |\n|---|---|\n'
    jq -rR 'split("\t") | "| \(.[0]) | \(.[1]) |"' "$SCRATCH/measures"
    printf '\nLeft behind: %s\n' "$([ "${#LEFT[@]}" -eq 0 ] && echo nothing || printf '%s; ' "${LEFT[@]}")"
    for step in "${STEPS[@]}"; do
      if ! grep -qs '^proved' "$SCRATCH/verdicts/$step" && [ -s "$SCRATCH/logs/$step" ]; then
        printf '\n## The end of the log of %s\n\n' "$step"
        tail -n 20 "$SCRATCH/logs/$step" | sed 's/^/    /'
      fi
    done
  } | sed -E 's/[0-9]{12}/ACCOUNT/g; s/\b(vpc|subnet|sg|i|eipalloc)-[0-9a-f]{8,}/\1-.../g' > "$file"
  say "The report is $file"
}
