package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Repairs on a stage, so that the first repair that counts does not have to load classes and run in
 * the interpreter: it would take 90 ms instead of one.
 */
public final class WarmUp {
  /** A rule table that is nobody's, with an inversion in it as often as one likes. */
  public interface Stage {
    RuleTable table();

    /** Where what is remembered on this stage is kept. */
    StateStore store();

    /** Puts the VPN's rules ahead of Tailscale's. */
    void set();
  }

  private final Stage stage;
  private final Reconciler reconciler;
  private int left;

  /**
   * @param acts how many repairs there are to be
   */
  public WarmUp(Stage stage, Clock clock, int acts) {
    this.stage = stage;
    this.left = acts;
    this.reconciler =
        new Reconciler(
            Scope.OWN,
            EnumSet.allOf(Family.class),
            new Settings(Policy.DEFAULT, List.of()),
            stage.table(),
            port -> "",
            clock,
            Optional.empty(),
            stage.store());
  }

  /** Whether there is anything left to rehearse. */
  boolean isOver() {
    return left == 0;
  }

  /** One repair. */
  public void act() {
    left--;
    stage.set();
    reconciler.reconcile(Initiator.OPERATOR, 0, Optional.empty());
    reconciler.report().status();
  }
}
