/**
 * {@code rulewarden doctor}: looks at everything on a host that makes Tailscale and a full tunnel
 * get along or not, and explains it. It reads and never changes.
 *
 * <p>{@link io.github.rulewarden.doctor.Doctor} is the way in. A {@link
 * io.github.rulewarden.doctor.HostState} is what is looked at; each {@link
 * io.github.rulewarden.doctor.Check} looks for one kind of trouble and tells {@link
 * io.github.rulewarden.doctor.Findings} of it. A finding is a {@link
 * io.github.rulewarden.doctor.Diagnosis}: what, why it matters, and the command that mends it.
 *
 * <p>It never says more than it knows. What could not be looked at is a finding of its own ({@code
 * not-examined}) and not passed over; what can be read but not decided is told as that.
 *
 * <p>2026-11-20: firewall tables are asked of {@code nft -j list ruleset}, the way to MagicDNS of
 * {@code ip -j route get}: both only read, every host that needs them has them, and the program has
 * no other use yet for the netlink messages behind them.
 */
@NullMarked
package io.github.rulewarden.doctor;

import org.jspecify.annotations.NullMarked;
