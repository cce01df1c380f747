package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.RuleEvent;
import io.github.rulewarden.kernel.RuleWatch;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the same command twice: without Rulewarden, and with it. */
final class DemoScript {
  private static final Policy POLICY = Policy.DEFAULT;

  /** A repair takes a millisecond. If there was none in this time, it failed. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final DemoNamespace namespace;
  private final Report report;
  private final Path rulewarden;

  /**
   * Prepares a demonstration.
   *
   * @param rulewarden {@code bin/rulewarden}
   */
  DemoScript(DemoNamespace namespace, Report report, Path rulewarden) {
    this.namespace = namespace;
    this.report = report;
    this.rulewarden = rulewarden;
  }

  /** Runs the demonstration; returns whether the result is as expected. */
  boolean run(String wireguard) throws ManagerException {
    Requirements.checkFamilies(namespace.rules());
    DemoHost.create(namespace);
    report.begin(wireguard, namespace.rules());
    Tunnel tunnel = Tunnel.prepare(namespace);
    // One watch for both parts: the first part loads its classes.
    try (RuleWatch watch = namespace.watch()) {
      boolean wasInverted = runWithoutDaemon(tunnel, watch);
      return runWithDaemon(tunnel, watch) && wasInverted;
    } catch (NetlinkException e) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The rules cannot be watched: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerException(Kind.UNREACHABLE, "The demonstration was interrupted.");
    }
  }

  private boolean runWithoutDaemon(Tunnel tunnel, RuleWatch watch)
      throws ManagerException, NetlinkException {
    tunnel.up();
    Snapshot rules = namespace.rules();
    report.withoutDaemon(tunnel.name(), rules, PacketPath.all(namespace.commands(), tunnel.name()));
    tunnel.down();
    watch.events();
    return isInverted(rules, Family.IPV4) && isInverted(rules, Family.IPV6);
  }

  private boolean runWithDaemon(Tunnel tunnel, RuleWatch watch)
      throws ManagerException, NetlinkException, InterruptedException {
    try (DemoDaemon daemon = DemoDaemon.start(namespace, rulewarden)) {
      Snapshot before = namespace.rules();
      int begin = watch.events().size();
      tunnel.up();
      List<RuleEvent> events = watch.await(all -> isRepaired(before, tail(all, begin)), TIMEOUT);
      RuleTimeline timeline = RuleTimeline.of(before, tail(events, begin));
      List<Inversion> inversions = timeline.inversions(POLICY);
      Snapshot after = namespace.rules();
      List<PacketPath> paths = PacketPath.all(namespace.commands(), tunnel.name());
      report.withDaemon(tunnel.name(), inversions, daemon.ports(), after, paths);
      tunnel.down();
      List<String> problems = problems(inversions, after, paths);
      if (problems.isEmpty()) {
        report.success(inversions);
      } else {
        report.failure(problems, daemon.log());
      }
      return problems.isEmpty();
    }
  }

  private static List<RuleEvent> tail(List<RuleEvent> events, int begin) {
    return events.subList(begin, events.size());
  }

  /** Whether wg-quick's pair is complete in both families, and none is inverted. */
  private static boolean isRepaired(Snapshot before, List<RuleEvent> events) {
    Snapshot last = RuleTimeline.of(before, events).last();
    for (Family family : Family.values()) {
      Ladder ladder = Ladder.of(last, family, POLICY);
      boolean isComplete =
          !ladder.pairs().isEmpty() && ladder.pairs().getFirst().companion().isPresent();
      if (!isComplete || !ladder.offenders().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static List<String> problems(
      List<Inversion> inversions, Snapshot after, List<PacketPath> paths) {
    List<String> problems = new ArrayList<>();
    for (Family family : Family.values()) {
      if (inversions.stream().noneMatch(inversion -> inversion.family() == family)) {
        problems.add("no inversion was observed in " + family.text() + ".");
      }
      if (isInverted(after, family)) {
        problems.add(family.text() + " is still inverted.");
      }
    }
    for (PacketPath path : paths) {
      if (!path.isCorrect()) {
        problems.add(
            "packets to " + path.destination().address() + " leave by " + path.device() + ".");
      }
    }
    return problems;
  }

  private static boolean isInverted(Snapshot snapshot, Family family) {
    return RuleTimeline.isInverted(snapshot, family, POLICY);
  }
}
