#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh - every test: sh tests/run.sh
#
# Builds three times: build/ as it is shipped, build/checked with address and undefined-behaviour
# sanitizers and line counts, build/fuzz with clang for the fuzzers, which run beside all others
# and get the processor time that those leave. Runs units, floors and journeys in the first two,
# and end to end (real window, real TLS) in the shipped build, whose timing is the real one. Ends
# with the closing lines of ctest and 0 only when all of it passed.
set -eu
cd "$(dirname "$0")/.."
log=$(mktemp)
fuzzers=
trap 'rm -f "$log"; if [ -n "$fuzzers" ]; then kill -TERM -- "-$fuzzers" 2>/dev/null || :; fi' EXIT

# build FOLDER options...
build() {
    folder=$1
    shift
    if ! cmake -G Ninja -S . -B "$folder" "$@" >"$log" 2>&1 ||
        ! ninja -C "$folder" -j2 --quiet >>"$log" 2>&1; then
        cat "$log" >&2
        echo "tests: $folder does not build" >&2
        exit 1
    fi
}

sh kiosk/setup.sh
build build -DCMAKE_BUILD_TYPE=Release
build build/checked -DCMAKE_BUILD_TYPE=Debug -DNAAST_SANITIZE=ON -DNAAST_COVERAGE=ON

# The fuzzers take 60 s of processor time each, from what the waiting of all other tests leaves:
# a scheduling class of their own, and the lowest weight of their session.
build build/fuzz -DCMAKE_BUILD_TYPE=Debug -DNAAST_FUZZ=ON -DCMAKE_C_COMPILER=clang
setsid sh -c '
    if [ -w /proc/$$/autogroup ]; then echo 19 >/proc/$$/autogroup; fi
    exec chrt --idle 0 ctest --test-dir build/fuzz -j4 -L fuzz --output-on-failure --no-tests=error
' >build/fuzz/log 2>&1 &
fuzzers=$!
# All that tests print, for the conformance report.
keep="--test-output-size-passed 4194304 --test-output-size-failed 4194304 --output-junit"

echo "== read without running"
failed=
sh tests/analysis/run.sh --quick || failed="$failed analysis"

echo "== with sanitizers"
find build/checked -name '*.gcda' -delete
ctest --test-dir build/checked $keep "$PWD/build/results-checked.xml" -j2 --output-on-failure \
    --no-tests=error -LE "e2e|matrix|bots|faults" ||
    failed="$failed with-sanitizers"

echo "== coverage of that run"
# An assert that fails ends the program: no test that passes can take that branch.
if gcovr --root . --object-directory build/checked --filter kiosk/ -j2 \
    --exclude-branches-by-pattern '\s*assert\(.*' \
    --json-summary build/coverage.json build/checked >"$log" 2>&1; then
    node tests/coverage.mjs build/coverage.json || failed="$failed coverage"
else
    cat "$log" >&2
    failed="$failed coverage"
fi

echo "== as shipped"
ctest --test-dir build $keep "$PWD/build/results-shipped.xml" -j2 --output-on-failure --no-tests=error \
    -LE bots || failed="$failed as-shipped"

echo "== bots"
# They act in real time and mostly wait, so three at once. They listen to real sound; who came too
# late because the machine was busy may try once more; ctest says so.
ctest --test-dir build $keep "$PWD/build/results-bots.xml" -j3 --output-on-failure --no-tests=error \
    --repeat until-pass:2 -L bots || failed="$failed bots"

echo "== what this proves of the standards"
node tests/conformance/report.mjs build/conformance.html build/results-*.xml ||
    failed="$failed conformance"

echo "== left out by themselves"
# Tests that found something missing here; a run that should be whole has none.
skipped=$(grep -hE '# SKIP|status="(notrun|disabled)"' build/results-*.xml | sort -u)
echo "${skipped:-none}"

echo "== fuzzers"
wait "$fuzzers" || failed="$failed fuzzers"
cat build/fuzz/log

if [ -n "$failed" ]; then
    echo "tests: FAILED:$failed" >&2
    exit 1
fi
