package io.github.rulewarden.daemon;

import io.github.rulewarden.daemon.Budget.Footprint;
import io.github.rulewarden.daemon.FamilyKeeper.Sighting;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.memory.Restored;
import io.github.rulewarden.memory.Whole;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Refusal;
import io.github.rulewarden.policy.Restoration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the rules, repairs them, looks again.
 *
 * <p>What is done depends on the snapshot alone: an event that was lost, came twice or was caused
 * by a repair does no harm, and a daemon that has just started does the same as one that has run
 * for a year.
 */
final class Overseer {
  /**
   * Rules may change between a look and the repair; beyond this many tries it goes on a second
   * later.
   */
  private static final int MOST_ATTEMPTS = 4;

  private static final long RETRY_NANOS = 1_000_000_000;

  /** Whose wish a repair is. */
  enum Urge {
    /** The policy's: not in mode observe, not beyond the budget. */
    POLICY,
    /** An operator's: now. */
    COMMAND
  }

  /**
   * What came of a look.
   *
   * @param steps what was done, as {@code ip} commands
   */
  record Findings(List<Event> events, List<String> steps) {}

  /** An inversion, and where among the events it belongs. */
  private record Seen(int place, Sighting sighting) {}

  private Settings settings;
  private Policy policy;
  private final RuleTable table;
  private final Attribution attribution;
  private final Clock clock;
  private final List<FamilyKeeper> keepers;
  private final Caretaker caretaker;
  private Optional<String> impediment;
  private Optional<String> unreadable = Optional.empty();
  private String opponent = "";
  private Optional<Long> retryAt = Optional.empty();

  /** When the hint was received that led to the current look. */
  private long received;

  /** When the first hint was received that no look has answered yet, because reading failed. */
  private Optional<Long> unansweredSince = Optional.empty();

  /** When the leaks were judged last, or the look that did not get so far was begun. */
  private long judged;

  private long lastRepairMicros;
  private long lastRepairDurationMicros;

  /**
   * @param impediment why this process cannot change rules, one sentence; empty if nothing is known
   *     to be in the way
   * @param journal where what is remembered is kept
   */
  Overseer(
      Settings settings,
      RuleTable table,
      Attribution attribution,
      Clock clock,
      Optional<String> impediment,
      Journal journal) {
    this(settings, table, attribution, clock, impediment, journal, List.of(Family.values()));
  }

  private Overseer(
      Settings settings,
      RuleTable table,
      Attribution attribution,
      Clock clock,
      Optional<String> impediment,
      Journal journal,
      List<Family> families) {
    this.settings = settings;
    this.policy = settings.policy();
    this.table = table;
    this.attribution = attribution;
    this.clock = clock;
    this.impediment = impediment;
    this.caretaker = new Caretaker(policy, table, journal);
    table.watchTailnet(policy.tailscale().table());
    this.keepers = new ArrayList<>();
    for (Family family : families) {
      keepers.add(new FamilyKeeper(family, policy));
    }
  }

  /** One that looks once, for an operator, at some families only. */
  static Overseer once(
      Policy policy,
      RuleTable table,
      Clock clock,
      Optional<String> impediment,
      Journal journal,
      Set<Family> families) {
    List<Family> inOrder = new ArrayList<>();
    for (Family family : Family.values()) {
      if (families.contains(family)) {
        inOrder.add(family);
      }
    }
    Settings settings = new Settings(policy, List.of());
    return new Overseer(settings, table, port -> "", clock, impediment, journal, inOrder);
  }

  /** What is gone by. */
  Settings settings() {
    return settings;
  }

  /** Goes by something else from the next look on; what was seen and counted stays. */
  void adopt(Settings newSettings) {
    settings = newSettings;
    if (!newSettings.policy().equals(policy)) {
      policy = newSettings.policy();
      caretaker.adopt(policy);
      table.watchTailnet(policy.tailscale().table());
      for (FamilyKeeper keeper : keepers) {
        keeper.adopt(policy);
      }
    }
  }

  /**
   * Looks and repairs until there is nothing left to do.
   *
   * @param receivedNanos when the hint came that led here
   * @param author who changed a rule last, if that is known
   */
  Findings look(long receivedNanos, Optional<Integer> author, Urge urge) {
    List<Event> events = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    List<Seen> seen = new ArrayList<>();
    received = unansweredSince.orElse(receivedNanos);
    unansweredSince = Optional.of(received);
    retryAt = Optional.empty();
    judged = clock.nanos();
    boolean isDone = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !isDone; attempt++) {
      Optional<Snapshot> snapshot = read();
      if (snapshot.isEmpty()) {
        tell(seen, author, events);
        return new Findings(events, steps);
      }
      // From here on each FamilyKeeper keeps the time of the hint that its attempts began with.
      unansweredSince = Optional.empty();
      boolean isUntouched = !withdraw(snapshot.get(), events);
      isDone = isUntouched;
      for (FamilyKeeper keeper : keepers) {
        Optional<Sighting> sighting =
            keeper.look(snapshot.get(), caretaker.memory(), clock.nanos());
        int place = events.size();
        if (isUntouched && mayRepair(keeper, urge)) {
          isDone &= !repair(keeper, author, events, steps);
        }
        if (sighting.isPresent()) {
          seen.add(new Seen(place, sighting.get()));
        }
      }
      if (isDone) {
        // Else the snapshot is out of date.
        watchLeaks(snapshot.get(), events);
        isDone = !restore(author, events, steps);
      }
    }
    conclude(events);
    askForPeers();
    tell(seen, author, events);
    if (!isDone) {
      retrySoon();
    }
    noteMoments();
    return new Findings(events, steps);
  }

  /** Puts inversions into words when the hurry is over, and each before what was done about it. */
  private void tell(List<Seen> seen, Optional<Integer> author, List<Event> events) {
    // From the last one on: the places of the others stay what they were.
    for (int i = seen.size() - 1; i >= 0; i--) {
      events.add(seen.get(i).place(), seen.get(i).sighting().event(attribution, author));
    }
  }

  private Optional<Snapshot> read() {
    try {
      Snapshot snapshot = table.read();
      unreadable = Optional.empty();
      return Optional.of(snapshot);
    } catch (RuleTable.UnreadableException e) {
      unreadable = Optional.of(String.valueOf(e.getMessage()));
      retrySoon();
      return Optional.empty();
    }
  }

  private boolean mayRepair(FamilyKeeper keeper, Urge urge) {
    if (keeper.plan().isEmpty()) {
      return false;
    }
    return switch (urge) {
      case COMMAND -> true;
      // Rules for some packets must not take the place of a lookup that is about to come back.
      case POLICY ->
          policy.mode() == Mode.REPAIR
              && !keeper.isHealing(clock.nanos())
              && isWithinBudget(keeper.budget());
    };
  }

  private boolean isWithinBudget(Budget budget) {
    boolean isAllowed = budget.allows(clock.nanos());
    if (!isAllowed) {
      lookAgain(budget.pausedUntil());
    }
    return isAllowed;
  }

  /**
   * Carries a keeper's plan out; returns whether to look again at once: if something was done, or
   * somebody was faster. What the kernel refused outright it would refuse again.
   */
  private boolean repair(
      FamilyKeeper keeper, Optional<Integer> author, List<Event> events, List<String> steps) {
    List<Footprint> footprints = keeper.footprints();
    caretaker.planned(keeper.ladder(), keeper.plan());
    Outcome outcome = table.execute(keeper.plan());
    if (outcome instanceof Outcome.Done) {
      caretaker.done(keeper.plan());
    }
    return settle(keeper, outcome, footprints, author, events, steps);
  }

  private boolean settle(
      FamilyKeeper keeper,
      Outcome outcome,
      List<Footprint> footprints,
      Optional<Integer> author,
      List<Event> events,
      List<String> steps) {
    keeper.acted(outcome, received);
    steps.addAll(outcome.steps());
    switch (outcome) {
      case Outcome.Done _ -> {
        impediment = Optional.empty();
        spend(keeper, footprints, author, events);
      }
      // The next attempt starts from what is there now. But what was begun in vain was undone.
      case Outcome.Overtaken(List<String> begun, _) -> {
        if (!begun.isEmpty()) {
          spend(keeper, footprints, author, events);
        }
        return true;
      }
      case Outcome.Denied(_, String reason) -> {
        impediment = Optional.of(reason);
        failed(keeper, reason, events);
      }
      case Outcome.Failed(_, String reason) -> failed(keeper, reason, events);
    }
    return !outcome.steps().isEmpty();
  }

  private void watchLeaks(Snapshot snapshot, List<Event> events) {
    judged = clock.nanos();
    for (Leak leak : caretaker.looked(snapshot, ladders(), judged)) {
      events.add(new Event.Leak("", leak.family(), leak.reason()));
    }
    for (FamilyKeeper keeper : keepers) {
      if (caretaker.alarm(keeper.family()).isEmpty()) {
        keeper.leakIsOver();
      }
    }
  }

  /** Puts back what has been missing for long enough; returns whether to look again at once. */
  private boolean restore(Optional<Integer> author, List<Event> events, List<String> steps) {
    if (policy.mode() != Mode.REPAIR) {
      return false;
    }
    boolean isRestored = false;
    Map<Family, List<Whole>> ripe = new EnumMap<>(Family.class);
    for (FamilyKeeper keeper : keepers) {
      ripe.put(keeper.family(), caretaker.toRestore(keeper.family(), clock.nanos()));
    }
    for (FamilyKeeper keeper : keepers) {
      List<Whole> pairs = ripe.getOrDefault(keeper.family(), List.of());
      // Behind Tailscale's lookup: while that is about to come back there is no telling where.
      if (!pairs.isEmpty() && !keeper.isHealing(clock.nanos()) && isWithinBudget(keeper.budget())) {
        isRestored |= restore(keeper, pairs, author, events, steps);
      }
    }
    return isRestored;
  }

  private boolean restore(
      FamilyKeeper keeper,
      List<Whole> pairs,
      Optional<Integer> author,
      List<Event> events,
      List<String> steps) {
    caretaker.attempted(clock.nanos());
    Restoration restoration = new Restoration(keeper.ladder(), caretaker.memory(), pairs, policy);
    Plan plan = restoration.plan();
    if (!plan.verdict().refusals().isEmpty()) {
      Refusal refusal = plan.verdict().refusals().getFirst();
      String reason = "`" + refusal.rule() + "` is not put back: " + refusal.reason() + ".";
      keeper.notRestored(reason).ifPresent(events::add);
    }
    if (plan.isEmpty()) {
      return false;
    }
    caretaker.planned(restoration);
    List<Footprint> footprints = new ArrayList<>();
    for (Restored restored : restoration.restored()) {
      footprints.add(Footprint.of(restored.rule(), restored.tunnel()));
    }
    Outcome outcome = table.execute(plan);
    return switch (outcome) {
      // An event for each try would never end: the leak stays, and with it the reason.
      case Outcome.Denied(_, String reason) -> notRestored(keeper, reason, outcome, events, steps);
      case Outcome.Failed(_, String reason) -> notRestored(keeper, reason, outcome, events, steps);
      case Outcome.Done _, Outcome.Overtaken _ ->
          settle(keeper, outcome, footprints, author, events, steps);
    };
  }

  private boolean notRestored(
      FamilyKeeper keeper, String reason, Outcome outcome, List<Event> events, List<String> steps) {
    if (outcome instanceof Outcome.Denied) {
      impediment = Optional.of(reason);
    }
    keeper.acted(outcome, received);
    steps.addAll(outcome.steps());
    keeper.notRestored(reason).ifPresent(events::add);
    retrySoon();
    return !outcome.steps().isEmpty();
  }

  /** Takes away what was put back for tunnels that are gone; returns whether there was any. */
  private boolean withdraw(Snapshot snapshot, List<Event> events) {
    boolean isWithdrawn = false;
    if (policy.mode() == Mode.REPAIR) {
      for (FamilyKeeper keeper : keepers) {
        List<Rule> rules = caretaker.toWithdraw(keeper.family(), snapshot, clock.nanos());
        if (!rules.isEmpty()) {
          Outcome outcome = table.withdraw(keeper.family(), rules);
          if (!outcome.steps().isEmpty()) {
            isWithdrawn = true;
            events.add(new Event.Withdrawn("", keeper.family(), outcome.steps()));
          } else {
            retrySoon();
          }
        }
      }
    }
    return isWithdrawn;
  }

  /**
   * When to look again although nothing happened. A look takes its time: what came due after the
   * leaks were judged was not for this look, also if that moment has passed by now.
   */
  private void noteMoments() {
    caretaker.next(judged).filter(moment -> moment - judged > 0).ifPresent(this::lookAgain);
    for (FamilyKeeper keeper : keepers) {
      keeper.healedBy(judged).ifPresent(this::lookAgain);
    }
  }

  /**
   * Even if the order is right, another program's rule may keep packets away from the tailnet. The
   * kernel answers by its rules and routes of this moment. So an answer that would be an alarm
   * counts only if they are still those of the snapshot; else an event of their change is on its
   * way.
   */
  private void askForPeers() {
    boolean isAnySettled = false;
    for (FamilyKeeper keeper : keepers) {
      isAnySettled |= !keeper.isInverted();
    }
    if (!isAnySettled) {
      return;
    }
    List<PeerRoute> answers = table.askForPeers(keepers.getFirst().view().snapshot());
    boolean isAlarm = false;
    for (FamilyKeeper keeper : keepers) {
      isAlarm |= keeper.learn(answers);
    }
    if (isAlarm && !isSnapshotCurrent()) {
      for (FamilyKeeper keeper : keepers) {
        keeper.learn(List.of());
      }
    }
  }

  private boolean isSnapshotCurrent() {
    table.forgetAllButTailnet();
    Optional<Snapshot> now = read();
    if (now.isEmpty()) {
      return false;
    }
    for (FamilyKeeper keeper : keepers) {
      Snapshot seen = keeper.view().snapshot();
      if (!now.get().rules(keeper.family()).equals(seen.rules(keeper.family()))
          || !now.get().defaultRoutes().equals(seen.defaultRoutes())
          || !now.get().links().equals(seen.links())) {
        return false;
      }
    }
    return true;
  }

  private void failed(FamilyKeeper keeper, String reason, List<Event> events) {
    keeper.failed(reason).ifPresent(events::add);
    retrySoon();
  }

  private void spend(
      FamilyKeeper keeper,
      List<Footprint> footprints,
      Optional<Integer> author,
      List<Event> events) {
    boolean wasPausing = keeper.budget().pauses() > 0;
    keeper.budget().spend(footprints, clock.nanos());
    if (keeper.budget().pauses() == 0) {
      return;
    }
    String who = attribution.whoAdded(keeper.plan().verdict().offenders(), author);
    if (!who.isEmpty() || !wasPausing) {
      opponent = who;
    }
    if (!wasPausing) {
      events.add(new Event.Contested("", keeper.family(), opponent));
    }
  }

  private void conclude(List<Event> events) {
    long nowNanos = clock.nanos();
    for (FamilyKeeper keeper : keepers) {
      Optional<Event.Repaired> repaired = keeper.concluded(nowNanos);
      if (repaired.isPresent()) {
        events.add(repaired.get());
        lastRepairMicros = clock.wallMicros();
        lastRepairDurationMicros = repaired.get().durationMicros();
      }
    }
  }

  private void retrySoon() {
    lookAgain(clock.nanos() + RETRY_NANOS);
  }

  /** Notes a moment at which something is left to do; the earliest counts. */
  private void lookAgain(long moment) {
    if (retryAt.isEmpty() || moment - retryAt.get() < 0) {
      retryAt = Optional.of(moment);
    }
  }

  /**
   * When to look again although nothing happened, in {@link Clock#nanos()}; stays in the past until
   * the next look.
   */
  Optional<Long> nextLook() {
    return retryAt;
  }

  /**
   * The families in which somebody undoes the repairs and none is due yet: whatever happens to
   * their rules, nothing would be done.
   */
  Set<Family> contested() {
    Set<Family> contested = EnumSet.noneOf(Family.class);
    for (FamilyKeeper keeper : keepers) {
      if (policy.mode() == Mode.REPAIR
          && !keeper.plan().isEmpty()
          && !keeper.budget().allows(clock.nanos())) {
        contested.add(keeper.family());
      }
    }
    return contested;
  }

  /** Repairs now because an operator wants it; returns what was done. */
  Findings repairNow() {
    return look(clock.nanos(), Optional.empty(), Urge.COMMAND);
  }

  /** Why an operator's command to repair did not lead to the right order; empty if it did. */
  Optional<ManagerException> complaint() {
    if (unreadable.isPresent()) {
      return unreachable();
    }
    for (FamilyKeeper keeper : keepers) {
      if (keeper.isInverted()) {
        ManagerException.Kind kind =
            impediment.isPresent() ? ManagerException.Kind.DENIED : ManagerException.Kind.REFUSED;
        return Optional.of(new ManagerException(kind, keeper.complaint(impediment)));
      }
    }
    return Optional.empty();
  }

  private Optional<ManagerException> unreachable() {
    return unreadable.map(
        reason -> new ManagerException(ManagerException.Kind.UNREACHABLE, reason));
  }

  /**
   * Puts back what was moved because an operator wants it; in the mode repair the next look would
   * move it again.
   */
  Reversal undo() {
    Reversal reversal = new Reversal(table, caretaker, policy);
    boolean isDone = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !isDone; attempt++) {
      Optional<Snapshot> snapshot = read();
      isDone = true;
      if (snapshot.isEmpty()) {
        unreachable().ifPresent(reversal::failed);
      } else {
        for (FamilyKeeper keeper : keepers) {
          keeper.look(snapshot.get(), caretaker.memory(), clock.nanos());
          if (reversal.undo(keeper)) {
            keeper.undone();
            isDone = false;
          }
        }
      }
    }
    return reversal;
  }

  /** The rules as last read. */
  List<Ladder> ladders() {
    List<Ladder> ladders = new ArrayList<>();
    for (FamilyKeeper keeper : keepers) {
      ladders.add(keeper.ladder());
    }
    return ladders;
  }

  /** What the last look came to. */
  Outlook outlook() {
    List<Views.View> views = new ArrayList<>();
    for (FamilyKeeper keeper : keepers) {
      views.add(keeper.view());
    }
    return new Outlook(views, caretaker.alarms(), policy);
  }

  /** The status from the loss of events until the next look. */
  Status lost() {
    unreadable =
        Optional.of("The kernel dropped events for want of room; the rules are read anew.");
    return status();
  }

  Status status() {
    List<FamilyStatus> families = new ArrayList<>();
    long repairs = 0;
    long inversions = 0;
    for (FamilyKeeper keeper : keepers) {
      FamilyStatus family = keeperStatus(keeper);
      families.add(family);
      repairs += family.repairs();
      inversions += family.inversions();
    }
    FamilyStatus worst = worst(families);
    return new Status(
        worst.state(),
        worst.reason(),
        policy.mode(),
        policy.strategy(),
        repairs,
        inversions,
        lastRepairMicros,
        lastRepairDurationMicros,
        families,
        settings.files(),
        settings.reloadResult());
  }

  private FamilyStatus keeperStatus(FamilyKeeper keeper) {
    // A failed read or a lost event does not concern a family that the kernel lacks.
    if (unreadable.isPresent() && !keeper.isAbsent()) {
      return keeper.degraded(unreadable.get());
    }
    // Without the permission to write nothing is wrong if nothing is to be written.
    Optional<String> obstacle = policy.mode() == Mode.OBSERVE ? Optional.empty() : impediment;
    Optional<Leak> alarm = caretaker.alarm(keeper.family());
    return alarm.isPresent()
        ? keeper.leaking(alarm.get().reason())
        : keeper.status(obstacle, opponent, clock.nanos());
  }

  private static FamilyStatus worst(List<FamilyStatus> families) {
    FamilyStatus worst = families.getFirst();
    for (FamilyStatus family : families) {
      if (family.state().compareTo(worst.state()) > 0) {
        worst = family;
      }
    }
    return worst;
  }
}
