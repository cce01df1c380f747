package io.github.rulewarden.daemon;

import io.github.rulewarden.api.ManagerException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What operators asked for, waiting for the loop's thread. */
final class Requests {
  private final Duration patience;
  private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();

  /** What is to be done on the loop's thread. */
  interface Work {
    /** Does it; returns what was done, as {@code ip} commands. */
    List<String> run() throws ManagerException;
  }

  private record Request(Work work, CompletableFuture<List<String>> answer) {}

  /**
   * @param patience how long who asks waits for the answer
   */
  Requests(Duration patience) {
    this.patience = patience;
  }

  /** Asks, and waits for the answer. Any thread but the loop's. */
  List<String> ask(Work work, Runnable wake) throws ManagerException {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    waiting.add(new Request(work, answer));
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

  /** Does what everybody asked for. The loop's thread. */
  void serve() {
    for (Request next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!next.answer().isDone()) {
        serve(next);
      }
    }
  }

  private static void serve(Request request) {
    try {
      request.answer().complete(request.work().run());
    } catch (ManagerException e) {
      request.answer().completeExceptionally(e);
    } catch (RuntimeException e) {
      // Nobody shall wait for a loop that is about to end.
      request.answer().completeExceptionally(e);
      throw e;
    }
  }
}
