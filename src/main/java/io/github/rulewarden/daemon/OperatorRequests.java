package io.github.rulewarden.daemon;

import io.github.rulewarden.api.ManagerException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Operators' requests that wait for the loop's thread. */
final class OperatorRequests {
  private final Duration timeout;
  private final Queue<Request<?>> waiting = new ConcurrentLinkedQueue<>();

  /** The part of a request that runs on the loop's thread. */
  interface Work<T> {
    /** Executes the request. */
    T run() throws ManagerException;
  }

  private record Request<T>(Work<T> work, CompletableFuture<T> result) {
    void serve() {
      try {
        result.complete(work.run());
      } catch (ManagerException e) {
        result.completeExceptionally(e);
      } catch (RuntimeException e) {
        // The loop is about to end, so the caller must not wait for it.
        result.completeExceptionally(e);
        throw e;
      }
    }
  }

  /**
   * Creates an empty queue.
   *
   * @param timeout how long a caller waits for the result
   */
  OperatorRequests(Duration timeout) {
    this.timeout = timeout;
  }

  /** Queues a request and waits for its result. Any thread except the loop's may call this. */
  <T> T submit(Work<T> work, Runnable wake) throws ManagerException {
    CompletableFuture<T> result = new CompletableFuture<>();
    waiting.add(new Request<>(work, result));
    wake.run();
    try {
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ManagerException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new ManagerException(
          ManagerException.Kind.UNREACHABLE, "The daemon did not answer in time; see its log.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerException(ManagerException.Kind.UNREACHABLE, "Interrupted while waiting.");
    } finally {
      result.cancel(false); // A request must not run if its caller no longer waits.
    }
  }

  /** Executes the waiting requests. Called on the loop's thread. */
  void serve() {
    for (Request<?> next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!next.result().isDone()) {
        next.serve();
      }
    }
  }
}
