package io.github.rulewarden.daemon;

import io.github.rulewarden.manager.ManagerException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Repairs that operators asked for, waiting for the loop's thread. */
final class Requests {
  private final Duration patience;
  private final Queue<CompletableFuture<List<String>>> waiting = new ConcurrentLinkedQueue<>();

  /** The loop's side of one request. */
  interface Work {
    List<String> repair() throws ManagerException;
  }

  /**
   * @param patience how long who asks waits for the answer
   */
  Requests(Duration patience) {
    this.patience = patience;
  }

  /** Asks, and waits for the answer. Any thread but the loop's. */
  List<String> ask(Runnable wake) throws ManagerException {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    waiting.add(answer);
    wake.run();
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ManagerException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new ManagerException(
          ManagerException.Kind.UNREACHABLE, "The daemon did not get to it in time; see its log.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerException(ManagerException.Kind.UNREACHABLE, "Interrupted while waiting.");
    } finally {
      answer.cancel(false); // What nobody waits for any more must not be done.
    }
  }

  /** Answers everybody who asked. The loop's thread. */
  void serve(Work work) {
    for (CompletableFuture<List<String>> answer = waiting.poll();
        answer != null;
        answer = waiting.poll()) {
      if (answer.isDone()) {
        continue;
      }
      try {
        answer.complete(work.repair());
      } catch (ManagerException e) {
        answer.completeExceptionally(e);
      } catch (RuntimeException e) {
        answer.completeExceptionally(e); // Nobody shall wait for a loop that is about to end.
        throw e;
      }
    }
  }
}
