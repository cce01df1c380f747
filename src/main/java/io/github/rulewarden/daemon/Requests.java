package io.github.rulewarden.daemon;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Repairs that operators asked for, waiting for the loop's thread. */
final class Requests {
  private static final long PATIENCE_SECONDS = 5;

  private final Queue<CompletableFuture<List<String>>> waiting = new ConcurrentLinkedQueue<>();

  /** The loop's side of one request. */
  interface Work {
    List<String> repair() throws ManagerException;
  }

  /** Asks, and waits for the answer. Any thread but the loop's. */
  List<String> ask(Runnable wake) throws ManagerException {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    waiting.add(answer);
    wake.run();
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ManagerException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new ManagerException(
          ManagerException.Kind.UNREACHABLE,
          "The daemon did not get to it within " + PATIENCE_SECONDS + " s; see its log.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerException(ManagerException.Kind.UNREACHABLE, "Interrupted while waiting.");
    }
  }

  /** Answers everybody who asked. The loop's thread. */
  void serve(Work work) {
    for (CompletableFuture<List<String>> answer = waiting.poll();
        answer != null;
        answer = waiting.poll()) {
      try {
        answer.complete(work.repair());
      } catch (ManagerException e) {
        answer.completeExceptionally(e);
      }
    }
  }
}
