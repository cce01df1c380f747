package io.github.rulewarden.namespaces;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.daemon.ReconcileLoop;
import io.github.rulewarden.daemon.Settings;
import io.github.rulewarden.fib.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the loops of all watched namespaces. */
public final class Supervisor {
  private final Map<Scope, ReconcileLoop> loops = new LinkedHashMap<>();
  private final ReconcileLoop own;

  /**
   * Creates a supervisor of loops that do not run yet.
   *
   * @param loops one loop for each namespace; the first is the daemon's own
   */
  public Supervisor(List<ReconcileLoop> loops) {
    this.own = loops.getFirst();
    for (ReconcileLoop loop : loops) {
      this.loops.put(loop.scope(), loop);
    }
  }

  /**
   * Runs the loop of the daemon's own namespace on the calling thread, and each other one on a
   * thread of its own, until {@link #stop()}.
   *
   * @param inOrder is called once, when the rules of the own namespace are in order
   * @param ready is called once, after {@code inOrder}
   */
  public void run(Runnable inOrder, Runnable ready) {
    List<Thread> others = new ArrayList<>();
    for (ReconcileLoop loop : loops.values()) {
      if (loop != own) {
        others.add(start(loop));
      }
    }
    try {
      own.run(inOrder, ready);
    } finally {
      stop();
      others.forEach(Supervisor::join);
    }
  }

  private static Thread start(ReconcileLoop loop) {
    return Thread.ofPlatform().name("netns " + loop.scope().text()).start(() -> loop.run(() -> {}));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes {@link #run} return soon. Any thread may call this. */
  public void stop() {
    for (ReconcileLoop loop : loops.values()) {
      loop.stop();
    }
  }

  /**
   * Applies new settings in every loop, each with an immediate round. Any thread except a loop's
   * may call this.
   *
   * @throws ManagerException UNREACHABLE if a loop did not apply them in time
   */
  public void adopt(Settings settings) throws ManagerException {
    for (ReconcileLoop loop : loops.values()) {
      loop.adopt(settings);
    }
  }

  /**
   * Reports in every loop why new settings were refused; the present ones stay. Any thread except a
   * loop's may call this.
   *
   * @param problem with file, line and column
   */
  public void refuse(String problem) throws ManagerException {
    for (ReconcileLoop loop : loops.values()) {
      loop.refuse(problem);
    }
  }

  /** How many times events were lost since the start. Any thread may call this. */
  public long overruns() {
    long overruns = 0;
    for (ReconcileLoop loop : loops.values()) {
      overruns += loop.overruns();
    }
    return overruns;
  }

  /** The loop of the daemon's own namespace. */
  ReconcileLoop own() {
    return own;
  }

  /** All loops; that of the own namespace is first. */
  List<ReconcileLoop> loops() {
    return List.copyOf(loops.values());
  }

  /** The loop of a namespace; empty if the namespace is not watched. */
  Optional<ReconcileLoop> loop(Scope scope) {
    return Optional.ofNullable(loops.get(scope));
  }
}
