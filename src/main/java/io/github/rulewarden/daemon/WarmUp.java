package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Executes repairs in a sandbox, so that the first real repair does not have to load classes and
 * run in the interpreter: it would take 90 ms instead of 1 ms.
 */
public final class WarmUp {
  /** A rule table without effect on the host, in which an inversion can be created repeatedly. */
  public interface Sandbox {
    RuleTable table();

    /** The store for the saved state of this table. */
    StateStore store();

    /** Creates an inversion: moves the VPN's rules ahead of Tailscale's. */
    void invert();
  }

  private final Sandbox sandbox;
  private final Reconciler reconciler;
  private int left;

  /**
   * Creates a warm-up that has not begun.
   *
   * @param repairs the number of repairs
   */
  public WarmUp(Sandbox sandbox, Clock clock, int repairs) {
    this.sandbox = sandbox;
    this.left = repairs;
    this.reconciler =
        new Reconciler(
            Scope.OWN,
            EnumSet.allOf(Family.class),
            new Settings(Policy.DEFAULT, List.of()),
            sandbox.table(),
            TunnelSettingsSource.NONE,
            port -> "",
            clock,
            Optional.empty(),
            sandbox.store());
  }

  /** Whether all repairs were executed. */
  boolean isOver() {
    return left == 0;
  }

  /** Executes one repair. */
  public void repairOnce() {
    left--;
    sandbox.invert();
    reconciler.reconcile(Initiator.OPERATOR, Freshness.EVERYTHING, 0, Optional.empty());
    reconciler.report().status();
  }
}
