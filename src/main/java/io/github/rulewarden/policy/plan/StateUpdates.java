package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Duplicates;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.classify.RuleClassifier;
import io.github.rulewarden.policy.classify.Tunnels;
import io.github.rulewarden.policy.plan.Intervention.Move;
import io.github.rulewarden.policy.plan.Intervention.PutBack;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Updates the saved state: before a plan is executed, so that the next process knows of the plan if
 * this one dies meanwhile; when a plan was executed; and for each snapshot.
 */
public final class StateUpdates {
  private StateUpdates() {}

  /** The state when a plan, made for {@code ladder}, is about to be executed. */
  public static SavedState planned(SavedState saved, Ladder ladder, Plan plan) {
    List<MovedRule> moves = new ArrayList<>(saved.moves());
    List<Rule> pendingDeletes = new ArrayList<>(saved.pendingDeletes());
    for (Step step : plan.steps()) {
      if (mayBeRedundant(step, plan.purpose())) {
        record(step.rule(), pendingDeletes);
      }
    }
    for (Intervention intervention : plan.interventions()) {
      if (intervention instanceof Move(Ladder.Entry original, Rule copy)) {
        noteMove(original.rule(), copy, plan.purpose(), saved, moves);
      }
    }
    return new SavedState(
        saved.intactPairs(),
        moves,
        pendingDeletes,
        restored(saved, plan),
        saved.independent(),
        saved.unclaimed(),
        plan.purpose() == Plan.Purpose.ORDER
            ? DuplicateUpdates.planned(saved, ladder, plan)
            : saved.duplicates());
  }

  /**
   * Whether the rule of a step may be redundant if the plan is interrupted. After an interrupted
   * undo, both the added rules and the rules to delete may be; the next process decides which, and
   * chooses the same places. If a rule that should be removed without a substitute stays, the next
   * round finds it again.
   */
  private static boolean mayBeRedundant(Step step, Plan.Purpose purpose) {
    return switch (step) {
      case Step.Add _ -> purpose == Plan.Purpose.UNDO;
      case Step.Delete delete -> !(delete.substitute() instanceof Step.Substitute.Nothing);
    };
  }

  private static void noteMove(
      Rule original, Rule copy, Plan.Purpose purpose, SavedState saved, List<MovedRule> moves) {
    moves.removeIf(move -> move.rule().equals(copy));
    if (purpose == Plan.Purpose.UNDO) {
      moves.removeIf(move -> move.rule().equals(original));
      moves.add(new MovedRule(original, copy.priority()));
      moves.add(new MovedRule(copy, copy.priority()));
    } else {
      moves.add(new MovedRule(copy, saved.originOf(original).orElse(original.priority())));
    }
  }

  /**
   * The copy of a restored rule is a restored rule too, so Rulewarden removes it later. A rule that
   * is added at the place of an earlier restored rule belongs to its owner.
   */
  private static List<RestoredRule> restored(SavedState saved, Plan plan) {
    List<RestoredRule> restored = new ArrayList<>(saved.restored());
    for (Step.Add add : plan.adds()) {
      restored.removeIf(before -> before.rule().equals(add.rule()));
    }
    for (Intervention intervention : plan.interventions()) {
      if (intervention instanceof PutBack(Rule rule, int tunnel)) {
        restored.add(new RestoredRule(rule, tunnel));
      } else if (intervention instanceof Move(Ladder.Entry entry, Rule copy)) {
        for (RestoredRule before : saved.restored()) {
          if (before.rule().equals(entry.rule())) {
            restored.add(new RestoredRule(copy, before.tunnel()));
          }
        }
      }
    }
    return restored;
  }

  private static void record(Rule rule, List<Rule> pendingDeletes) {
    if (!pendingDeletes.contains(rule)) {
      pendingDeletes.add(rule);
    }
  }

  /**
   * The state when every step of a plan was acknowledged: a rule that is added at the place of a
   * deleted one from now on is new. A rule that an undo moved back counts as never moved.
   */
  public static SavedState executed(SavedState saved, Plan plan) {
    List<MovedRule> moves = new ArrayList<>(saved.moves());
    List<Rule> pendingDeletes = new ArrayList<>(saved.pendingDeletes());
    for (Step.Delete delete : plan.deletes()) {
      pendingDeletes.remove(delete.rule());
      if (plan.purpose() == Plan.Purpose.UNDO) {
        forget(delete.rule(), moves, pendingDeletes);
        delete.copy().ifPresent(copy -> forget(copy, moves, pendingDeletes));
      }
    }
    return new SavedState(
        saved.intactPairs(),
        moves,
        pendingDeletes,
        saved.restored(),
        saved.independent(),
        saved.unclaimed(),
        plan.purpose() == Plan.Purpose.ORDER
            ? DuplicateUpdates.done(saved, plan)
            : saved.duplicates());
  }

  private static void forget(Rule rule, List<MovedRule> moves, List<Rule> pendingDeletes) {
    pendingDeletes.remove(rule);
    moves.removeIf(move -> move.rule().equals(rule));
  }

  /**
   * The state after a snapshot was read: intact pairs are added, and entries about rules that no
   * longer exist are removed.
   *
   * @param ladders the ladder of each family that was read
   * @param awaitingCapture the families in which a capture may soon be added behind a suppress rule
   */
  public static SavedState observed(
      SavedState saved,
      Snapshot snapshot,
      List<Ladder> ladders,
      Policy policy,
      Set<Family> awaitingCapture) {
    List<IntactPair> before =
        kept(saved.intactPairs(), intact -> snapshot.hasLink(intact.tunnel()));
    List<IntactPair> intactPairs = before;
    // A suppress rule that was deleted together with a capture may be added again before the
    // capture is.
    List<Rule> independent =
        kept(
            saved.independent(),
            rule -> exists(rule, snapshot) || awaitingCapture.contains(rule.family()));
    List<Rule> unclaimed = kept(saved.unclaimed(), rule -> exists(rule, snapshot));
    Tunnels tunnels = Tunnels.of(snapshot, policy);
    for (Ladder ladder : ladders) {
      for (Pair pair : ladder.pairs()) {
        Optional<Link> tunnel = tunnels.behind(pair.capture().rule().table());
        if (tunnel.isPresent()) {
          intactPairs = with(pair, tunnel.get(), snapshot, intactPairs, before);
        }
      }
      List<Rule> others = suppressRulesOfOthers(ladder);
      unclaimed = with(others, unclaimed);
      // If a capture may soon be added, one of these rules may become its companion.
      if (!awaitingCapture.contains(ladder.family()) && !hasFutureCapture(ladder, policy)) {
        independent = with(others, independent);
      }
    }
    return new SavedState(
        intactPairs,
        kept(saved.moves(), move -> exists(move.rule(), snapshot)),
        kept(saved.pendingDeletes(), rule -> exists(rule, snapshot)),
        kept(saved.restored(), restored -> exists(restored.rule(), snapshot)),
        independent,
        unclaimed,
        kept(saved.duplicates(), rule -> Duplicates.hasEqual(rule, snapshot)));
  }

  /**
   * Usually everything is kept. Then the same list is returned, because comparing it with itself is
   * cheap.
   */
  private static <T> List<T> kept(List<T> things, Predicate<T> isKept) {
    for (T thing : things) {
      if (!isKept.test(thing)) {
        return things.stream().filter(isKept).toList();
      }
    }
    return things;
  }

  private static boolean exists(Rule rule, Snapshot snapshot) {
    return RuleList.holds(snapshot.rules(rule.family()), rule);
  }

  private static List<Rule> suppressRulesOfOthers(Ladder ladder) {
    List<Rule> rules = new ArrayList<>();
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.role() == Role.OTHER && RuleClassifier.isSuppress(entry.rule())) {
        rules.add(entry.rule());
      }
    }
    return rules;
  }

  private static boolean hasFutureCapture(Ladder ladder, Policy policy) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.role() == Role.OTHER && RuleClassifier.mayBecomeCapture(entry.rule(), policy)) {
        return true;
      }
    }
    return false;
  }

  /** Usually nothing is new. Then the same list is returned. */
  private static List<Rule> with(List<Rule> more, List<Rule> rules) {
    List<Rule> together = new ArrayList<>(more);
    together.removeAll(rules);
    if (together.isEmpty()) {
      return rules;
    }
    together.addAll(0, rules);
    return together;
  }

  /** A companion or a route that was seen once is kept although it is missing now. */
  private static List<IntactPair> with(
      Pair pair,
      Link tunnel,
      Snapshot snapshot,
      List<IntactPair> intactPairs,
      List<IntactPair> before) {
    Rule capture = pair.capture().rule();
    Optional<Rule> companion =
        pair.companion()
            .map(Ladder.Entry::rule)
            .filter(rule -> !isOfAnotherCapture(rule, capture, before));
    Optional<DefaultRoute> route = defaultRouteOf(capture, snapshot);
    int place = 0;
    while (place < intactPairs.size() && !intactPairs.get(place).isOf(tunnel.index(), capture)) {
      place++;
    }
    if (place < intactPairs.size()) {
      companion = companion.or(intactPairs.get(place)::companion);
      route = route.or(intactPairs.get(place)::defaultRoute);
    }
    IntactPair now = new IntactPair(tunnel.index(), tunnel.name(), capture, companion, route);
    if (place < intactPairs.size() && intactPairs.get(place).equals(now)) {
      return intactPairs;
    }
    List<IntactPair> changed = new ArrayList<>(intactPairs);
    if (place < intactPairs.size()) {
      changed.set(place, now);
    } else {
      changed.add(now);
    }
    return changed;
  }

  /**
   * Whether a companion belonged to another capture before. While that capture's tunnel is taken
   * down, the companion is deleted last and stands alone for a moment.
   */
  private static boolean isOfAnotherCapture(Rule companion, Rule capture, List<IntactPair> before) {
    for (IntactPair intact : before) {
      if (intact.companion().equals(Optional.of(companion))
          && !intact.capture().isSameElsewhere(capture)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<DefaultRoute> defaultRouteOf(Rule capture, Snapshot snapshot) {
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.family() == capture.family() && route.table() == capture.table()) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }
}
