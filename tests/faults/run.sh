#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh - the fault matrix alone:  sh tests/faults/run.sh [--long]
#
# The short set is what the whole test run takes along (ctest -L faults). The long set takes
# every place where the short one takes a sample: 10,000 kills for 500, every system call for
# the ones that matter most. It needs about an hour and an otherwise idle machine: what stands at
# the window (window, soak) mostly waits, and runs beside the rest.
set -eu
cd "$(dirname "$0")/../.."
case "${1-}" in
--long) export NAAST_FAULTS_LONG=1 ;;
"") ;;
*) echo "use: sh tests/faults/run.sh [--long]" >&2; exit 2 ;;
esac
sh kiosk/setup.sh
cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release >/dev/null
ninja -C build -j2 --quiet
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

part() {
    echo "== $1"
    node --test --test-reporter=spec "tests/faults/$1.test.mjs" || echo "$1" >>"$logs/failed"
}

beside=
for name in window soak; do
    part "$name" >"$logs/$name" 2>&1 &
    beside="$beside $!"
done
for file in tests/faults/*.test.mjs; do
    name=$(basename "$file" .test.mjs)
    case $name in window | soak) ;; *) part "$name" ;; esac
done
for pid in $beside; do wait "$pid"; done
cat "$logs/window" "$logs/soak"
if [ -s "$logs/failed" ]; then
    echo "faults: FAILED: $(tr '\n' ' ' <"$logs/failed")" >&2
    exit 1
fi
