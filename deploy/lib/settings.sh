# shellcheck shell=bash
# An environment's file, line by line. It is read and never executed, and what could mean something else than it says is refused.

declare -A SETTING=()

# What the script itself reads.
SCRIPT_KEYS=(AWS_REGION AWS_ACCOUNT_ID ARCHITECTURE BASE_IMAGE BUILDER_IMAGE PLATFORM_BRANCH DRAIN_GRACE SCALING_POLICY SCALE_UP
  SCALE_DOWN PRODUCER_MEMORY
  PRODUCER_MEMORY_RESERVATION CONSUMER_MEMORY CONSUMER_MEMORY_RESERVATION)
SCRIPT_KEYS_THAT_MAY_BE_EMPTY=(AWS_ACCOUNT_ID BASE_IMAGE BUILDER_IMAGE)

# Each key that means something, and whether it may be empty; as far as known.
declare -A KEYS=()

# Where the line is, for what is said about it.
LINE=

# read_settings FILE: into SETTING.
read_settings() {
  local line key text position=0
  local -A lines=()
  know_keys
  while IFS= read -r line || [ -n "$line" ]; do
    position=$((position + 1))
    LINE="deploy/environments/$ENVIRONMENT.env, line $position"
    # What editors of Windows leave: a mark before the first line, and a carriage return at the end of each.
    [ "$position" -gt 1 ] || line=${line#$'\xef\xbb\xbf'}
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(#.*)?$ ]] && continue
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)[[:space:]]*=(.*)$ ]] || fail "$LINE is not KEY=value"
    key=${BASH_REMATCH[2]} text=${BASH_REMATCH[3]}
    check_no_secret "$key" "$text"
    check_known "$key"
    [ -z "${lines[$key]-}" ] || refuse "$LINE: $key is set already, in line ${lines[$key]}" "Keep one of them."
    lines[$key]=$position
    read_value "$key" "$text"
    # shellcheck disable=SC2034 # environment.sh and all commands read it
    SETTING[$key]=$VALUE
  done < "$1"
}

# read_value KEY TEXT: into VALUE what stands behind the "=", without the spaces around it, its quotes and a comment.
read_value() {
  local key=$1 text=$2 rest=
  text=${text#"${text%%[![:space:]]*}"}
  case $text in
    [\"\']*)
      # Up to the next quote of the same kind.
      VALUE=${text:1}
      [[ $VALUE == *"${text:0:1}"* ]] || refuse "$LINE: the quote of $key is not closed" "Close it in the same line."
      rest=${VALUE#*"${text:0:1}"}
      VALUE=${VALUE%%"${text:0:1}"*}
      [[ $rest =~ ^[[:space:]]*$ || $rest =~ ^[[:space:]]+# ]] \
        || refuse "$LINE: there is something behind the quoted value of $key" "Only a space and a comment may stand there."
      ;;
    '#'*) VALUE= ;;
    *)
      VALUE=${text%%[[:space:]]#*}
      VALUE=${VALUE%"${VALUE##*[![:space:]]}"}
      [[ $VALUE != *[\"\']* ]] || refuse "$LINE: there is a quote within the value of $key" "Put quotes around the whole value, or none."
      ;;
  esac
  # In the C locale a typographic quote or a space that does not break is no printable character, as it should be here.
  local LC_ALL=C
  [[ $VALUE =~ ^[[:print:]]*$ ]] || refuse "$LINE: the value of $key has a character in it that is not printable ASCII" \
    "Type the value anew; it may be a tab, a space that does not break, or a typographic quote."
  [[ $text == \'* || ! $VALUE =~ \$[A-Za-z_\{\(]|\` ]] \
    || refuse "$LINE: the value of $key looks like a shell's variable or command" \
      "Nothing is expanded or executed here: write the value itself."
  [[ ! $VALUE =~ ^\ |\ $ ]] || refuse "$LINE: the value of $key begins or ends with a space" "Take it out of the quotes."
  [[ $VALUE != *\\ ]] || refuse "$LINE: the value of $key ends with a backslash" "A value is one line."
  [ -n "$VALUE" ] || [ "${KEYS[$key]}" = yes ] || refuse "$LINE: $key is empty" "Give it a value, or delete the line if it is to have its default."
}

# check_no_secret KEY TEXT: the file is in the repository, and its values are seen in calls and templates. Says no value.
check_no_secret() {
  local key=${1^^} text=$2
  if [[ $key =~ (SECRET|PASS|PWD|PASSPHRASE|TOKEN|CREDENTIAL|APIKEY|PRIVATE|BEARER|COOKIE|WHSEC)|(^|_)(KEY|KEYS|CREDS?|AUTH|PAT|PIN|SALT|CERT|PEM|JWT)(_|$) ]]; then
    # Where a secret is, is none.
    [[ $key == *_ARN && $text =~ ^[[:space:]]*[\"\']?(arn:|[\"\']?[[:space:]]*(#|$)) ]] || no_secrets "$1"
  fi
  [[ ! $text =~ whsec_[A-Za-z0-9+/]{20}|-----BEGIN|(AKIA|ASIA)[A-Z0-9]{16}|://[^/@[:space:]]*:[^/@[:space:]]*@|eyJ[A-Za-z0-9_-]+[.]eyJ|gh[pousr]_[A-Za-z0-9]{20} ]] \
    || no_secrets "$1"
}

no_secrets() {
  refuse "$LINE: $1 has no place in the repository" "Set secrets as environment properties from Secrets Manager, see the runbook."
}

# check_known KEY
check_known() {
  local near
  [ -z "${KEYS[$1]+known}" ] || return 0
  check_replaced "$1"
  near=$(nearest "$1")
  refuse "$LINE: $1 means nothing, neither to the templates nor to the script" \
    "${near:+Did you mean $near? }deploy/environments/dev.env has all keys, with what they are for."
}

# know_keys: into KEYS those of the script, and the parameters of the templates but for the environment's name, which the file's is,
# and for what runs, which bootstrap finds out.
know_keys() {
  local key empty
  for key in "${SCRIPT_KEYS[@]}"; do KEYS[$key]=no; done
  for key in "${SCRIPT_KEYS_THAT_MAY_BE_EMPTY[@]}"; do KEYS[$key]=yes; done
  while read -r _ key empty; do
    # A key of both is the script's, too, and cannot be empty for it.
    [[ $key =~ ^(ENVIRONMENT|.*_VERSION|.*_PLATFORM)$ ]] || KEYS[$key]=${KEYS[$key]-$empty}
  done < <(template_parameters "$HERE/infrastructure/shared.yaml" "$HERE/infrastructure/environment.yaml")
}

# template_parameters FILES...: a line each: the name under Parameters, its key (InstanceType is INSTANCE_TYPE), and whether it may be
# empty, as its default or its pattern says: yes or no.
template_parameters() {
  awk '
    function key(name,   i, letter, made) {
      for (i = 1; i <= length(name); i++) {
        letter = substr(name, i, 1)
        made = made (i > 1 && letter ~ /[A-Z]/ && substr(name, i - 1, 1) ~ /[a-z0-9]/ ? "_" : "") toupper(letter)
      }
      return made
    }
    function tell() { if (name) print name, key(name), empty; name = "" }
    /^[^[:space:]#]/ { tell(); inside = ($1 == "Parameters:") }
    inside && /^  [A-Za-z0-9]+:/ { tell(); name = $1; sub(":.*", "", name); empty = "no" }
    inside && (/Default: *(\047\047|"")/ || /AllowedPattern: .*\)\?\047/) { empty = "yes" }
    END { tell() }' "$@"
}

# nearest KEY: the known key that is most like it, by the letters to change, insert or delete; nothing if none is near.
nearest() {
  awk -v wrong="${1^^}" '
    function least(a, b, c) { return a < b ? (a < c ? a : c) : (b < c ? b : c) }
    function distance(a, b,   i, j, row, above, next_above) {
      for (j = 0; j <= length(b); j++) row[j] = j
      for (i = 1; i <= length(a); i++) {
        above = row[0]; row[0] = i
        for (j = 1; j <= length(b); j++) {
          next_above = row[j]
          row[j] = least(row[j] + 1, row[j - 1] + 1, above + (substr(a, i, 1) != substr(b, j, 1)))
          above = next_above
        }
      }
      return row[length(b)]
    }
    BEGIN { best = 1 + (length(wrong) < 9 ? 2 : 3) }
    { d = distance(wrong, $0); if (d < best) { best = d; near = $0 } }
    END { print near }' < <(printf '%s\n' "${!KEYS[@]}" | LC_ALL=C sort)
}
