/**
 * {@code rulewarden doctor}: examines everything on a host that decides whether Tailscale and a
 * full tunnel work together, and explains the problems. It reads and never changes anything.
 *
 * <p>{@link io.github.rulewarden.doctor.Doctor} is the entry point. It reads a {@link
 * io.github.rulewarden.doctor.HostState}; each {@link io.github.rulewarden.doctor.Check} looks for
 * one kind of problem in it and adds to the {@link io.github.rulewarden.doctor.Findings}. A finding
 * is a {@link io.github.rulewarden.doctor.Diagnosis}: the problem, why it matters, and the command
 * that solves it.
 *
 * <p>It reports only what it knows. Something that could not be read is a finding of its own
 * ({@code not-examined}); if something was read but its effect is unknown, the finding states that.
 * A check never reacts to the wording of a failure, but to its {@link
 * io.github.rulewarden.doctor.host.Probe.Cause}.
 *
 * <p>2026-11-20: firewall tables come from {@code nft -j list ruleset}, the route to MagicDNS from
 * {@code ip -j route get}: both only read, every host that needs them has them, and the program has
 * no other use yet for the netlink messages behind them.
 */
@NullMarked
package io.github.rulewarden.doctor;

import org.jspecify.annotations.NullMarked;
