#!/bin/sh
# Tests the NixOS module against a stand-in for NixOS's library: that it has every key that the daemon
# knows, what it makes of settings, and that it refuses wrong ones. Needs nix-bin, jq, target/rulewarden.
set -eu
cd -- "$(dirname -- "$0")"
rulewarden=../../../target/rulewarden/bin/rulewarden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NIX_STATE_DIR="$work/state" HOME="$work"

fail() {
  echo "rulewarden: NixOS module: $1" >&2
  exit 1
}

# evaluate SETTINGS [ENABLE]: in Nix's language
evaluate() {
  nix-instantiate --store dummy:// --eval --strict --json stand-in.nix --arg settings "$1" \
    --arg enable "${2:-true}"
}

nix-instantiate --parse ../module.nix >/dev/null

evaluate "$(cat settings.nix)" >"$work/all"
jq '.defined' "$work/all" | diff defined.json - || fail "it defines other things than defined.json"

# The daemon takes what it writes, and sees every key set.
jq -r '.defined.environment.etc."rulewarden/rulewarden.toml".source' "$work/all" >"$work/rulewarden.toml"
"$rulewarden" config check --config "$work/rulewarden.toml" >/dev/null || fail "the daemon refuses its file"
unset_keys=$("$rulewarden" config show --json --config "$work/rulewarden.toml" | jq -r "$(cat unset.jq)")
[ -z "$unset_keys" ] || fail "keys without an option, or not in settings.nix: $unset_keys"

[ "$(evaluate '{ }' | jq -r '.defined.environment.etc."rulewarden/rulewarden.toml".source' | grep -v '^\[')" = "" ] ||
  fail "it writes keys that nobody has set"
[ "$(evaluate '{ }' false | jq -c '.defined')" = '{}' ] || fail "it does something although it is not enabled"
for wrong in '{ mode = "sleep"; }' '{ vpn.tables = 51820; }' '{ budget.repairs = 0; }' '{ leaks.restore = "yes"; }'; do
  if evaluate "$wrong" >"$work/wrong" 2>&1; then
    fail "it accepts $wrong"
  fi
done
