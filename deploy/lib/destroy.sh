# shellcheck shell=bash
# destroy: the end of an environment.

export OPTIONS_destroy="yes force"

help_destroy() {
  cat << 'END'
deploy/sluice destroy ENV [--yes] [--force]

Deletes the stack of ENV, with its queues and all that is in them, after asking for its name. While a queue holds messages it
refuses. Workers are ended first, in good order but whatever they do: they would hold up the end of their groups for as long as
they are busy. What all environments share stays, and so do the images and the application versions; see `deploy/sluice prune`.

  --yes     does not ask
  --force   although queues hold messages: they are lost
END
}

command_destroy() {
  words 1 1 "$@"
  load_environment "$1"
  local stack full
  stack=$(stack_name)
  if [ -z "$(stack_status "$stack")" ] && ! rehearsing; then
    say "There is no stack $stack: nothing to destroy."
    forget
    report_destroyed
    return
  fi
  lock "destroy"
  full=$(queues | jq -r '.[] | select(.waiting + .inWork + .delayed > 0)
    | "\(.name): \(.waiting) waiting, \(.inWork) in work, \(.delayed) delayed"')
  if [ -n "$full" ]; then
    say "$full"
    [ -n "${OPTION[force]-}" ] || refuse "queues of $ENVIRONMENT hold messages" \
      "Let the workers do them, look into the dead letters, or use --force: then they are lost."
  fi
  confirm "This deletes $ENVIRONMENT."
  delete_stack "$stack"
  forget
  report_destroyed
}

report_destroyed() {
  result "$(jq -n --arg environment "$ENVIRONMENT" '{$environment, outcome: "destroyed"}')" "$ENVIRONMENT is destroyed"
}

# confirm WHAT: by the name, since a "y" is typed too easily.
confirm() {
  local answer=
  if [ -n "${OPTION[yes]-}" ] || rehearsing; then return; fi
  [ -t 0 ] || refuse "nobody is there to ask" "Use --yes."
  printf '%s Type its name to go on: ' "$1" >&2
  read -r answer || true
  [ "$answer" = "$ENVIRONMENT" ] || refuse "that is not $ENVIRONMENT: nothing is done"
}

# forget: what the script remembers of it.
forget() {
  aws_try ssm delete-parameter --name "$(history_name)" > /dev/null || [ "$(aws_error)" = ParameterNotFound ] || aws_failed
}
