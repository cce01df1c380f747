# Whether one family's `ip rule` is in order: the pair of the tunnel whole, once, and behind
# Tailscale's lookup. Exit code 1 if not.
#
# A suppress rule right ahead of main decides nothing and may be there: wg-quick adds it to the end of
# the list where a purge has taken everything before, its capture too.

{ sub(/ +$/, "") }
pending && !/from all lookup main$/ { suppress = pending; suppressors++ }
{ pending = 0 }
/from all lookup 52$/ { lookup = NR; lookups++ }
/from all lookup main suppress_prefixlength 0$/ { pending = NR }
/not from all fwmark 0x[0-9a-f]+ lookup 51820$/ { capture = NR; captures++ }

END {
  whole = lookups == 1 && suppressors == 1 && captures == 1
  exit !(whole && lookup < suppress && suppress < capture)
}
