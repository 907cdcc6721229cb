#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# install.sh BUILD - what "cmake --install" puts under /usr works there, and is all that the units of
# systemd name.
set -eu
build=$1
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
failed=0
wrong() {
    echo "install: $1" >&2
    failed=1
}

DESTDIR=$there cmake --install "$build" --prefix /usr >/dev/null
"$there/usr/bin/naast" check || wrong "the installed tool finds mistakes in the sample, or no sample"
"$there/usr/bin/naast" show home --png "$there/home.png" || wrong "the installed tool draws nothing"
[ -s "$there/home.png" ] || wrong "the drawing is empty"

for unit in "$there"/usr/lib/systemd/system/*; do
    # Programs, and folders that the programs are given; /etc/naast is the operator's.
    for path in $(sed -n 's/^ExecStart=//p' "$unit" | tr ' ' '\n' | grep '^/usr/'); do
        [ -e "$there$path" ] || wrong "$(basename "$unit") names $path, which is not installed"
    done
    # Users and groups that systemd-sysusers makes; audio is Debian's.
    for name in $(sed -n 's/^\(User\|Group\|SocketUser\|SocketGroup\|SupplementaryGroups\)=//p' "$unit"); do
        [ "$name" = audio ] || grep -q "^[ug] $name " "$there/usr/lib/sysusers.d/naast.conf" ||
            wrong "$(basename "$unit") names $name, which nobody makes"
    done
done
exit "$failed"
