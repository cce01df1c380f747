package io.github.rulewarden.demo;

import io.github.rulewarden.cli.LadderText;
import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.planner.Planner;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints the demonstration in 80 columns, each part as soon as it is finished. */
final class Report {
  private final PrintWriter out;
  private final Terminal terminal;
  private final Policy policy;

  Report(PrintWriter out, Terminal terminal, Policy policy) {
    this.out = out;
    this.terminal = terminal;
    this.policy = policy;
  }

  /**
   * Prints what is real, and the rules before.
   *
   * @param wireguard the implementation of WireGuard
   */
  void begin(String wireguard, Snapshot before) {
    out.println(
        """
        A demonstration of Rulewarden in a temporary network namespace.
        Real: the kernel, wg-quick with %s, Rulewarden's daemon.
        Simulated: an uplink, and Tailscale's link, routes and rules, as tailscaled adds
        them. Nothing outside the namespace is changed; the namespace is deleted.

        In the lists below, > is Tailscale's own lookup, ! a VPN's rule ahead of it.\
        """
            .formatted(wireguard));
    title("1. Before: Tailscale is up");
    printRules(before);
    out.flush();
  }

  void withoutDaemon(String tunnel, Snapshot rules, List<PacketPath> paths) {
    title("2. Without Rulewarden: wg-quick up " + tunnel);
    out.println(
        """
        wg-quick sets no priority, so the kernel adds its rules ahead of Tailscale's:
        """);
    printRules(rules);
    out.println();
    printPaths(paths);
    out.println("\nPackets to the tailnet go into the VPN, and nothing repairs that.");
    out.flush();
  }

  /**
   * Prints the second part.
   *
   * @param rulewardenPorts the port ids of Rulewarden's sockets
   */
  void withDaemon(
      String tunnel,
      List<Inversion> inversions,
      Set<Integer> rulewardenPorts,
      Snapshot rules,
      List<PacketPath> paths) {
    title("3. With Rulewarden: wg-quick up " + tunnel + " once more");
    for (Inversion inversion : inversions) {
      if (inversion.family() == Family.IPV4) {
        out.println("The rules during the inversion, as observed at the kernel:\n");
        ladder(inversion.changes().getFirst().after(), Family.IPV4).print(out);
        out.println();
        break;
      }
    }
    out.println(
        """
        All changes: + added, - deleted, microseconds since the inversion began.
        wg-quick adds two rules in each family, one after the other, both ahead of
        Tailscale's. Rulewarden adds copies behind the lookup, then deletes the
        originals:
        """);
    new TimelineText(rulewardenPorts, terminal).print(inversions, out);
    out.println("\nAfterwards:\n");
    printRules(rules);
    out.println();
    printPaths(paths);
    out.flush();
  }

  /** Prints the result of a successful demonstration. */
  void success(List<Inversion> inversions) {
    long longest = 0;
    for (Inversion inversion : inversions) {
      longest = Math.max(longest, inversion.durationNanos());
    }
    out.println();
    out.println(
        terminal.paint(Colour.GREEN, "The order is right.")
            + " "
            + inversions.size()
            + " inversions, the longest "
            + TimelineText.milliseconds(longest)
            + ".");
    out.flush();
  }

  /** Prints the result of a failed demonstration. */
  void failure(List<String> problems, String daemonLog) {
    out.println();
    for (String problem : problems) {
      out.println(terminal.paint(Colour.RED, "Wrong: ") + problem);
    }
    out.println("\nThe daemon's log:\n" + daemonLog);
    out.flush();
  }

  private void title(String title) {
    out.println();
    out.println(terminal.paint(Colour.YELLOW, title));
    out.println("-".repeat(title.length()));
    out.println();
  }

  /** Prints IPv4 completely, IPv6 in a line: its rules are the same except `lookup default`. */
  private void printRules(Snapshot rules) {
    ladder(rules, Family.IPV4).print(out);
    ladder(rules, Family.IPV6).printVerdict(out);
  }

  private LadderText ladder(Snapshot rules, Family family) {
    Ladder ladder = Ladder.of(rules, family, policy);
    Order order = Planner.plan(ladder, policy).verdict().order();
    return new LadderText(ladder, order, rules, policy, terminal);
  }

  private void printPaths(List<PacketPath> paths) {
    out.println("The interface of packets to these destinations (ip route get):\n");
    for (PacketPath path : paths) {
      PacketPath.Destination to = path.destination();
      out.println(
          String.format(
                  Locale.ROOT, "  %-10s  %-18s  %-10s  ", to.kind(), to.address(), path.device())
              + (path.isCorrect()
                  ? terminal.paint(Colour.GREEN, "right")
                  : terminal.paint(Colour.RED, "WRONG: not " + to.device())));
    }
  }
}
