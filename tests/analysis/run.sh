#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh - what reads the code without running it: sh tests/analysis/run.sh [--quick]
#
# cppcheck        kiosk/ and tests/    rules: cppcheck.txt, here
# clang-tidy      kiosk/               rules: .clang-tidy, at the root
# gcc -fanalyzer  kiosk/ and tests/    rules: all of gcc 12
#
# First each must find the mistakes of planted.c: a judge who is asleep finds nothing either.
# Prints FILE:LINE: RULE: WHY and ends with 0 only when nothing was found. --quick is what
# tests/run.sh asks for: kiosk/ alone, and without what follows paths through functions (gcc's
# analyzer and clang's), which takes nine minutes of processor time; the rest takes one.
set -eu
cd "$(dirname "$0")/../.."
is_quick=
case "${1-}" in
--quick) is_quick=yes ;;
"") ;;
*) echo "usage: sh tests/analysis/run.sh [--quick]" >&2; exit 2 ;;
esac
sh kiosk/setup.sh
root=$PWD
folder=$root/build/analysis
cppcheck_rules=warning,style,performance,portability
tidy_rules=
if [ "$is_quick" ]; then tidy_rules=-clang-analyzer-*; fi

# Only configured, never built: it says how each file is compiled.
mkdir -p "$folder"
if ! cmake -G Ninja -S . -B "$folder" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang \
    -DNAAST_SANITIZE=ON >"$folder/log" 2>&1; then
    cat "$folder/log" >&2
    exit 1
fi

# commands FOLDER: a line per file of ours in it, "FILE<tab>command that compiles it".
commands() {
    node -e '
        const [database, root, folder] = process.argv.slice(1);
        for (const { file, command } of JSON.parse(require("fs").readFileSync(database)))
            if (file.startsWith(root + folder)) console.log(file + "\t" + command);
    ' "$folder/compile_commands.json" "$root/" "$1"
}

# What clang and gcc say, as FILE:LINE: RULE: WHY. A header is read with many files: said once.
in_one_form() {
    where='^\([^ :]*:[0-9]*\):[0-9]*: \(warning\|error\|fatal error\): '
    sed "s|^$root/||" | sed -n "s/$where\(.*\) \[\([^][]*\)\]\$/\1: \4: \3/p; t
        s/$where/\1: unnamed: /p" | sort -u
}

# run_cppcheck OPTIONS FILES...
run_cppcheck() {
    cppcheck --quiet --std=c11 --library=posix --inline-suppr -D_GNU_SOURCE -DNAAST_VERSION='""' \
        -DSOURCE_DIR='""' -DBUILD_DIR='""' -Ikiosk -Itests \
        --template='{file}:{line}: {id}: {message}' "$@" 2>&1 || :
}

# run_clang_tidy CHECKS: on stdin the files
run_clang_tidy() {
    # One file a process: with several, clang 14 takes every va_list after the first for unset.
    xargs -P2 -n1 clang-tidy --quiet -p "$folder" --checks="$1" 2>"$folder/log" | in_one_form
}

# run_gcc OPTIONS: on stdin the commands
run_gcc() {
    sed "s/^[^ ]*/gcc/; s/ -o [^ ]* -c / -S -o \/dev\/null -fno-sanitize=all -Wno-error -O2 -fanalyzer ${1-} /" |
        xargs -d '\n' -P2 -I{} sh -c '{}' 2>&1 | in_one_form
}

# expect RULE...: on stdin what was found in planted.c
expect() {
    found=$(cat)
    for rule in "$@"; do
        case "$found" in
        *": $rule: "*) ;;
        *)
            echo "tests/analysis/planted.c:1: $rule: planted, and not found" >&2
            exit 1
            ;;
        esac
    done
}

# judge NAME: on stdin what was found; says how long that took
judge() {
    found=$(cat)
    count=0
    if [ -n "$found" ]; then
        printf '%s\n' "$found"
        count=$(printf '%s\n' "$found" | wc -l)
        failed="$failed $1"
    fi
    now=$(date +%s)
    echo "$1: $count findings in $((now - began)) s"
    began=$now
}

planted=$root/tests/analysis/planted.c
compile_planted="gcc -std=c11 -o $folder/planted.o -c $planted"
began=$(date +%s)
failed=

run_cppcheck --enable=warning "$planted" | expect memleak doubleFree nullPointer
if [ "$is_quick" ]; then
    run_cppcheck -j2 --enable=$cppcheck_rules --suppressions-list=tests/analysis/cppcheck.txt \
        kiosk >"$folder/found"
else
    # Only one process sees all files, and with them which functions nobody calls.
    run_cppcheck --enable=$cppcheck_rules,unusedFunction \
        --suppressions-list=tests/analysis/cppcheck.txt kiosk tests >"$folder/found"
fi
judge cppcheck <"$folder/found"

echo "$planted" | run_clang_tidy "$tidy_rules" |
    expect bugprone-suspicious-string-compare misc-redundant-expression
if [ -z "$is_quick" ]; then
    echo "$planted" | run_clang_tidy "" | expect clang-analyzer-unix.Malloc clang-analyzer-core.NullDereference
fi
commands kiosk/ | cut -f1 | run_clang_tidy "$tidy_rules" >"$folder/found"
judge clang-tidy <"$folder/found"

if [ -z "$is_quick" ]; then
    echo "$compile_planted" | run_gcc |
        expect -Wanalyzer-malloc-leak -Wanalyzer-use-after-free -Wanalyzer-null-dereference
    commands kiosk/ | cut -f2 | run_gcc >"$folder/found"
    # A test that meets NULL is red already; the analyzer does not know that cmocka ends it.
    commands tests/ | cut -f2 |
        run_gcc "-Wno-analyzer-null-dereference -Wno-analyzer-null-argument" >>"$folder/found"
    judge gcc-fanalyzer <"$folder/found"
fi

if [ -n "$failed" ]; then
    echo "analysis: FAILED:$failed" >&2
    exit 1
fi
