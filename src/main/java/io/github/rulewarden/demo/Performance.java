package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.RuleEvent;
import io.github.rulewarden.kernel.RuleWatch;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The play: the same command twice, first with nobody on guard, then with Rulewarden. */
final class Performance {
  private static final Policy POLICY = Policy.DEFAULT;

  /** A repair takes a millisecond; whoever has not repaired by then will not. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Stage stage;
  private final Report report;
  private final Path rulewarden;

  /**
   * @param rulewarden {@code bin/rulewarden}
   */
  Performance(Stage stage, Report report, Path rulewarden) {
    this.stage = stage;
    this.report = report;
    this.rulewarden = rulewarden;
  }

  /** Plays it; whether it ended as it should. */
  boolean play(String wireguard) throws ManagerException {
    Requirements.checkFamilies(stage.rules());
    Scenery.build(stage);
    report.opening(wireguard, stage.rules());
    Tunnel tunnel = Tunnel.prepare(stage);
    // One watch for both acts: what it has to load, it loads in the first.
    try (RuleWatch watch = stage.watch()) {
      boolean wasInverted = playUnguarded(tunnel, watch);
      return playGuarded(tunnel, watch) && wasInverted;
    } catch (NetlinkException e) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The rules cannot be watched: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerException(Kind.UNREACHABLE, "The demonstration was interrupted.");
    }
  }

  private boolean playUnguarded(Tunnel tunnel, RuleWatch watch)
      throws ManagerException, NetlinkException {
    tunnel.up();
    Snapshot rules = stage.rules();
    report.unguarded(tunnel.name(), rules, Journey.all(stage.commands(), tunnel.name()));
    tunnel.down();
    watch.events();
    return isInverted(rules, Family.IPV4) && isInverted(rules, Family.IPV6);
  }

  private boolean playGuarded(Tunnel tunnel, RuleWatch watch)
      throws ManagerException, NetlinkException, InterruptedException {
    try (Guard guard = Guard.start(stage, rulewarden)) {
      Snapshot before = stage.rules();
      int begin = watch.events().size();
      tunnel.up();
      List<RuleEvent> events = watch.await(all -> isOver(before, tail(all, begin)), PATIENCE);
      RuleTimeline timeline = RuleTimeline.of(before, tail(events, begin));
      List<Inversion> inversions = timeline.inversions(POLICY);
      Snapshot after = stage.rules();
      List<Journey> journeys = Journey.all(stage.commands(), tunnel.name());
      report.guarded(tunnel.name(), inversions, guard.ports(), after, journeys);
      tunnel.down();
      List<String> complaints = complaints(inversions, after, journeys);
      if (complaints.isEmpty()) {
        report.success(inversions);
      } else {
        report.failure(complaints, guard.log());
      }
      return complaints.isEmpty();
    }
  }

  private static List<RuleEvent> tail(List<RuleEvent> events, int begin) {
    return events.subList(begin, events.size());
  }

  /** Whether in both families wg-quick's pair is there, whole, and nothing is inverted any more. */
  private static boolean isOver(Snapshot before, List<RuleEvent> events) {
    Snapshot last = RuleTimeline.of(before, events).last();
    for (Family family : Family.values()) {
      Ladder ladder = Ladder.of(last, family, POLICY);
      boolean isWhole =
          !ladder.pairs().isEmpty() && ladder.pairs().getFirst().companion().isPresent();
      if (!isWhole || !ladder.offenders().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static List<String> complaints(
      List<Inversion> inversions, Snapshot after, List<Journey> journeys) {
    List<String> complaints = new ArrayList<>();
    for (Family family : Family.values()) {
      if (inversions.stream().noneMatch(inversion -> inversion.family() == family)) {
        complaints.add("no inversion was seen in " + family.text() + ".");
      }
      if (isInverted(after, family)) {
        complaints.add(family.text() + " is still inverted.");
      }
    }
    for (Journey journey : journeys) {
      if (!journey.isRight()) {
        complaints.add(
            journey.destination().address() + " is reached by " + journey.device() + ".");
      }
    }
    return complaints;
  }

  private static boolean isInverted(Snapshot snapshot, Family family) {
    return RuleTimeline.isInverted(snapshot, family, POLICY);
  }
}
