package io.github.rulewarden.demo;

import io.github.rulewarden.cli.LadderText;
import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Order;
import io.github.rulewarden.policy.Planner;
import io.github.rulewarden.policy.Policy;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the audience reads, scene by scene: 80 columns, each scene as soon as it is over. */
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
   * @param wireguard what does WireGuard's work here
   */
  void opening(String wireguard, Snapshot before) {
    out.println(
        """
        Rulewarden's demonstration, in a network namespace of its own.
        Real: the kernel, wg-quick with %s, Rulewarden's daemon.
        Staged: an uplink, and Tailscale's link, routes and rules, as tailscaled adds
        them. Nothing outside the namespace is touched, nothing is left behind.

        In the lists below, > is Tailscale's own lookup, ! a VPN's rule ahead of it.\
        """
            .formatted(wireguard));
    title("1. Before: Tailscale is up");
    printRules(before);
    out.flush();
  }

  void unguarded(String tunnel, Snapshot rules, List<Journey> journeys) {
    title("2. Without Rulewarden: wg-quick up " + tunnel);
    out.println(
        """
        wg-quick names no priority, so the kernel puts its rules ahead of Tailscale's:
        """);
    printRules(rules);
    out.println();
    printJourneys(journeys);
    out.println("\nThe tailnet is lost in the VPN, and nothing here puts that right.");
    out.flush();
  }

  /**
   * @param wardensPorts the port ids of Rulewarden's sockets
   */
  void guarded(
      String tunnel,
      List<Inversion> inversions,
      Set<Integer> wardensPorts,
      Snapshot rules,
      List<Journey> journeys) {
    title("3. With Rulewarden: wg-quick up " + tunnel + " once more");
    for (Inversion inversion : inversions) {
      if (inversion.family() == Family.IPV4) {
        out.println("The moment of inversion, as an onlooker at the kernel saw it:\n");
        ladder(inversion.moments().getFirst().after(), Family.IPV4).print(out);
        out.println();
        break;
      }
    }
    out.println(
        """
        What the onlooker saw: + added, - deleted, microseconds since the inversion
        began. wg-quick adds two rules in each family, one after the other; both jump
        ahead of Tailscale's, and Rulewarden puts copies behind them before it deletes:
        """);
    new TimelineText(wardensPorts, terminal).print(inversions, out);
    out.println("\nAfterwards:\n");
    printRules(rules);
    out.println();
    printJourneys(journeys);
    out.flush();
  }

  /** The last word, when all went well. */
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

  /** The last word, when something is wrong. */
  void failure(List<String> complaints, String daemonsLog) {
    out.println();
    for (String complaint : complaints) {
      out.println(terminal.paint(Colour.RED, "Wrong: ") + complaint);
    }
    out.println("\nThe daemon's log:\n" + daemonsLog);
    out.flush();
  }

  private void title(String title) {
    out.println();
    out.println(terminal.paint(Colour.YELLOW, title));
    out.println("-".repeat(title.length()));
    out.println();
  }

  /** IPv4 in full, IPv6 in a line: its rules are the same but for `lookup default`. */
  private void printRules(Snapshot rules) {
    ladder(rules, Family.IPV4).print(out);
    ladder(rules, Family.IPV6).printVerdict(out);
  }

  private LadderText ladder(Snapshot rules, Family family) {
    Ladder ladder = Ladder.of(rules, family, policy);
    Order order = Planner.plan(ladder, policy).verdict().order();
    return new LadderText(ladder, order, terminal);
  }

  private void printJourneys(List<Journey> journeys) {
    out.println("Where the kernel sends a packet to (ip route get):\n");
    for (Journey journey : journeys) {
      Journey.Destination to = journey.destination();
      out.println(
          String.format(
                  Locale.ROOT, "  %-10s  %-18s  %-10s  ", to.kind(), to.address(), journey.device())
              + (journey.isRight()
                  ? terminal.paint(Colour.GREEN, "right")
                  : terminal.paint(Colour.RED, "WRONG: not " + to.device())));
    }
  }
}
