package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.text.RefusalText;
import java.util.ArrayList;
import java.util.List;

/**
 * A setup of the search: the rules that exist at the start, and the actors that change rules.
 *
 * @param parts the actors, in no particular order
 * @param refusals parts of the reasons for which a repair may be refused in this setup
 */
record Setup(
    String name,
    List<Rule> base,
    List<Part> parts,
    List<String> refusals,
    boolean mayTearPairsApart) {
  /**
   * The part of one actor.
   *
   * @param rounds how many times it runs its script
   * @param end the command before which it stops for good
   */
  record Part(Actor actor, int rounds, int end) {}

  static Setup of(String name, String base) {
    return new Setup(name, Listing.parse(base), List.of(), List.of(), false);
  }

  /** Adds an actor that runs its script once. */
  Setup and(Actor actor) {
    return and(new Part(actor, 1, Integer.MAX_VALUE));
  }

  /** Adds an actor that runs its script this many times. */
  Setup and(Actor actor, int rounds) {
    return and(new Part(actor, rounds, Integer.MAX_VALUE));
  }

  /** Adds an actor that adds its rules and keeps them. */
  Setup andStaying(Actor actor) {
    return and(new Part(actor, 1, actor.whole()));
  }

  /** Allows refusals with this reason. */
  Setup refused(String reason) {
    List<String> more = new ArrayList<>(refusals);
    more.add(reason);
    return new Setup(name, base, parts, List.copyOf(more), mayTearPairsApart);
  }

  /**
   * Declares that a foreign rule may come between two halves of a pair that were added one by one.
   */
  Setup tearingPairsApart() {
    return new Setup(name, base, parts, refusals, true);
  }

  private Setup and(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Setup(name, base, List.copyOf(more), refusals, mayTearPairsApart);
  }

  World start() {
    List<World.Progress> progress = new ArrayList<>();
    for (Part part : parts) {
      progress.add(new World.Progress(0, part.rounds() - 1));
    }
    return new World(this, base, progress, List.of(), Memory.NEW);
  }

  /** Whether a rule is one of an {@link Actor.OtherProgram}, or existed at the start. */
  boolean isForeign(Rule rule) {
    if (base.contains(rule)) {
      return true;
    }
    for (Part part : parts) {
      if (part.actor() instanceof Actor.OtherProgram(Rule own) && own.equals(rule)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the owner of each suppress rule is known even for half-built pairs. */
  boolean hasFewPairs() {
    int pairs = 0;
    for (Part part : parts) {
      pairs += part.actor() instanceof Actor.Vpn ? 1 : 0;
    }
    return pairs <= 2 && !mayTearPairsApart;
  }

  /** Whether a refusal is allowed in this setup. */
  boolean isExpected(Refusal refusal) {
    for (String reason : refusals) {
      if (RefusalText.reason(refusal.reason()).contains(reason)) {
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
