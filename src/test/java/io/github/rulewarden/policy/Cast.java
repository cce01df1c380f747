package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is there: the rules that stand before anybody starts, and everybody who changes them.
 *
 * @param parts in no order
 * @param refusals words of the reasons for which a repair may be refused here
 */
record Cast(
    String name,
    List<Rule> base,
    List<Part> parts,
    List<String> refusals,
    boolean tearsPairsApart) {
  /**
   * What one actor does here.
   *
   * @param rounds how often it goes through its script
   * @param end the command that it never gets to
   */
  record Part(Actor actor, int rounds, int end) {}

  static Cast of(String name, String base) {
    return new Cast(name, Listing.parse(base), List.of(), List.of(), false);
  }

  /** With one more, who comes and goes. */
  Cast and(Actor actor) {
    return and(new Part(actor, 1, Integer.MAX_VALUE));
  }

  /** With one more, who comes and goes that often. */
  Cast and(Actor actor, int rounds) {
    return and(new Part(actor, rounds, Integer.MAX_VALUE));
  }

  /** With one more, who comes and stays. */
  Cast andStaying(Actor actor) {
    return and(new Part(actor, 1, actor.whole()));
  }

  /** Where what is done may be refused for a reason with these words. */
  Cast refused(String reason) {
    List<String> more = new ArrayList<>(refusals);
    more.add(reason);
    return new Cast(name, base, parts, List.copyOf(more), tearsPairsApart);
  }

  /** Where a rule of somebody else's comes between two halves that were added one by one. */
  Cast tearingPairsApart() {
    return new Cast(name, base, parts, refusals, true);
  }

  private Cast and(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Cast(name, base, List.copyOf(more), refusals, tearsPairsApart);
  }

  World start() {
    List<World.Progress> progress = new ArrayList<>();
    for (Part part : parts) {
      progress.add(new World.Progress(0, part.rounds() - 1));
    }
    return new World(this, base, progress, List.of(), Mind.NEW);
  }

  /** Whether a rule is where one of {@link Actor.Somebody} puts it, or was there before. */
  boolean isSomebodys(Rule rule) {
    if (base.contains(rule)) {
      return true;
    }
    for (Part part : parts) {
      if (part.actor() instanceof Actor.Somebody(Rule own) && own.equals(rule)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it can be told of half-built pairs, too, whose a suppress rule is. */
  boolean hasFewPairs() {
    int pairs = 0;
    for (Part part : parts) {
      pairs += part.actor() instanceof Actor.Vpn ? 1 : 0;
    }
    return pairs <= 2 && !tearsPairsApart;
  }

  /** Whether something that may be refused beside this cast is. */
  boolean isExpected(Refusal refusal) {
    for (String reason : refusals) {
      if (refusal.reason().contains(reason)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name;
  }
}
