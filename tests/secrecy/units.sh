#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# units.sh FOLDER - systemd's own judgement of the units: exposure in tenths, 0 is none.
# Source of the limits: reference/reliability.md 5.
set -u
units=$1
command -v systemd-analyze >/dev/null || exit 77
failed=0

judge() { # UNIT MOST
    if ! said=$(systemd-analyze security --offline=true --no-pager --threshold="$2" \
        "$units/$1" 2>&1); then
        echo "$said" | grep -E '✗|Overall|Failed' >&2
        failed=1
    fi
    if echo "$said" | grep -E "Failed to parse|Unknown (key|section|lvalue)" >&2; then failed=1; fi
    echo "$said" | grep -E 'Overall'
}

judge naast-kiosk.service 10
judge naast-courier.service 15
judge naast-courier-key.service 20
sh -n "$units/courier-key.sh" || failed=1
exit $failed
