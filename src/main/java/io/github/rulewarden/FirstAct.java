package io.github.rulewarden;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.Rehearsal;
import io.github.rulewarden.journal.RehearsedJournal;
import io.github.rulewarden.kernel.RehearsalStage;

/**
 * The first act of the rehearsal. What a repair needs, Java links meanwhile on the other core: it
 * takes as long as to open the log and the way to the kernel.
 */
final class FirstAct {
  /** So many rehearsed repairs bring the compiler to everything that a repair runs through. */
  private static final int REHEARSED_REPAIRS = 300;

  private final Rehearsal rehearsal =
      new Rehearsal(new RehearsalStage(new RehearsedJournal()), Clock.system(), REHEARSED_REPAIRS);

  private final Thread thread = Thread.ofPlatform().name("first-act").unstarted(rehearsal::act);

  private FirstAct() {}

  /** Begins it on a thread of its own. */
  static FirstAct begin() {
    FirstAct act = new FirstAct();
    act.thread.start();
    return act;
  }

  /** The rehearsal, which is not to go on before {@link #await()}. */
  Rehearsal rehearsal() {
    return rehearsal;
  }

  /** Waits until it is over. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
