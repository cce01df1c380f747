package io.github.rulewarden.daemon;

import io.github.rulewarden.daemon.Overseer.Urge;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * Repairs on a stage, so that the first repair that counts does not have to load classes and run in
 * the interpreter: it would take 90 ms instead of one.
 */
public final class Rehearsal {
  /** A rule table that is nobody's, with an inversion in it as often as one likes. */
  public interface Stage {
    RuleTable table();

    /** Where what is remembered on this stage is kept. */
    Journal journal();

    /** Puts the VPN's rules ahead of Tailscale's. */
    void set();
  }

  private final Stage stage;
  private final Overseer overseer;
  private int left;

  /**
   * @param acts how many repairs there are to be
   */
  public Rehearsal(Stage stage, Clock clock, int acts) {
    this.stage = stage;
    this.left = acts;
    this.overseer =
        new Overseer(
            new Settings(Policy.DEFAULT, List.of()),
            stage.table(),
            port -> "",
            clock,
            Optional.empty(),
            stage.journal());
  }

  /** Whether there is anything left to rehearse. */
  boolean isOver() {
    return left == 0;
  }

  /** One repair. */
  public void act() {
    left--;
    stage.set();
    overseer.look(0, Optional.empty(), Urge.COMMAND);
    overseer.status();
  }
}
