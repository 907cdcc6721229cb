#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# courier-key.sh - the courier's key, encrypted so that only this machine opens it.
#
#   courier-key.sh FOLDER
#
# Makes FOLDER/courier.cred when it is not there, and FOLDER/at-rest, which says what protects
# it: "tpm2" or "host-only". A credential that can no longer be opened (another main board, TPM
# cleared, boot chain changed) is set aside, never removed: requests that wait under it are held
# for the operator, and new ones are accepted under a new key.
#
# Each file is whole on the disk before it gets its name. The courier begins at once, and a
# request it confirms must not outlive its key when the power goes.
set -eu

folder=$1
credential=$folder/courier.cred
name=courier.key

if systemd-creds has-tpm2 >/dev/null 2>&1; then
    with="host+tpm2" pcrs="--tpm2-pcrs=7" rest=tpm2
else
    with=host pcrs= rest=host-only
fi

# The file FILE.new becomes FILE.
give_name() {
    sync "$1.new"
    mv "$1.new" "$1"
    sync "$folder"
}

say_at_rest() {
    printf '%s\n' "$1" >"$folder/at-rest.new"
    give_name "$folder/at-rest"
}

if [ -e "$credential" ]; then
    if systemd-creds --name="$name" decrypt "$credential" - >/dev/null 2>&1; then
        # Nobody wrote down what protects it: the least of the two.
        if ! [ -s "$folder/at-rest" ]; then say_at_rest host-only; fi
        exit 0
    fi
    echo "<3>courier-key: this machine cannot open the courier's key any more; old requests" \
        "are held, a new key is made" >&2
    mv "$credential" "$credential.lost-$(date -u +%Y%m%dT%H%M%SZ)"
fi

# In memory only: the key must not touch the disk in plain.
work=$(mktemp -d "${RUNTIME_DIRECTORY:-/run}/key-XXXXXX")
trap 'rm -rf "$work"' EXIT
naast keys new "$work/new" >/dev/null
rm -f "$credential.new"
# shellcheck disable=SC2086
systemd-creds --with-key="$with" $pcrs --name="$name" encrypt "$work/new/courier.key" \
    "$credential.new"
# First: the courier cannot begin without it.
say_at_rest "$rest"
give_name "$credential"
