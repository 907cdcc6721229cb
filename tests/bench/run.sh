#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh - the table "Speed" of the README: sh tests/bench/run.sh
#
# Measures Chromium in kiosk mode on a page with the same screens, a bare SDL2 window, and
# Naast, one after the other on one virtual screen of 1920x1080. Takes ten minutes; do nothing
# else on the machine meanwhile. Needs root (memory of all processes of a browser) and installs
# Chromium when it is missing. Exit status 1: a target is not met.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
screen=
trap 'if [ -n "$screen" ]; then kill "$screen"; fi; rm -rf "$work"' EXIT

sh kiosk/setup.sh
missing=
for package in chromium libxtst-dev libxdamage-dev libxext-dev; do
    dpkg-query -W -f='${db:Status-Status}' $package 2>/dev/null | grep -qx installed ||
        missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "Installing with apt:$missing" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if ! { apt-get -q -y update &&
        apt-get -q -y install --no-install-recommends $missing; } >"$work/apt.log" 2>&1; then
        tail -n 15 "$work/apt.log" >&2
        exit 1
    fi
fi

cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release >/dev/null
ninja -C build -j2 --quiet all bench_submit
cc -O2 -Wall -Wextra -Werror -o "$work/probe" tests/bench/probe.c -lX11 -lXext -lXtst -lXdamage
# shellcheck disable=SC2046
cc -O2 -Wall -Wextra -Werror -o "$work/bare" tests/bench/bare.c \
    $(pkg-config --cflags --libs sdl2 SDL2_ttf)

# -displayfd: the server picks a free number and tells it when it is ready, so nothing is
# guessed or waited for.
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
screen=$!
read -r number <"$work/display"
export DISPLAY=":$number"
node tests/bench/bench.mjs "$work" "$PWD/build"
