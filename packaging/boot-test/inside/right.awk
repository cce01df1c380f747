# Whether one family's `ip rule` is in order: the pair of the tunnel whole, once, and behind
# Tailscale's lookup. Exit code 1 if not.

{ sub(/ +$/, "") }
/from all lookup 52$/ { lookup = NR; lookups++ }
/from all lookup main suppress_prefixlength 0$/ { suppress = NR; suppressors++ }
/not from all fwmark 0x[0-9a-f]+ lookup 51820$/ { capture = NR; captures++ }

END {
  whole = lookups == 1 && suppressors == 1 && captures == 1
  exit !(whole && lookup < suppress && suppress < capture)
}
