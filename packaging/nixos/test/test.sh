#!/bin/sh
# Tests the NixOS module with a stand-in for NixOS's library: it has an option for every key of the
# daemon, defines the expected configuration, and refuses wrong settings. Requires nix-bin, jq and
# target/rulewarden.
set -eu
cd -- "$(dirname -- "$0")"
rulewarden=../../../target/rulewarden/bin/rulewarden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" NIX_STATE_DIR="$work" NIX_CONFIG='build-users-group ='

fail() {
  echo "rulewarden: NixOS module: $1" >&2
  exit 1
}

# evaluate SETTINGS [ENABLE]: both are Nix expressions
evaluate() {
  nix-instantiate --store dummy:// --eval --strict --json stand-in.nix --arg settings "$1" \
    --arg enable "${2:-true}"
}

nix-instantiate --parse ../module.nix >/dev/null

evaluate "$(cat settings.nix)" >"$work/all"
jq '.defined' "$work/all" | diff defined.json - || fail "its definitions differ from defined.json"

# The daemon accepts the generated file and sees every key set.
jq --raw-output '.defined.environment.etc."rulewarden/rulewarden.toml".source' "$work/all" >"$work/file.toml"
"$rulewarden" config show --json --config "$work/file.toml" >"$work/shown" || fail "the daemon refuses its file"
jq --compact-output '.keys | sort' "$work/all" >"$work/options"
jq --compact-output '.settings | keys' "$work/shown" | diff - "$work/options" ||
  fail "its options are not the daemon's keys"
forgotten=$(jq --raw-output '.settings | to_entries[] | select(.value.origin | test(":[0-9]+$") | not) | .key' "$work/shown")
[ -z "$forgotten" ] || fail "settings.nix does not set $forgotten"

[ "$(evaluate '{ }' | jq --raw-output '.defined.environment.etc."rulewarden/rulewarden.toml".source' | grep -v '^\[')" = "" ] ||
  fail "it writes keys that are not set"
[ "$(evaluate '{ }' false | jq --compact-output '.defined')" = '{}' ] || fail "it defines something although it is not enabled"
for wrong in '{ mode = "sleep"; }' '{ vpn.tables = 51820; }' '{ budget.repairs = 0; }' '{ leaks.restore = "yes"; }'; do
  if evaluate "$wrong" >"$work/wrong" 2>&1; then
    fail "it accepts $wrong"
  fi
done
