# shellcheck shell=bash disable=SC2154 # ./dev sets some variables.
# Which files have changed, as far as dev mode itself does not notice: poms, settings, and all of them while a service is down.
# Sourced by ./dev.

# Sets `modules` to the folders of those that the services may be made of, and `poms` and `sources` to what is in them; the
# other modules only test, ship or measure.
find_modules() {
  local line
  modules=()
  poms=(pom.xml)
  sources=(.mvn)
  while IFS= read -r line; do
    case $line in
      *'<module>'*'</module>'*) ;;
      *) continue ;;
    esac
    line=${line#*'<module>'}
    line=${line%%'</module>'*}
    case $line in
      tests/* | tools/* | deploy | deploy/* | starter/tooling | starter/archetype) ;;
      *)
        modules+=("$line")
        poms+=("$line/pom.xml")
        sources+=("$line/src/main")
        ;;
    esac
  done < pom.xml
}

# Prints which of the files and folders that follow are newer than file $1, and what in them is.
newer_than() {
  local stamp=$1
  shift
  find "$@" -newer "$stamp" 2> /dev/null
}

# Whether all was compiled by an earlier ./dev and is as it was then.
is_compiled() {
  local module
  [ -e "$WORK/compiled" ] || return 1
  for module in "${modules[@]}"; do
    [ ! -d "$module/src/main/java" ] || [ -d "$module/target/classes" ] || return 1
  done
  libraries_are_there && ! sources_newer_than "$WORK/compiled"
}

# Whether the libraries that the queue was compiled with are still where they were.
libraries_are_there() {
  local class_path library=
  [ -e "$AWS_CLASS_PATH" ] || return 1
  IFS= read -r class_path < "$AWS_CLASS_PATH" || [ "$class_path" ] || return 1
  IFS=:
  for library in $class_path; do
    [ -e "$library" ] || break
  done
  unset IFS
  [ -e "$library" ]
}

# Whether any pom or source is newer than file $1, or one was deleted since.
sources_newer_than() {
  newer_than "$1" "${poms[@]}" "${sources[@]}" | IFS= read -r _
}

# Prints the poms and settings that have changed since it was asked before.
list_changes() {
  : > "$WORK/looking"
  local changes
  changes=$(newer_than "$WORK/looked" "${poms[@]}" "$started_in"/config/application* "$started_in/.env")
  [ "$changes" ] || return 0
  mv "$WORK/looking" "$WORK/looked"
  printf '%s\n' "$changes"
}
