#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# setup.sh - what building, trying and testing Naast needs, on a bare Debian 12. Says nothing
# and touches nothing when all of it is there. Works from any folder, as root or with sudo.
set -eu

# gcc to pkg-config build; lib*-dev are what CMakeLists.txt asks for; fonts-* are staged by
# assets/; openssl makes the demo's certificates; xvfb, xdotool, xinput and imagemagick are its
# screen, finger and camera; x11-xserver-utils turns that screen and iproute2 makes the cables that
# tests/faults pulls; clang and libclang-rt-14-dev make the fuzzers of tests/fuzz; clang-tidy and
# cppcheck read the code (tests/analysis); gcovr counts the lines that the tests reach; tesseract
# reads the screen for the bots; strace lets a chosen system call fail; systemd judges the units and
# encrypts the courier's key.
packages="
gcc libc6-dev cmake ninja-build pkg-config
libsodium-dev libcjson-dev libicu-dev libcurl4-openssl-dev libssl-dev libqrencode-dev
libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev
libespeak-ng-dev espeak-ng-data libvorbis-dev
libseccomp-dev libgcrypt20-dev libmicrohttpd-dev libgnutls28-dev libsystemd-dev libcmocka-dev
fonts-sil-andika fonts-noto-core libhyphen-dev hyphen-nl libhunspell-dev hunspell-nl
openssl xvfb xdotool xinput x11-xserver-utils iproute2 imagemagick
clang libclang-rt-14-dev clang-tidy cppcheck gcovr tesseract-ocr strace systemd
"

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
log=

fail() {
    echo "setup: $1" >&2
    if [ -n "$log" ] && [ -s "$log" ]; then tail -n 15 "$log" >&2; fi
    exit 1
}

missing_packages() {
    # shellcheck disable=SC2086
    dpkg-query -W -f='${Package} ${db:Status-Status}\n' $packages 2>/dev/null |
        awk -v want="$packages" '
            $2 == "installed" { there[$1] = 1 }
            END {
                n = split(want, name)
                for (i = 1; i <= n; i++) if (!(name[i] in there)) print name[i]
            }'
    # Another supplier's nodejs may bring npm along and refuses Debian's npm beside it: ask for
    # the commands.
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        -o Acquire::Retries=3 "$@" >"$log" 2>&1
}

install_packages() {
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        fail "these packages are missing and only root or sudo can install them: $1"
    fi
    echo "Installing with apt: $1" >&2
    apt update || fail "apt-get update failed:"
    # shellcheck disable=SC2086
    apt install --no-install-recommends $1 || fail "apt-get install failed:"
}

install_node_modules() {
    echo "Installing with npm: what package-lock.json names" >&2
    (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier) \
        >"$log" 2>&1 || fail "npm ci failed:"
    cp "$root/package-lock.json" "$root/node_modules/.installed-lock.json"
}

# Nothing but Debian has these names; where dpkg is absent we can only say what to look for.
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this is not Debian. Naast is built on Debian 12 with nodejs, npm and:$(
        echo "$packages" | tr '\n' ' ')"
fi
missing=$(missing_packages | tr '\n' ' ')
lock_is_installed=yes
cmp -s "$root/package-lock.json" "$root/node_modules/.installed-lock.json" ||
    lock_is_installed=no
if [ -z "$missing" ] && [ "$lock_is_installed" = yes ]; then exit 0; fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if [ -n "$missing" ]; then install_packages "$missing"; fi
if [ "$lock_is_installed" = no ]; then install_node_modules; fi
