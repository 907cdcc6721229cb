#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# courier-key.sh - the courier's key, encrypted so that only this machine opens it.
#
#   courier-key.sh FOLDER
#
# Makes FOLDER/courier.cred when it is not there, and FOLDER/at-rest, which says what protects
# it: "tpm2" or "host-only". A credential that can no longer be opened (another main board, TPM
# cleared, boot chain changed) is set aside as courier.cred.lost-TIME, never removed: requests
# that wait under it are held for the operator, and new ones are accepted under a new key. One
# that was set aside and opens after all is put back before a new key is made.
#
# Each file is whole on the disk before it gets its name. The courier begins at once, and a
# request it confirms must not outlive its key when the power goes.
set -eu

folder=$1
credential=$folder/courier.cred
name=courier.key

say() { # PRIORITY WORD..., for the journal
    priority=$1
    shift
    echo "<$priority>courier-key: $*" >&2
}

# A TPM that is busy, or a disk that fails once, must not cost a key.
in_the_end() {
    for wait_s in 0 1 2 4; do
        sleep "$wait_s"
        if "$@"; then return 0; fi
    done
    return 1
}

opens() { systemd-creds --name="$name" decrypt "$1" - >/dev/null 2>&1; }

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

# The newest of those set aside that opens; empty: none does.
find_lost() {
    lost=
    for each in "$credential".lost-*; do
        if [ -e "$each" ] && opens "$each"; then lost=$each; fi
    done
}

# With what protects it, so that both can come back together.
set_aside() {
    time=$(date -u +%Y%m%dT%H%M%SZ)
    while [ -e "$credential.lost-$time" ]; do time=${time}x; done
    if [ -s "$folder/at-rest" ]; then cp "$folder/at-rest" "$folder/at-rest.lost-$time"; fi
    mv "$credential" "$credential.lost-$time"
    sync "$folder"
}

# What is not written down, or not whole, is the least of the two.
put_back() {
    rest=$folder/at-rest.lost-${1##*.lost-}
    if [ "$(cat "$rest" 2>/dev/null)" = tpm2 ]; then said=tpm2; else said=host-only; fi
    say_at_rest "$said"
    mv "$1" "$credential"
    sync "$folder"
    rm -f "$rest"
}

if [ -e "$credential" ]; then
    if in_the_end opens "$credential"; then
        if ! [ -s "$folder/at-rest" ]; then say_at_rest host-only; fi
        find_lost
        if [ "$lost" ]; then
            say 4 "$lost opens again, and another key is in use; requests may be held for" \
                "it: docs/operations.md, Keys"
        fi
        exit 0
    fi
    set_aside
    find_lost
    if [ "$lost" ]; then
        say 4 "the key in use does not open and is set aside; $lost opens and is back in use"
    else
        say 3 "this machine cannot open the courier's key any more; old requests are held, a" \
            "new key is made"
    fi
else
    find_lost
    if [ "$lost" ]; then say 4 "$lost, which was set aside, opens and is back in use"; fi
fi
if [ "$lost" ]; then
    put_back "$lost"
    exit 0
fi

# In memory only: the key must not touch the disk in plain.
work=$(mktemp -d "${RUNTIME_DIRECTORY:-/run}/key-XXXXXX")
trap 'rm -rf "$work"' EXIT
naast keys new "$work/new" >/dev/null

encrypt() { # WITH...
    rm -f "$credential.new"
    systemd-creds "$@" --name="$name" encrypt "$work/new/courier.key" "$credential.new"
}

rest=host-only
if systemd-creds has-tpm2 >/dev/null 2>&1; then
    # It may be there for systemd and yet not be of use, as without the libraries libtss2-...
    if in_the_end encrypt --with-key=host+tpm2 --tpm2-pcrs=7; then
        rest=tpm2
    else
        say 4 "the TPM of this machine cannot be used; a stolen disk can be read:" \
            "docs/operations.md, Keys"
    fi
fi
if [ "$rest" = host-only ]; then encrypt --with-key=host; fi
# First: the courier cannot begin without it.
say_at_rest "$rest"
give_name "$credential"
