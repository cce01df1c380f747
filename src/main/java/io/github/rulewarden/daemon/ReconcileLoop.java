package io.github.rulewarden.daemon;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for a hint and has the {@link Reconciler} look. The one thread that writes to the kernel
 * runs this.
 */
public final class ReconcileLoop {
  /**
   * So many acts bring a repair from 150 ms to less than one. The rest of the rehearsal follows
   * when nothing has happened for a while: an event must not wait for an act to end.
   */
  static final int ACTS_BEFORE_READY = 150;

  /** How long an operator waits for a repair. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What the loop needs from outside.
   *
   * @param alertness how long to stay awake after a repair: wg-quick's next rule comes within
   *     milliseconds, and a core that has not gone to sleep meanwhile handles it twice as fast
   */
  public record Surroundings(
      RuleTable table,
      EventSource events,
      Attribution attribution,
      Clock clock,
      Heartbeat heartbeat,
      Reporter reporter,
      WarmUp warmUp,
      Duration alertness,
      StateStore store) {}

  private final Scope scope;
  private final Surroundings outside;
  private final Clock clock;
  private final Reconciler reconciler;
  private final NamespaceReport report;
  private final Requests requests = new Requests(PATIENCE);
  private final LoopSchedule schedule;
  private volatile LastLook lastLook;
  private volatile boolean isStopping;
  private final AtomicLong overruns = new AtomicLong();

  /**
   * @param impediment why this process cannot change rules, one sentence; empty if nothing is known
   *     to be in the way
   */
  public ReconcileLoop(
      Scope scope, Settings settings, Surroundings outside, Optional<String> impediment) {
    this.scope = scope;
    this.outside = outside;
    this.clock = outside.clock();
    this.schedule = new LoopSchedule(clock, outside.alertness());
    this.reconciler =
        new Reconciler(
            scope,
            EnumSet.allOf(Family.class),
            settings,
            outside.table(),
            outside.attribution(),
            clock,
            impediment,
            outside.store());
    this.report = reconciler.report();
    this.lastLook = report.lastLook();
  }

  /**
   * Puts in order what is out of order already, calls {@code ready}, and goes on until {@link
   * #stop()}.
   *
   * @param ready is called once, after the first look and its repair
   */
  public void run(Runnable ready) {
    run(() -> {}, ready);
  }

  /**
   * The same, with something to start when the rules are in order: it loads its classes on the
   * other core while this thread rehearses, and not when the first event comes.
   */
  public void run(Runnable inOrder, Runnable ready) {
    look(clock.nanos(), Optional.empty());
    inOrder.run();
    for (int i = 0; i < ACTS_BEFORE_READY && !outside.warmUp().isOver(); i++) {
      rehearse();
    }
    ready.run();
    while (!isStopping) {
      Wakeup wakeup = outside.events().await(patience());
      outside.heartbeat().beat();
      requests.serve();
      if (!wakeup.triggers().isEmpty()) {
        if (wakeup.triggers().contains(Trigger.EVENTS_LOST)) {
          overruns.incrementAndGet();
          publish(report.lost(), List.of());
        }
        waitOutStorm();
        look(wakeup.receivedNanos(), wakeup.author());
      } else if (isLookDue()) {
        // A glance needs no more than the rules that nobody tells of, and those are read anyway.
        if (report.contested().isEmpty()) {
          outside.table().forget();
        }
        look(clock.nanos(), Optional.empty());
      } else if (!outside.warmUp().isOver() && schedule.untilQuietNanos() == 0) {
        rehearse();
      }
    }
  }

  /** Makes {@link #run} return soon. Any thread may call this. */
  public void stop() {
    isStopping = true;
    outside.events().wake();
  }

  /** One act on the stage, then a look at the real rules: the way to the kernel is part of it. */
  private void rehearse() {
    outside.warmUp().act();
    outside.table().forgetAllButTailnet();
    Round round = see(clock.nanos(), Optional.empty());
    if (!round.events().isEmpty()) {
      publish(report.status(), round.events());
    }
  }

  private void look(long receivedNanos, Optional<Integer> author) {
    long begin = clock.nanos();
    Round round = see(receivedNanos, author);
    schedule.looked(begin, yieldOf(round));
    publish(report.status(), round.events());
  }

  /**
   * In a contested family each event would wake this thread in vain, a thousand times a second.
   * Nobody listens to them until a repair is due; a glance now and then does.
   */
  private Round see(long receivedNanos, Optional<Integer> author) {
    Round round = reconciler.reconcile(Initiator.POLICY, receivedNanos, author);
    outside.events().disregard(report.contested());
    return round;
  }

  /** Steps that came to nothing are none: somebody may be undoing them as fast as they are done. */
  private static StormLimiter.Yield yieldOf(Round round) {
    for (Event event : round.events()) {
      if (event instanceof Event.Repaired) {
        return StormLimiter.Yield.REPAIR;
      }
    }
    return StormLimiter.Yield.NOTHING;
  }

  private void publish(Status status, List<Event> events) {
    lastLook = report.lastLook();
    outside.reporter().publish(scope, status, report.ladders(), events);
  }

  private void waitOutStorm() {
    long pause = schedule.stormPauseNanos();
    if (pause > 0) {
      outside.events().pause(pause);
    }
  }

  private long patience() {
    if (schedule.isAlert()) {
      return 0;
    }
    if (!outside.warmUp().isOver()) {
      return schedule.untilQuietNanos();
    }
    return Math.min(Math.max(0, untilNextLook()), outside.heartbeat().intervalNanos());
  }

  private boolean isLookDue() {
    return untilNextLook() <= 0;
  }

  private long untilNextLook() {
    return schedule.untilNextLookNanos(!report.contested().isEmpty(), reconciler.nextLook());
  }

  private List<String> repairNow() throws ManagerException {
    outside.table().forget();
    Round round = reconciler.reconcile(Initiator.OPERATOR, clock.nanos(), Optional.empty());
    outside.events().disregard(report.contested());
    publish(report.status(), round.events());
    Optional<ManagerException> complaint = report.complaint();
    if (complaint.isPresent()) {
      throw complaint.get();
    }
    return round.steps();
  }

  /** How often events were lost since the start. Any thread may call this. */
  public long overruns() {
    return overruns.get();
  }

  /** The namespace whose rules this loop looks after. */
  public Scope scope() {
    return scope;
  }

  /** The status before the first look. */
  public Status initialStatus() {
    return report.status();
  }

  /** What is wrong, as the last look found it. Any thread may call this. */
  public CheckResult check() {
    return lastLook.examination();
  }

  /** What a repair would do now, as {@code ip} commands. Any thread may call this. */
  public List<String> plan() {
    return lastLook.commands();
  }

  /** Repairs now, in {@code observe} too. Any thread but the loop's. */
  public List<String> repair() throws ManagerException {
    return ask(this::repairNow);
  }

  /** Undoes every move that is known, and sets the mode observe. Any thread but the loop's. */
  public List<String> undo() throws ManagerException {
    return ask(this::undoNow);
  }

  private List<String> undoNow() throws ManagerException {
    reconciler.adopt(reconciler.settings().in(Mode.OBSERVE));
    outside.table().forget();
    UndoRun undoRun = reconciler.undo();
    List<Event> events = new ArrayList<>(undoRun.events());
    events.add(new Event.ModeSet(scope, Mode.OBSERVE));
    publish(report.status(), events);
    look(clock.nanos(), Optional.empty());
    return undoRun.result();
  }

  /** Sets the mode and looks at once. Any thread but the loop's. */
  public void setMode(Mode mode) throws ManagerException {
    ask(() -> goBy(reconciler.settings().in(mode), new Event.ModeSet(scope, mode)));
  }

  /**
   * Goes by something else from now on, and looks at once. Any thread but the loop's.
   *
   * @throws ManagerException UNREACHABLE if the loop did not get to it in time
   */
  public void adopt(Settings settings) throws ManagerException {
    ask(() -> goBy(settings, new Event.Reloaded(scope, "")));
  }

  /**
   * Goes by the same as before, and says why. Any thread but the loop's.
   *
   * @param problem with file, line and column
   */
  public void refuse(String problem) throws ManagerException {
    ask(() ->
        goBy(reconciler.settings().afterRefusal(problem), new Event.Reloaded(scope, problem)));
  }

  private List<String> ask(Requests.Work work) throws ManagerException {
    return requests.ask(work, outside.events()::wake);
  }

  private List<String> goBy(Settings settings, Event event) {
    reconciler.adopt(settings);
    publish(report.status(), List.of(event));
    outside.table().forget();
    look(clock.nanos(), Optional.empty());
    return List.of();
  }
}
