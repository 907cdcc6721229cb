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
    must_end 2 naast $command --no-such-option
done
must_end 2 naast
must_end 2 naast no-such-command
exit $failed
