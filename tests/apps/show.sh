#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# `naast show` needs no display, draws what it is asked for, and says what it does not understand.
set -eu
build=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset DISPLAY WAYLAND_DISPLAY
failed=0

wrong() {
    echo "$1"
    if [ -s "$work/said" ]; then sed 's/^/    /' "$work/said"; fi
    failed=1
}

show() { "$build/naast" show --config "$source/config" --assets "$build/assets" "$@" >"$work/said" 2>&1; }

# Width and height stand at a fixed place in every PNG.
side() { od -An -tu1 -j "$2" -N 4 "$1" | awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }'; }

must_draw() {
    width=$1 height=$2
    shift 2
    rm -f "$work/p.png"
    if ! show "$@" --size "${width}x$height" --png "$work/p.png"; then wrong "show $*: fails"; return; fi
    if [ -s "$work/said" ]; then wrong "show $*: something is missing"; fi
    if [ "$(side "$work/p.png" 16)x$(side "$work/p.png" 20)" != "${width}x$height" ]; then
        wrong "show $*: not ${width}x$height"
    fi
}

must_refuse() {
    status=0
    show "$@" || status=$?
    if [ $status != 2 ] || [ ! -s "$work/said" ]; then wrong "show $*: exit status $status, not 2 with a reason"; fi
}

must_draw 1920 1080 home
must_draw 1080 1920 home --theme high-dark --text 3 --pictograms
must_draw 1280 720 phone --panel-mm 344 --reach
must_draw 1920 1080 explain --page 2 --text 2 --theme low
must_draw 1920 1080 home --lang ar --second-lang nl
must_draw 1920 1080 topics --second-lang nl --lang nl

(cd "$work" && show rest) || wrong "show rest: fails"
if [ ! -s "$work/rest.png" ]; then wrong "show rest: no rest.png beside us"; fi
show sent --tree "$work/t.json" || wrong "show sent --tree: fails"
if ! grep -q '"screen":"sent"' "$work/t.json"; then wrong "show sent --tree: another tree"; fi
if [ -e sent.png ]; then wrong "show sent --tree: a picture nobody asked for"; fi

if show home --png "$work/nowhere/x.png" || ! grep -q "cannot write $work/nowhere/x.png" "$work/said"; then
    wrong "show --png into no folder: does not say so"
fi
if show home --tree "$work/nowhere/x.json" || ! grep -q "cannot write $work/nowhere/x.json" "$work/said"; then
    wrong "show --tree into no folder: does not say so"
fi

must_refuse
must_refuse no-such-screen
must_refuse home rest
must_refuse home --theme pink
must_refuse home --lang xx
must_refuse home --second-lang xx
must_refuse home --size 1920
must_refuse home --size 0x0
must_refuse home --panel-mm wide
must_refuse home --text 5
must_refuse home --page 0
must_refuse home --page 99
exit $failed
