#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The program with the screen has no network library and the one with the network has no screen (DESIGN 1), so
# that a hole in one gives no way to the other's secrets. ldd also sees what comes in through another library.
set -eu
build=$1
failed=0

must_not_link() {
    program=$1 library=$2
    links=$(ldd "$build/$program")
    case $links in
    *libc.so.*) ;;
    *) echo "$program: ldd lists no C library, so it tells us nothing"; failed=1 ;;
    esac
    case $links in
    *"$library"*) echo "$program links $library, which it must not"; failed=1 ;;
    *) echo "$program: no $library" ;;
    esac
}

must_not_link naast-kiosk libcurl
must_not_link naast-kiosk libmicrohttpd
must_not_link naast-courier libSDL2
must_not_link naast-courier libX11
must_not_link naast-intake libSDL2
exit $failed
