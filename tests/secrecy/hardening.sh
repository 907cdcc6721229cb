#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# hardening.sh BUILD - the compiler's and linker's guards are in every program that is shipped.
set -u
build=$1
failed=0

wants() { # PROGRAM WHAT PATTERN: among what readelf shows
    if ! echo "$shown" | grep -Eq "$3"; then
        echo "$1: no $2" >&2
        failed=1
    fi
}

for name in naast-kiosk naast-courier naast-intake naast; do
    shown=$(readelf -hldnW --dyn-syms "$build/$name")
    wants "$name" "random address (PIE)" 'Type: +DYN'
    wants "$name" "PIE flag" 'Flags:.* PIE'
    wants "$name" "read-only tables (RELRO)" 'GNU_RELRO'
    wants "$name" "binding at start" 'BIND_NOW|Flags: NOW'
    wants "$name" "stack that holds no code" 'GNU_STACK .* RW +0x'
    wants "$name" "stack protector" '__stack_chk_fail'
    wants "$name" "checked calls (FORTIFY)" '__(snprintf|memcpy|read|vsnprintf)_chk'
    if echo "$shown" | grep -Eq 'LOAD .* RWE '; then
        echo "$name: memory that is written and run" >&2
        failed=1
    fi
    if echo "$shown" | grep -Eq 'RPATH|RUNPATH|TEXTREL'; then
        echo "$name: a library path of its own, or code that is changed at start" >&2
        failed=1
    fi
done

# Debian 12's own start files lack the mark, so the linker leaves it out of the program; the
# code has the landing pads all the same.
if [ "$(uname -m)" = x86_64 ]; then
    for library in "$build"/kiosk/*/libnaast_*.a; do
        objects=$(ar t "$library" | wc -l)
        marked=$(readelf -nW "$library" | grep -c 'x86 feature: IBT, SHSTK')
        if [ "$objects" != "$marked" ]; then
            echo "$library: $marked of $objects files have landing pads (CET)" >&2
            failed=1
        fi
    done
fi
# What leaves no mark in a program: every file of it is compiled with it. Source: reliability.md D8.
commands=$(grep '"command".* -o kiosk/' "$build/compile_commands.json")
[ -n "$commands" ] || { echo "no list of how files are compiled" >&2; failed=1; }
for flag in -Wall -Wextra -Werror -Wformat=2 -Wconversion -Wimplicit-fallthrough -Wtrampolines \
    -Wbidi-chars=any -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
    -fcf-protection=full -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr \
    -fno-strict-overflow -fno-strict-aliasing -fno-delete-null-pointer-checks; do
    without=$(echo "$commands" | grep -vc -e " $flag ")
    if [ "$without" != 0 ]; then
        echo "$without files are compiled without $flag" >&2
        failed=1
    fi
done
# D8 says -O2; CMake's Release says -O3, which is that and more. Less than it, and FORTIFY finds little.
without=$(echo "$commands" | grep -vc -e ' -O[23] ')
if [ "$without" != 0 ]; then
    echo "$without files are compiled with less than -O2" >&2
    failed=1
fi
exit $failed
