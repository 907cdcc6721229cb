#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh - the fault matrix alone:  sh tests/faults/run.sh [--long]
#
# The short set is what the whole test run takes along (ctest -L faults). The long set takes
# every place where the short one takes a sample: 10,000 kills for 500, every system call for
# the ones that matter most. It needs about an hour and an otherwise idle machine.
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
failed=
for part in tests/faults/*.test.mjs; do
    echo "== $part"
    node --test --test-reporter=spec "$part" || failed="$failed $part"
done
if [ -n "$failed" ]; then
    echo "faults: FAILED:$failed" >&2
    exit 1
fi
