package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Range;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The operator's configuration. The defaults are right for most hosts. */
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
   * @param table the table in which tailscaled keeps its routes
   * @param bypassMark the mark of tailscaled's own packets
   * @param linkName the name of tailscaled's TUN; if empty, the link that the table leads to
   */
  public record Tailscale(long table, Mark bypassMark, Optional<String> linkName) {
    public static final Tailscale DEFAULT =
        new Tailscale(52, new Mark(0x80000, 0xff0000), Optional.empty());
  }

  /**
   * How a VPN's rules are recognised and where they are moved.
   *
   * @param tables tables that are always a capture's
   * @param ignored marks and tables, as unsigned 32 bit numbers, of pairs that are never moved
   * @param priorities the range for moved rules while tailscaled uses its usual priorities 5200 to
   *     5299
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
   * How many undone repairs are repeated immediately.
   *
   * @param repairs undone repairs allowed within the window
   * @param maxBackoff the longest pause between two repairs after that
   */
  public record BudgetLimits(int repairs, Duration window, Duration maxBackoff) {
    public static final BudgetLimits DEFAULT =
        new BudgetLimits(10, Duration.ofSeconds(60), Duration.ofMinutes(5));
  }

  /** What Rulewarden does if a VPN's rules disappear while its tunnel is up. */
  public enum Restoring {
    /** It restores them if it is certain that they belong there. */
    WHAT_IS_CERTAIN,
    /** It only reports the leak. */
    NOTHING
  }

  /** A copy with another mode. */
  public Policy in(Mode newMode) {
    return new Policy(newMode, strategy, tailscale, vpn, budget, restoring);
  }

  /** A copy with other limits. */
  public Policy within(BudgetLimits newBudget) {
    return new Policy(mode, strategy, tailscale, vpn, newBudget, restoring);
  }

  /** A copy with other settings for Tailscale. */
  public Policy with(Tailscale newTailscale) {
    return new Policy(mode, strategy, newTailscale, vpn, budget, restoring);
  }

  /** A copy with other settings for VPNs. */
  public Policy with(Vpn newVpn) {
    return new Policy(mode, strategy, tailscale, newVpn, budget, restoring);
  }

  /** A copy with another setting for restoring. */
  public Policy with(Restoring newRestoring) {
    return new Policy(mode, strategy, tailscale, vpn, budget, newRestoring);
  }
}
