#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# courier_key.sh BUILD SCRIPT - the courier's key of a new machine, of one that lost its power halfway, and of one whose board was
# changed: systemd's own program, in mounts of its own, so that this machine's secret stays as it is.
set -eu
build=$1 script=$2
command -v systemd-creds >/dev/null || exit 77
if [ "${3:-}" != inside ]; then
    unshare --mount --propagation private true 2>/dev/null || exit 77
    exec unshare --mount --propagation private sh "$0" "$build" "$script" inside
fi

# How an operator brings a key back: the lines of docs/operations.md themselves, without the services.
recipe=$(sed -n '/^cd \/var\/lib\/naast-key/,/^```/p' "$(dirname "$script")/../../docs/operations.md" | grep -v '^systemctl\|^```')

mount -t tmpfs tmpfs /var/lib/systemd
mount -t tmpfs -o mode=1777 tmpfs /tmp
systemd-creds setup 2>/dev/null
export PATH="$build:$PATH" RUNTIME_DIRECTORY=/tmp
folder=/tmp/key
failed=0

# What the script sees of systemd-creds: TPM=broken and TPM=works are a TPM that is said to be there, which can never be used, or
# whose part the machine's secret plays. As often as /tmp/busy says, reading or making a key fails. And nobody has to wait.
mkdir /tmp/seen
cat >/tmp/seen/systemd-creds <<'END'
#!/bin/sh
case " $* " in
*' has-tpm2 '*)
    if [ "${TPM-}" ]; then exit 0; fi ;;
*' --with-key='*|*' decrypt '*)
    if [ -s /tmp/busy ]; then sed -i 1d /tmp/busy; exit 1; fi ;;
esac
case "${TPM-} $*" in
broken*--with-key=host+tpm2*) exit 1 ;;
works*--with-key=host+tpm2*) shift 2; set -- --with-key=host "$@" ;;
esac
exec /usr/bin/systemd-creds "$@"
END
printf '#!/bin/sh\necho "$1" >>/tmp/slept\n' >/tmp/seen/sleep
chmod 755 /tmp/seen/*

fails() {
    echo "courier_key: $1" >&2
    ls -l "$folder" >&2
    failed=1
}

# Both are there, the key opens, nothing half is left and the plain key nowhere.
must_stand() {
    PATH="/tmp/seen:$PATH" sh "$script" "$folder" 2>/tmp/said || fails "$1: ended with $?: $(cat /tmp/said)"
    systemd-creds --name=courier.key decrypt "$folder/courier.cred" - 2>/dev/null |
        grep -q '^naast-secret-key-1 ' || fails "$1: the credential does not open"
    [ "$(cat "$folder/at-rest")" = "$2" ] || fails "$1: at-rest says '$(cat "$folder/at-rest")', not $2"
    if find "$folder" -name '*.new' | grep -q .; then fails "$1: half a file is left"; fi
    if grep -rl naast-secret-key /tmp | grep -q .; then fails "$1: the key lies in plain on the disk"; fi
}

key() { systemd-creds --name=courier.key decrypt "$folder/courier.cred" - 2>/dev/null; }

protection=host-only
if systemd-creds has-tpm2 >/dev/null 2>&1; then protection=tpm2; fi

mkdir -m 700 "$folder"
strace -f -qq -y -o /tmp/calls -e trace=fsync,rename,renameat,renameat2 sh "$script" "$folder" 2>/dev/null
# Each whole on the disk before its name, and at-rest before the key.
order=$(sed -n 's/.*fsync([0-9]*<\/tmp\/key\/\([^>]*\)>.*/sync \1/p; s/.*fsync([0-9]*<\/tmp\/key>.*/sync folder/p
    s/^[^"]*rename[^"]*"[^"]*\/\([^"]*\.new\)".*/name \1/p' /tmp/calls | tr '\n' ' ')
wanted='sync at-rest.new name at-rest.new sync folder sync courier.cred.new name courier.cred.new sync folder '
[ "$order" = "$wanted" ] || fails "the order is '$order'"
rm /tmp/calls
must_stand 'a new machine' "$protection"
first=$(key)
must_stand 'the next start' "$protection"

rm "$folder/at-rest"
must_stand 'at-rest is gone' host-only
: >"$folder/at-rest"
must_stand 'at-rest is empty' host-only
[ "$(key)" = "$first" ] || fails 'the key was changed'

rm "$folder/courier.cred"
echo half >"$folder/courier.cred.new"
must_stand 'no power between at-rest and the key' "$protection"

echo 'of another board' >"$folder/courier.cred"
must_stand 'another board' "$protection"
grep -q 'old requests are held' /tmp/said || fails 'a lost key is not told'
grep -q 'another board' "$folder"/courier.cred.lost-* || fails 'the lost credential is gone'
[ "$(tail -n 4 /tmp/slept | tr '\n' ' ')" = '0 1 2 4 ' ] || fails 'it was given up at once'

new_machine() { # TPM
    rm -r "$folder"
    mkdir -m 700 "$folder"
    export TPM="$1"
}
is_told() { grep -q "^<4>courier-key: .*$1" /tmp/said || fails "it does not say '$1': $(cat /tmp/said)"; }
busy() { seq "$1" >/tmp/busy; }

new_machine broken
must_stand 'a TPM that cannot be used' host-only
is_told 'TPM of this machine cannot be used'
new_machine works
busy 3
must_stand 'a TPM that is busy at first' tpm2
first=$(key)
busy 3
must_stand 'a key that opens at the fourth try' tpm2
[ "$(key)" = "$first" ] || fails 'a key that opens was given up'

# Busy for too long: another one is in use, and the first stays in sight.
busy 5
TPM=broken must_stand 'a key that does not open for a while' host-only
meanwhile=$(key)
[ "$meanwhile" != "$first" ] || fails 'there is no new key'
must_stand 'the first opens again' host-only
[ "$(key)" = "$meanwhile" ] || fails 'the key was changed, and requests wait under it'
is_told 'lost-.* opens again, and another key is in use'

# No third one is made while there is one that opens; and what protects it comes back with it.
echo 'of another board' >"$folder/courier.cred"
must_stand 'the first is put back' tpm2
[ "$(key)" = "$first" ] || fails 'it is not the first'
is_told 'lost-.* opens and is back in use'
grep -q 'another board' "$folder"/courier.cred.lost-* || fails 'the unreadable credential is gone'

mv "$folder/courier.cred" "$folder/courier.cred.lost-20010101T000000Z"
must_stand 'no power between setting aside and putting back' host-only
[ "$(key)" = "$first" ] || fails 'a new key was made'

brought="naast-secret-key-1 $(printf '%064d' 7)"
echo "$brought" >/tmp/courier.key
meanwhile=$(key)
(eval "$(echo "$recipe" | sed "s,/var/lib/naast-key,$folder,; s,/run/,/tmp/,")") 2>/tmp/said || fails "the recipe: $(cat /tmp/said)"
must_stand 'a key is brought back' host-only
[ "$(key)" = "$brought" ] || fails 'it is not the one that was brought'
[ "$(systemd-creds --name=courier.key decrypt "$folder/courier.cred.meanwhile" - 2>/dev/null)" = "$meanwhile" ] ||
    fails 'the key of the time between is gone'
exit "$failed"
