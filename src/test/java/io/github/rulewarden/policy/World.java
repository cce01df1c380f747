package io.github.rulewarden.policy;

import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host at one moment: its rules, and how far everybody who changes them has come.
 *
 * @param progress of each part of the cast
 * @param newest the tables of the tunnels, the newest first; without those that came up while
 *     another did, of which none is the newer one, or between whose two rules somebody did
 *     something, and without those that find their rules in place when they come up
 * @param mind Rulewarden's
 */
record World(Cast cast, List<Rule> rules, List<Progress> progress, List<Long> newest, Mind mind) {
  /**
   * How far one actor has come.
   *
   * @param command the number of its next
   * @param rounds how often it will start over
   */
  record Progress(int command, int rounds) {}

  /** A tunnel, and the next command of its script. */
  record Tunnel(Actor.Vpn vpn, int command) {
    boolean isUp() {
      return command == Actor.Vpn.UP;
    }

    /** Whether nothing is there, and nothing was begun. */
    boolean isDown() {
      return command == Actor.FINISHED || command == Actor.Vpn.ADD_CAPTURE;
    }

    /** Whether its pair is complete, or not there at all. */
    boolean isWhole() {
      return isUp() || isDown() || command == Actor.Vpn.ADD_ROUTE;
    }

    boolean hasRoute() {
      return vpn.hasRoute(command);
    }
  }

  /** Whether an actor has something to do still. */
  boolean canStep(int actor) {
    int command = progress.get(actor).command();
    return command >= 0 && command < cast.parts().get(actor).end();
  }

  /** The world after an actor's next command. */
  World step(int actor) {
    FakeKernelList kernel = new FakeKernelList(rules);
    Progress now = progress.get(actor);
    Actor who = cast.parts().get(actor).actor();
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
    return new World(cast, kernel.rules(), newProgress, List.copyOf(tables), mind);
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

  /** Whether every tunnel that is up came up by itself. */
  boolean isInOrder() {
    for (Tunnel tunnel : tunnels()) {
      if (tunnel.isUp() && !newest.contains(tunnel.vpn().table())) {
        return false;
      }
    }
    return true;
  }

  /** The world with other rules, after a repair or a part of one. */
  World with(List<Rule> newRules) {
    return new World(cast, newRules, progress, newest, mind);
  }

  /** The world with something else in Rulewarden's mind. */
  World with(Mind newMind) {
    return new World(cast, rules, progress, newest, newMind);
  }

  List<Tunnel> tunnels() {
    List<Tunnel> tunnels = new ArrayList<>(progress.size());
    for (int i = 0; i < progress.size(); i++) {
      if (cast.parts().get(i).actor() instanceof Actor.Vpn vpn) {
        tunnels.add(new Tunnel(vpn, progress.get(i).command()));
      }
    }
    return tunnels;
  }

  /** What there is to be seen; a link that comes again is another one. */
  Scenario scenario() {
    Scenario scenario = Scenario.of(Family.IPV4, rules);
    for (int i = 0; i < progress.size(); i++) {
      if (cast.parts().get(i).actor() instanceof Actor.Vpn vpn) {
        int index = 2 + i + progress.get(i).rounds() * progress.size();
        scenario = vpn.hasLink(progress.get(i).command()) ? scenario.withTunnel(index) : scenario;
        if (vpn.hasRoute(progress.get(i).command())) {
          scenario = scenario.withDefaultRoute(vpn.table(), index);
        }
      }
    }
    return scenario;
  }

  /** Whether everybody has come and gone. */
  boolean isFinished() {
    for (Progress now : progress) {
      if (now.command() != Actor.FINISHED) {
        return false;
      }
    }
    return true;
  }

  /** Whether no tunnel is on its way up or down. */
  boolean isAtRest() {
    for (Tunnel tunnel : tunnels()) {
      if (!tunnel.isUp() && !tunnel.isDown()) {
        return false;
      }
    }
    return true;
  }

  /** Whether some tunnel has been down before: that may have cost another its companion. */
  boolean wasStripped() {
    for (int i = 0; i < progress.size(); i++) {
      boolean isFirstRound = progress.get(i).rounds() == cast.parts().get(i).rounds() - 1;
      boolean isOver = progress.get(i).command() < 0 || progress.get(i).command() > Actor.Vpn.UP;
      if (cast.parts().get(i).actor() instanceof Actor.Vpn && (!isFirstRound || isOver)) {
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
        && mind.equals(world.mind);
  }

  @Override
  public int hashCode() {
    return 31 * rules.hashCode() + progress.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < progress.size(); i++) {
      text.append(cast.parts().get(i).actor()).append(" at ").append(progress.get(i).command());
      text.append(i + 1 < progress.size() ? ", " : "\n");
    }
    return text + Listing.print(rules) + mind;
  }
}
