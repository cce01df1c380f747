package io.github.rulewarden.policy;

import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One host at one moment: its rules, and how far each program that changes them has come.
 *
 * @param done how many steps each of {@link Actor} has taken
 */
record World(List<Rule> rules, Map<Actor, Integer> done) {
  /** The programs, and all that each of them does, one step after another. */
  enum Actor {
    TAILSCALED(4),
    WG0(7),
    WG1(7),
    SOMEBODY(1);

    private final int steps;

    Actor(int steps) {
      this.steps = steps;
    }
  }

  /** How many steps {@code wg-quick} has taken when the tunnel is up, goes down, and is gone. */
  private static final int UP = 3;

  private static final int DOWN = 4;
  private static final int GONE = 7;

  private static final List<String> TAILSCALE =
      List.of(
          "5210: from all fwmark 0x80000/0xff0000 lookup main",
          "5230: from all fwmark 0x80000/0xff0000 lookup default",
          "5250: from all fwmark 0x80000/0xff0000 unreachable",
          "5270: from all lookup 52");

  static World of(String listing) {
    Map<Actor, Integer> done = new EnumMap<>(Actor.class);
    for (Actor actor : Actor.values()) {
      done.put(actor, 0);
    }
    return new World(Listing.parse(listing), done);
  }

  int done(Actor actor) {
    return done.getOrDefault(actor, 0);
  }

  boolean isFinished(Actor actor) {
    return done(actor) == actor.steps;
  }

  boolean isFinished() {
    for (Actor actor : Actor.values()) {
      if (!isFinished(actor)) {
        return false;
      }
    }
    return true;
  }

  World with(List<Rule> newRules) {
    return new World(newRules, done);
  }

  /**
   * The world after the actor's next step. A loop of {@code wg-quick down} takes a step for each
   * rule that it deletes.
   */
  World next(Actor actor) {
    FakeKernelList kernel = new FakeKernelList(rules);
    int step = done(actor);
    int next =
        switch (actor) {
          case TAILSCALED -> {
            kernel.add(Listing.rule(Family.IPV4, TAILSCALE.get(step)));
            yield step + 1;
          }
          case WG0 -> wgQuick(kernel, step, 51820);
          case WG1 -> wgQuick(kernel, step, 51821);
          case SOMEBODY -> {
            kernel.addUnnumbered(Listing.rule(Family.IPV4, "0: from 10.1.0.0/16 lookup 77"));
            yield step + 1;
          }
        };
    Map<Actor, Integer> newDone = new EnumMap<>(done);
    newDone.put(actor, next);
    return new World(kernel.rules(), newDone);
  }

  /**
   * Does one step and tells the next; a rule that cannot be added makes {@code up} take all back.
   */
  private static int wgQuick(FakeKernelList kernel, int step, int table) {
    return switch (step) {
      case 0 -> {
        String mark = Integer.toHexString(table);
        Rule capture =
            Listing.rule(Family.IPV4, "0: not from all fwmark 0x" + mark + " lookup " + table);
        yield kernel.addUnnumbered(capture) ? 1 : DOWN;
      }
      case 1 -> {
        Rule suppress =
            Listing.rule(Family.IPV4, "0: from all lookup main suppress_prefixlength 0");
        yield kernel.addUnnumbered(suppress) ? 2 : DOWN;
      }
      case DOWN -> kernel.lists(table) && kernel.deleteByTable(table) ? DOWN : DOWN + 1;
      case DOWN + 1 -> kernel.listsSuppress() && kernel.deleteSuppress() ? DOWN + 1 : DOWN + 2;
      default -> step + 1; // The default route comes, "down" begins, the link goes with its routes.
    };
  }

  /** What Rulewarden sees. */
  Scenario scenario() {
    Scenario scenario = Scenario.of(Family.IPV4, rules);
    return done(Actor.WG1) >= UP && done(Actor.WG1) < GONE
        ? scenario.withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD)
        : scenario;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Actor actor : Actor.values()) {
      text.append(actor).append(' ').append(done(actor)).append(", ");
    }
    return text + "\n" + Listing.print(rules);
  }
}
