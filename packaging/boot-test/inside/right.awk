# Checks whether the output of `ip rule` for one family is in order: the tunnel's pair is complete, exists
# once, and is behind Tailscale's lookup. Exit code 1 if not.
#
# A suppress rule directly ahead of the main rule has no effect and is permitted: wg-quick adds it at the
# end of the list if networkd has deleted all rules before it, including wg-quick's own capture.

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
