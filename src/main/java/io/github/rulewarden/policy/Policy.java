package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Range;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the operator wants. The defaults do the main job. */
public record Policy(
    Mode mode,
    Strategy strategy,
    Tailscale tailscale,
    Vpn vpn,
    BudgetLimits budget,
    Restoring restoring) {
  public static final Policy DEFAULT =
      new Policy(
          Mode.REPAIR,
          Strategy.RELOCATE,
          Tailscale.DEFAULT,
          Vpn.DEFAULT,
          BudgetLimits.DEFAULT,
          Restoring.WHAT_IS_CERTAIN);

  /**
   * How Tailscale's rules are recognised.
   *
   * @param table that tailscaled keeps its routes in
   * @param bypassMark that tailscaled puts on its own packets
   * @param linkName of tailscaled's TUN; empty: the link that the table leads to
   */
  public record Tailscale(long table, Mark bypassMark, Optional<String> linkName) {
    public static final Tailscale DEFAULT =
        new Tailscale(52, new Mark(0x80000, 0xff0000), Optional.empty());
  }

  /**
   * How a VPN's rules are recognised and where they go.
   *
   * @param tables capture tables known beforehand
   * @param ignored marks and tables, as unsigned 32 bit numbers, of pairs that are not to be
   *     ordered
   * @param priorities where moved rules go while tailscaled uses its usual 52xx
   */
  public record Vpn(Set<Long> tables, Set<Long> ignored, Range priorities) {
    public static final Vpn DEFAULT =
        new Vpn(Set.of(51820L), Set.of(0x1bd00L, 7120L), new Range(5300, 5999));

    public Vpn {
      tables = Set.copyOf(tables);
      ignored = Set.copyOf(ignored);
    }
  }

  /**
   * How much undoing of our repairs is answered at once.
   *
   * @param repairs undone repairs allowed within the window
   * @param maxBackoff the longest pause between two repairs once there were more
   */
  public record BudgetLimits(int repairs, Duration window, Duration maxBackoff) {
    public static final BudgetLimits DEFAULT =
        new BudgetLimits(10, Duration.ofSeconds(60), Duration.ofMinutes(5));
  }

  /** What is done about rules of a VPN that vanish while its tunnel is up. */
  public enum Restoring {
    /** They are put back, if it is certain that they belong there. */
    WHAT_IS_CERTAIN,
    /** It is only told. */
    NOTHING
  }

  /** The same policy in another mode. */
  public Policy in(Mode newMode) {
    return new Policy(newMode, strategy, tailscale, vpn, budget, restoring);
  }

  /** The same policy with other limits. */
  public Policy within(BudgetLimits newBudget) {
    return new Policy(mode, strategy, tailscale, vpn, newBudget, restoring);
  }

  /** The same policy for another Tailscale. */
  public Policy with(Tailscale newTailscale) {
    return new Policy(mode, strategy, newTailscale, vpn, budget, restoring);
  }

  /** The same policy for other VPNs. */
  public Policy with(Vpn newVpn) {
    return new Policy(mode, strategy, tailscale, newVpn, budget, restoring);
  }

  /** The same policy on what vanishes. */
  public Policy with(Restoring newRestoring) {
    return new Policy(mode, strategy, tailscale, vpn, budget, newRestoring);
  }
}
