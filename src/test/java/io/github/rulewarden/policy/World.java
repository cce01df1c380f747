package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one host: its rules and the progress of all actors.
 *
 * @param progress the progress of each actor
 * @param newest the tables of the tunnels, the newest first. It excludes tunnels whose age is
 *     ambiguous (they came up at the same time as another one, or another actor ran between their
 *     two adds) and tunnels whose rules existed before they came up
 * @param memory Rulewarden's saved state
 */
record World(
    Setup setup, List<Rule> rules, List<Progress> progress, List<Long> newest, Memory memory) {
  /**
   * The progress of one actor.
   *
   * @param command the number of its next command
   * @param rounds how many more times it runs its script
   */
  record Progress(int command, int rounds) {}

  /** A tunnel and the next command of its script. */
  record Tunnel(Actor.Vpn vpn, int command) {
    boolean isUp() {
      return command == Actor.Vpn.UP;
    }

    /** Whether nothing of the tunnel exists. */
    boolean isDown() {
      return command == Actor.FINISHED || command == Actor.Vpn.ADD_CAPTURE;
    }

    /** Whether its pair is either complete or absent. */
    boolean isComplete() {
      return isUp() || isDown() || command == Actor.Vpn.ADD_ROUTE;
    }

    boolean hasRoute() {
      return vpn.hasRoute(command);
    }
  }

  /** Whether an actor has commands left. */
  boolean canStep(int actor) {
    int command = progress.get(actor).command();
    return command >= 0 && command < setup.parts().get(actor).end();
  }

  /** Returns the world after an actor's next command. */
  World step(int actor) {
    IpRuleList kernel = new IpRuleList(rules);
    Progress now = progress.get(actor);
    Actor who = setup.parts().get(actor).actor();
    int next = who.run(now.command(), kernel);
    List<Progress> newProgress = new ArrayList<>(progress);
    newProgress.set(
        actor,
        next == Actor.FINISHED && now.rounds() > 0
            ? new Progress(0, now.rounds() - 1)
            : new Progress(next, now.rounds()));
    List<Long> tables = new ArrayList<>(newest);
    for (Tunnel tunnel : tunnels()) {
      if (tunnel.command() == Actor.Vpn.ADD_SUPPRESS && !tunnel.vpn().equals(who)) {
        tables.remove(tunnel.vpn().table());
      }
    }
    if (who instanceof Actor.Vpn vpn && !(who instanceof Actor.AfterDeath)) {
      age(tables, vpn.table(), now.command(), next);
    }
    return new World(setup, kernel.rules(), newProgress, List.copyOf(tables), memory);
  }

  private static void age(List<Long> tables, long table, int command, int next) {
    if (command == Actor.Vpn.ADD_CAPTURE) {
      tables.addFirst(table);
    }
    boolean isOvertaken = next == Actor.Vpn.UP && tables.indexOf(table) > 0;
    if (isOvertaken || next < 0) {
      tables.remove(table);
    }
  }

  /** Whether the age of every tunnel that is up is known. */
  boolean isInOrder() {
    for (Tunnel tunnel : tunnels()) {
      if (tunnel.isUp() && !newest.contains(tunnel.vpn().table())) {
        return false;
      }
    }
    return true;
  }

  /** Returns the world with other rules, after a repair or a part of one. */
  World with(List<Rule> newRules) {
    return new World(setup, newRules, progress, newest, memory);
  }

  /** Returns the world with another saved state. */
  World with(Memory newMemory) {
    return new World(setup, rules, progress, newest, newMemory);
  }

  List<Tunnel> tunnels() {
    List<Tunnel> tunnels = new ArrayList<>(progress.size());
    for (int i = 0; i < progress.size(); i++) {
      if (setup.parts().get(i).actor() instanceof Actor.Vpn vpn) {
        tunnels.add(new Tunnel(vpn, progress.get(i).command()));
      }
    }
    return tunnels;
  }

  /** Returns the visible state; a link that is added again gets a new ifindex. */
  Scenario scenario() {
    Scenario scenario = Scenario.of(Family.IPV4, rules);
    for (int i = 0; i < progress.size(); i++) {
      if (setup.parts().get(i).actor() instanceof Actor.Vpn vpn) {
        int index = 2 + i + progress.get(i).rounds() * progress.size();
        scenario = vpn.hasLink(progress.get(i).command()) ? scenario.withTunnel(index) : scenario;
        if (vpn.hasRoute(progress.get(i).command())) {
          scenario = scenario.withDefaultRoute(vpn.table(), index);
        }
      }
    }
    return scenario;
  }

  /** Whether all actors have finished. */
  boolean isFinished() {
    for (Progress now : progress) {
      if (now.command() != Actor.FINISHED) {
        return false;
      }
    }
    return true;
  }

  /** Whether no tunnel is coming up or going down. */
  boolean isAtRest() {
    for (Tunnel tunnel : tunnels()) {
      if (!tunnel.isUp() && !tunnel.isDown()) {
        return false;
      }
    }
    return true;
  }

  /** Whether some tunnel has been down before, which may have deleted another's companion. */
  boolean mayLackCompanion() {
    for (int i = 0; i < progress.size(); i++) {
      boolean isFirstRound = progress.get(i).rounds() == setup.parts().get(i).rounds() - 1;
      boolean isOver = progress.get(i).command() < 0 || progress.get(i).command() > Actor.Vpn.UP;
      if (setup.parts().get(i).actor() instanceof Actor.Vpn && (!isFirstRound || isOver)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof World world
        && progress.equals(world.progress)
        && rules.equals(world.rules)
        && newest.equals(world.newest)
        && memory.equals(world.memory);
  }

  @Override
  public int hashCode() {
    return 31 * rules.hashCode() + progress.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < progress.size(); i++) {
      text.append(setup.parts().get(i).actor()).append(" at ").append(progress.get(i).command());
      text.append(i + 1 < progress.size() ? ", " : "\n");
    }
    return text + Listing.print(rules) + memory;
  }
}
