/**
 * Traffic that a VPN should carry and does not: found from the snapshot, what is remembered, and
 * the tunnels' own settings. No I/O, no clock: how long a finding has to last before it is told, or
 * mended, is for the daemon to say.
 *
 * <p><b>2026-11-20: what is certain.</b> Only a pair that was seen whole is put back, with the
 * rules it had, or one whose tunnel bears wg-quick's signature: its fwmark is the number of a table
 * whose default route leaves by it. A capture that always stood alone, of a tunnel that does not
 * bear it, is told of and not put back: it might be half of a pair that was never finished, and
 * would take the LAN's traffic.
 *
 * <p><b>2026-11-27: the signature requires wg-quick's firewall rules.</b> A tunnel of
 * systemd-networkd for one user can have the same mark and table, and a split tunnel whose peer may
 * carry everything can have a mark that no rule mentions. Only wg-quick adds firewall rules for a
 * link into which it routes a family's default; they name the mark and the link's address. Without
 * them a tunnel that was never seen captured is neither a leak nor given a pair. They are read
 * together with the tunnel's settings, and again directly before a pair is put back.
 */
@NullMarked
package io.github.rulewarden.leak;

import org.jspecify.annotations.NullMarked;
