/**
 * Detects traffic that a VPN should carry but does not, from the snapshot, the saved state and the
 * tunnels' own settings. This package has no I/O and no clock: the daemon decides how long a leak
 * must last before it is reported or repaired.
 *
 * <p><b>2026-11-20: what is certain.</b> A pair is restored in two cases: it was seen intact
 * before, or its tunnel has wg-quick's signature, which means that the tunnel's fwmark is the
 * number of a table whose default route leaves through the tunnel. A capture that never had a
 * companion and whose tunnel lacks the signature is reported but not restored: it may be half of a
 * pair that was never finished, and would capture LAN traffic.
 *
 * <p><b>2026-11-27: the signature requires wg-quick's firewall rules.</b> A systemd-networkd tunnel
 * for one user can have the same mark and table, and a split tunnel whose peer may carry all
 * traffic can have a mark that no rule mentions. Only wg-quick adds firewall rules for a link that
 * it makes a family's default route; they contain the mark and the link's address. Without them, a
 * tunnel for which no capture was ever seen is not a leak and gets no pair. They are read together
 * with the tunnel's settings, and again directly before a pair is restored.
 */
@NullMarked
package io.github.rulewarden.leak;

import org.jspecify.annotations.NullMarked;
