package io.github.rulewarden.daemon;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for events and starts a round of the {@link Reconciler} for them. It runs on the only
 * thread that writes to the kernel.
 *
 * <p>Any other thread may call the methods of this class but {@link #run}.
 */
public final class ReconcileLoop {
  /**
   * After this many warm-up repairs, a repair takes less than 1 ms instead of 150 ms. The rest of
   * the warm-up runs while the loop is quiet, because an event must not wait for it.
   */
  static final int WARM_UPS_BEFORE_READY = 150;

  /** How long an operator waits for the result of a request. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  /**
   * The dependencies of a loop.
   *
   * @param busyPoll how long to poll without sleeping after a repair: wg-quick's next rule follows
   *     within milliseconds, and a core that has not gone to sleep handles it twice as fast
   */
  public record Dependencies(
      RuleTable table,
      TunnelSettingsSource tunnels,
      EventSource events,
      Attribution attribution,
      Clock clock,
      Heartbeat heartbeat,
      Reporter reporter,
      WarmUp warmUp,
      Duration busyPoll,
      StateStore store) {}

  private final Scope scope;
  private final Dependencies dependencies;
  private final Clock clock;
  private final Reconciler reconciler;
  private final NamespaceReport report;
  private final OperatorRequests requests = new OperatorRequests(REQUEST_TIMEOUT);
  private final LoopSchedule schedule;
  private volatile LastRound lastRound;
  private volatile boolean isStopping;
  private final AtomicLong overruns = new AtomicLong();

  /**
   * Creates a loop that has read nothing yet.
   *
   * @param impediment why this process cannot change rules, one sentence; empty if unknown
   */
  public ReconcileLoop(
      Scope scope, Settings settings, Dependencies dependencies, Optional<String> impediment) {
    this.scope = scope;
    this.dependencies = dependencies;
    this.clock = dependencies.clock();
    this.schedule = new LoopSchedule(clock, dependencies.busyPoll());
    this.reconciler =
        new Reconciler(
            scope,
            EnumSet.allOf(Family.class),
            settings,
            dependencies.table(),
            dependencies.tunnels(),
            dependencies.attribution(),
            clock,
            impediment,
            dependencies.store());
    this.report = reconciler.report();
    this.lastRound = report.lastRound();
  }

  /**
   * Runs the first round, calls {@code ready}, and continues until {@link #stop()}.
   *
   * @param ready is called once, after the first round
   */
  public void run(Runnable ready) {
    run(() -> {}, ready);
  }

  /**
   * Like {@link #run(Runnable)}. In addition, calls {@code inOrder} after the first round, whatever
   * its result, so that other components start on another core during the warm-up and not when the
   * first event arrives.
   */
  public void run(Runnable inOrder, Runnable ready) {
    runRound(Freshness.EVERYTHING);
    inOrder.run();
    for (int i = 0; i < WARM_UPS_BEFORE_READY && !dependencies.warmUp().isOver(); i++) {
      warmUpOnce();
    }
    ready.run();
    while (!isStopping) {
      Wakeup wakeup = dependencies.events().await(waitNanos());
      dependencies.heartbeat().beat();
      requests.serve();
      if (!wakeup.triggers().isEmpty()) {
        if (wakeup.triggers().contains(Trigger.EVENTS_LOST)) {
          overruns.incrementAndGet();
          publish(report.lost(), List.of());
        }
        waitOutStorm();
        runRound(wakeup.freshness(), wakeup.receivedNanos(), wakeup.author());
      } else if (isRoundDue()) {
        // In a contested family only the rules matter. Their events are ignored, so they are read
        // anyway.
        runRound(report.contested().isEmpty() ? Freshness.EVERYTHING : Freshness.CHANGED);
      } else if (!dependencies.warmUp().isOver() && schedule.untilQuietNanos() == 0) {
        warmUpOnce();
      }
    }
  }

  /** Makes {@link #run} return soon. */
  public void stop() {
    isStopping = true;
    dependencies.events().wake();
  }

  /**
   * One warm-up repair in the sandbox, then a round with the real rules, which warms up the code
   * that reads them from the kernel.
   */
  private void warmUpOnce() {
    dependencies.warmUp().repairOnce();
    Round round = reconcile(Freshness.ALL_BUT_TAILNET, clock.nanos(), Optional.empty());
    if (!round.events().isEmpty()) {
      publish(report.status(), round.events());
    }
  }

  /** Runs a round that no event caused. */
  private void runRound(Freshness freshness) {
    runRound(freshness, clock.nanos(), Optional.empty());
  }

  private void runRound(Freshness freshness, long receivedNanos, Optional<Integer> author) {
    long begin = clock.nanos();
    Round round = reconcile(freshness, receivedNanos, author);
    schedule.roundEnded(begin, resultOf(round));
    publish(report.status(), round.events());
  }

  /**
   * In a contested family, events could wake this thread a thousand times a second without any
   * effect. They are ignored until a repair is due; the loop polls instead.
   */
  private Round reconcile(Freshness freshness, long receivedNanos, Optional<Integer> author) {
    Round round = reconciler.reconcile(Initiator.POLICY, freshness, receivedNanos, author);
    dependencies.events().disregard(report.contested());
    return round;
  }

  /** Steps without a successful repair do not count: another program may undo them immediately. */
  private static StormLimiter.RoundResult resultOf(Round round) {
    for (Event event : round.events()) {
      if (event instanceof Event.Repaired) {
        return StormLimiter.RoundResult.REPAIR;
      }
    }
    return StormLimiter.RoundResult.NOTHING;
  }

  private void publish(Status status, List<Event> events) {
    lastRound = report.lastRound();
    dependencies.reporter().publish(scope, status, report.ladders(), events);
  }

  private void waitOutStorm() {
    long pause = schedule.stormPauseNanos();
    if (pause > 0) {
      dependencies.events().pause(pause);
    }
  }

  private long waitNanos() {
    if (schedule.isBusyPolling()) {
      return 0;
    }
    if (!dependencies.warmUp().isOver()) {
      return schedule.untilQuietNanos();
    }
    return Math.min(Math.max(0, untilNextRound()), dependencies.heartbeat().intervalNanos());
  }

  private boolean isRoundDue() {
    return untilNextRound() <= 0;
  }

  private long untilNextRound() {
    return schedule.untilNextRoundNanos(!report.contested().isEmpty(), reconciler.nextRound());
  }

  private List<Step> repairNow() throws ManagerException {
    Round round =
        reconciler.reconcile(
            Initiator.OPERATOR, Freshness.EVERYTHING, clock.nanos(), Optional.empty());
    dependencies.events().disregard(report.contested());
    publish(report.status(), round.events());
    Optional<ManagerException> failure = report.failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
    return round.steps();
  }

  /** How many times events were lost since the start. */
  public long overruns() {
    return overruns.get();
  }

  /** The namespace of this loop. */
  public Scope scope() {
    return scope;
  }

  /** The status before the first round. */
  public Status initialStatus() {
    return report.status();
  }

  /** The findings of the last round. */
  public CheckResult check() {
    return lastRound.check();
  }

  /** The steps that a repair would execute now. */
  public List<Step> plan() {
    return lastRound.steps();
  }

  /** Repairs now, even in the mode {@code observe}; returns the executed steps. */
  public List<Step> repair() throws ManagerException {
    return submit(this::repairNow);
  }

  /** Undoes every recorded move, family by family, and sets the mode {@code observe}. */
  public List<Event.Undone> undo() throws ManagerException {
    return submit(this::undoNow);
  }

  private List<Event.Undone> undoNow() throws ManagerException {
    reconciler.adopt(reconciler.settings().in(Mode.OBSERVE));
    UndoRun undoRun = reconciler.undo();
    List<Event> events = new ArrayList<>(undoRun.events());
    events.add(new Event.ModeSet(scope, Mode.OBSERVE));
    publish(report.status(), events);
    runRound(Freshness.CHANGED);
    return undoRun.result();
  }

  /** Sets the mode and starts a round. */
  public void setMode(Mode mode) throws ManagerException {
    submit(() -> apply(reconciler.settings().in(mode), new Event.ModeSet(scope, mode)));
  }

  /**
   * Applies new settings and starts a round.
   *
   * @throws ManagerException UNREACHABLE if the loop did not apply them in time
   */
  public void adopt(Settings settings) throws ManagerException {
    submit(() -> apply(settings, new Event.Reloaded(scope, "")));
  }

  /**
   * Keeps the present settings and reports why new ones were refused.
   *
   * @param problem the problem, with file, line and column
   */
  public void refuse(String problem) throws ManagerException {
    submit(() ->
        apply(reconciler.settings().afterRefusal(problem), new Event.Reloaded(scope, problem)));
  }

  private <T> T submit(OperatorRequests.Work<T> work) throws ManagerException {
    return requests.submit(work, dependencies.events()::wake);
  }

  private List<Step> apply(Settings settings, Event event) {
    reconciler.adopt(settings);
    publish(report.status(), List.of(event));
    runRound(Freshness.EVERYTHING);
    return List.of();
  }
}
