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
 */
@NullMarked
package io.github.rulewarden.leak;

import org.jspecify.annotations.NullMarked;
