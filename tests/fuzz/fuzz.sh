#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# fuzz.sh PROGRAM CORPUS WORK LONGEST - one harness, from the kept corpus, for FUZZ_CPU_S seconds of
# processor time (60). What is new goes into WORK/corpus, what breaks into WORK/. Fails when
# something breaks, and when it ran too little to say anything.
set -eu
program=$1 corpus=$2 work=$3 longest=$4
: "${FUZZ_CPU_S:=60}" "${FUZZ_WALL_S:=600}"
# libFuzzer ends without a word to the harness, so its files are taken away here.
FUZZ_SCRATCH=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)" naast-fuzz-XXXXXX)
trap 'rm -rf --one-file-system "$FUZZ_SCRATCH"' EXIT
trap 'exit 1' INT TERM
export FUZZ_CPU_S FUZZ_SCRATCH
mkdir -p "$work/corpus"
status=0
"$program" -max_len="$longest" -timeout=20 -rss_limit_mb=1024 -max_total_time="$FUZZ_WALL_S" \
    -print_final_stats=1 -artifact_prefix="$work/" "$work/corpus" "$corpus" \
    >"$work/log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
    tail -n 60 "$work/log"
    exit 1
fi
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
reached=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$work/log" | tail -n 1)
echo "$(basename "$program"): $runs inputs, $reached edges, nothing broke"
[ "${runs:-0}" -ge 10000 ] || { echo "that is too few inputs to say anything"; exit 1; }
