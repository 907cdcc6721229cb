#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# demo.sh - see Naast at work.
#
#   sh kiosk/demo.sh [--size WxH] [--headless] [--config DIR] [--pictures DIR]
#
# Installs what is missing, builds, and runs `naast demo`. With a display (X11 or Wayland) the
# kiosk opens; without one a whole visit runs on a virtual screen and the delivered request is
# printed.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
sh "$root/kiosk/setup.sh"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! cmake -G Ninja -S "$root" -B "$root/build" >"$log" 2>&1 ||
    ! ninja -C "$root/build" >>"$log" 2>&1; then
    cat "$log" >&2
    echo "demo: Naast does not build" >&2
    exit 1
fi
rm -f "$log"
trap - EXIT

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then set -- --headless "$@"; fi
exec "$root/build/naast" demo "$@"
