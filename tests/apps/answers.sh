#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Every program tells how it is used and which version it is, and exits 2 when it is used wrongly (DESIGN 7).
set -eu
build=$1
failed=0
said=$(mktemp)
trap 'rm -f "$said"' EXIT

must_end() {
    wanted=$1 program=$2
    shift 2
    status=0
    "$build/$program" "$@" >"$said" 2>&1 </dev/null || status=$?
    if [ "$status" != "$wanted" ]; then
        echo "$program $*: exit status $status, not $wanted"
        sed 's/^/    /' "$said"
        failed=1
    elif ! [ -s "$said" ]; then
        echo "$program $*: says nothing"
        failed=1
    fi
}

for each in naast naast-kiosk naast-courier naast-intake; do
    must_end 0 $each --help
    must_end 0 $each --version
    must_end 2 $each --no-such-option
done
for command in demo check screens show spool keys schema; do
    must_end 0 naast $command --help
    must_end 0 naast $command --version
    must_end 2 naast $command --no-such-option
done

# Who saves an export on a full disk must not hear that all is well.
must_hear_full() {
    status=0
    "$build/naast" "$@" >/dev/full 2>"$said" </dev/null || status=$?
    if [ "$status" != 1 ] || ! grep -q 'not all of the output' "$said"; then
        echo "naast $*, on a full disk: exit status $status, not 1 with the reason"
        sed 's/^/    /' "$said"
        failed=1
    fi
}
spool=$(mktemp -d)
trap 'rm -rf "$said" "$spool"' EXIT
mkdir "$spool/queue" "$spool/flight" "$spool/hold" "$spool/done"
head -c 34000 /dev/zero >"$spool/queue/0f8fad5b-d9cb-469f-a165-70867728950e"
must_hear_full screens
must_hear_full schema kiosk
must_hear_full spool list --data "$spool"
must_hear_full spool show 0F8FAD5B-D9CB-469F-A165-70867728950E --data "$spool"
must_hear_full check --json
must_hear_full keys new "$spool/keys"
must_end 0 naast spool list --data "$spool"
must_end 1 naast spool show 0f8fad5b-d9cb-469f-a165-70867728950f --data "$spool"
if ! grep -q 'naast spool list' "$said"; then echo 'an unknown id: it does not say where to look'; failed=1; fi
must_end 1 naast keys new "$said"
if ! grep -q 'a file has its name' "$said"; then echo 'keys new: it does not say that a file is in the way'; failed=1; fi

must_end 2 naast
must_end 2 naast no-such-command
exit $failed
