#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# check_command.sh NAAST CONFIG ASSETS - what scripts rely on in `naast check` and `naast schema` (DESIGN 7).
set -eu
naast=$1 config=$2 assets=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect STATUS WHY COMMAND...: runs it, keeps what it prints in $work/out and $work/err.
expect() {
    wanted=$1 why=$2
    shift 2
    status=0
    "$@" >"$work/out" 2>"$work/err" || status=$?
    if [ "$status" -ne "$wanted" ]; then
        echo "$why: exit status $status instead of $wanted"
        cat "$work/out" "$work/err"
        failed=1
    fi
}
says() {
    grep -q -e "$2" "$work/$1" || { echo "'$2' is not said on $1:"; cat "$work/$1"; failed=1; }
}
silent() {
    [ ! -s "$work/$1" ] || { echo "$1 should be silent:"; cat "$work/$1"; failed=1; }
}

# The sample has no mistake, and no word that a dictionary does not have.
expect 0 "the sample is fine" "$naast" check --config "$config" --assets "$assets" --strict
silent out
silent err

# A real town hears which translations no native speaker has signed, once a language.
cp -r "$config" "$work/real"
sed -i 's/"example": true/"example": false/' "$work/real/kiosk.json"
expect 1 "the sample is no real town" "$naast" check --config "$work/real" --assets "$assets"
translations=$(grep -l '"reviewed": false' "$config"/texts/*.json | wc -l)
[ "$translations" -gt 0 ] || { echo "no translation of the sample waits for a reader"; failed=1; }
[ "$(grep -c ': warning unreviewed: ' "$work/out")" -eq "$translations" ] || {
    echo "every unsigned translation should be named:"; cat "$work/out"; failed=1; }

cp -r "$config" "$work/config"
expect 0 "all is well" "$naast" check --config "$work/config" --assets "$assets"
silent out
silent err
expect 0 "all is well, as JSON" "$naast" check --config "$work/config" --assets "$assets" --json
says out '^\[\]$'

sed -i 's/"retention_days": 14/"retention_days": 99/' "$work/config/kiosk.json"
expect 1 "an error" "$naast" check --config "$work/config" --assets "$assets"
says out "^$work/config/kiosk.json:15: error range: retention_days: .*Mend: write a whole number from 1 to 30"
silent err
expect 1 "an error, as JSON" "$naast" check --config "$work/config" --assets "$assets" --json
says out '"line":15,"severity":"error","rule":"range"'
node -e 'if (JSON.parse(require("fs").readFileSync(0, "utf8")).length !== 1) process.exit(1)' <"$work/out" ||
    { echo "the list is no JSON of one finding"; failed=1; }

cp "$config/kiosk.json" "$work/config/kiosk.json"
sed -i 's/hbo Sociaal Juridische Dienstverlening/mbo Sociaal Werk/' "$work/config/providers/voorbeeld-raadslieden.json"
expect 0 "a warning is shown and stops nothing" "$naast" check --config "$work/config" --assets "$assets"
says out ": warning V5: "

expect 1 "a warning is enough for --strict" "$naast" check --strict --config "$work/config" --assets "$assets"

# What the speller and the reader of certificates say.
cp "$config/providers/voorbeeld-raadslieden.json" "$work/config/providers/"
sed -i 's/Wij lezen brieven met u/Wij lezen breiven met u/' "$work/config/providers/voorbeeld-raadslieden.json"
expect 0 "a slip of the pen" "$naast" check --config "$work/config" --assets "$assets"
says out ': warning spelling: about: no dictionary has "breiven"'
cp "$config/providers/voorbeeld-raadslieden.json" "$work/config/providers/"
for days in 10 400; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=voorbeeld \
        -keyout "$work/ca.key" -out "$work/$days.pem" -days "$days" 2>/dev/null
    sed "s|\"strict\": true|\"strict\": true, \"ca_file\": \"$work/$days.pem\"|" \
        "$config/providers/voorbeeld-mee.json" >"$work/config/providers/voorbeeld-mee.json"
    expect 0 "a certificate of $days days" "$naast" check --config "$work/config" --assets "$assets"
    if [ "$days" -lt 30 ]; then
        says out ': warning V10: .*a certificate in the file that "ca_file" names ends within 30 days'
    else
        silent out
    fi
done
cat "$work/400.pem" "$work/10.pem" >"$work/both.pem"
sed -i "s|400.pem|both.pem|" "$work/config/providers/voorbeeld-mee.json"
expect 0 "the first of two ends soon" "$naast" check --config "$work/config" --assets "$assets"
says out ': warning V10: .*a certificate in the file that "ca_file" names ends within 30 days'

expect 0 "scores" "$naast" check --plain --config "$config" --assets "$assets"
says out '^Flesch-Douma  Leesindex  words  words/sentence  texts$'
says out '  explain$'
expect 0 "scores as JSON" "$naast" check --plain --json --config "$config" --assets "$assets"
node -e '
const {findings, plain} = JSON.parse(require("fs").readFileSync(0, "utf8"));
if (findings.length !== 0 || plain.length < 8) process.exit(1);
for (const pool of plain) if (!(pool.flesch_douma >= 90 && pool.leesindex >= 85)) process.exit(1);' <"$work/out" ||
    { echo "every screen should be at A2"; cat "$work/out"; failed=1; }

expect 2 "an unknown option" "$naast" check --confg "$config"
says err "use: naast check"
silent out
expect 2 "an option without its value" "$naast" check --config
expect 0 "help" "$naast" check --help
says out "use: naast check"
expect 0 "version" "$naast" check --version
says out "^naast [0-9]"

for kind in kiosk provider texts languages topics keys plain; do
    expect 0 "schema $kind" "$naast" schema "$kind"
    says out 'https://json-schema.org/draft/2020-12/schema'
done
expect 2 "no such schema" "$naast" schema spool
says err "use: naast schema"
expect 2 "no schema named" "$naast" schema
expect 0 "help" "$naast" schema --help
expect 0 "version" "$naast" schema --version
exit $failed
