# Sourced by the scripts that run a program as people do: `. cli.sh "$@"`. Leaves the program's path in `program`, the
# script's folder in `here`, works in a folder of its own that goes away, and counts in `passed` and `failed`.
# shellcheck shell=bash
set -euo pipefail

if (($# != 1)); then
    echo "usage: ${0##*/} PROGRAM" >&2
    exit 2
fi
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
# shellcheck disable=SC2034 # used by the scripts that source this
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

passed=0
failed=0
pass() { passed=$((passed + 1)); }
fail() { # fail NAME WHAT: shows the last run, too
    failed=$((failed + 1))
    echo "FAIL $1: $2"
    tail -n 3 out err | cut -c 1-300 | awk '{ print "    " $0 }'
}

# run ARGUMENT...: leaves what was printed in out and err, the exit status in `status`.
run() {
    status=0
    timeout 300 "$program" "$@" >out 2>err </dev/null || status=$?
}

# ends NAME STATUS ARGUMENT...
ends() {
    local name=$1 wanted=$2
    run "${@:3}"
    if ((status == wanted)); then pass; else fail "$name" "status $status, not $wanted"; fi
}
accepted() { ends "$1" 0 "${@:2}"; }

# refused NAME REGEX ARGUMENT...: ends with status 2 and one message, prints no result, leaves files alone.
refused() {
    local name=$1 regex=$2
    echo old >kept.json
    run "${@:3}"
    if ((status != 2)); then
        fail "$name" "status $status, not 2"
    elif ! grep -Eq -- "$regex" err; then
        fail "$name" "no message like $regex"
    elif (($(wc -c <err) > 2000)); then
        fail "$name" 'the message is too long to read'
    elif [[ -s out ]]; then
        fail "$name" 'results were printed all the same'
    elif [[ $(<kept.json) != old ]] || compgen -G '*.part' >/dev/null; then
        fail "$name" 'a file was touched'
    else
        pass
    fi
}

# holds NAME REGEX FILE
holds() {
    if grep -Eq -- "$2" "$3"; then pass; else fail "$1" "no $2 in $3"; fi
}
lacks() {
    if grep -Eq -- "$2" "$3"; then fail "$1" "$2 in $3"; else pass; fi
}

# same NAME FILE FILE
same() {
    if cmp -s "$2" "$3"; then pass; else fail "$1" "$2 and $3 differ"; fi
}

# ends_here: the last line, and the script's status.
ends_here() {
    echo "$passed passed, $failed failed"
    ((failed == 0))
}
