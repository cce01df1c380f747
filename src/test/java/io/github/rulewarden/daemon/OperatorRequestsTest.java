package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class OperatorRequestsTest {
  private final OperatorRequests requests = new OperatorRequests(Duration.ofMinutes(2));

  /** The number of wakeups of the loop. */
  private final Semaphore wakes = new Semaphore(0);

  @Test
  void theResultIsReturnedToTheOperator() throws Exception {
    FutureTask<List<String>> operator = operator(() -> List.of("ip rule add"));
    requests.serve();
    assertEquals(List.of("ip rule add"), operator.get());
  }

  @Test
  void requestsAreExecutedInOrderAndEachGetsItsResult() throws Exception {
    List<String> order = new ArrayList<>();
    FutureTask<List<String>> one = operator(() -> append("repair", order));
    FutureTask<List<String>> two = operator(() -> append("undo", order));
    requests.serve();
    assertEquals(List.of("repair"), one.get());
    assertEquals(List.of("undo"), two.get());
    assertEquals(List.of("repair", "undo"), order);
  }

  @Test
  void aRefusalIsReturnedAndTheNextRequestIsExecuted() throws Exception {
    ManagerException refusal = new ManagerException(Kind.DENIED, "CAP_NET_ADMIN is missing.");
    FutureTask<List<String>> operator =
        operator(() -> {
          throw refusal;
        });
    FutureTask<List<String>> next = operator(List::of);
    requests.serve();
    assertSame(refusal, assertThrows(ExecutionException.class, operator::get).getCause());
    assertEquals(List.of(), next.get());
  }

  @Test
  void aTimeoutIsReported() {
    OperatorRequests impatient = new OperatorRequests(Duration.ofMillis(3));
    ManagerException vain =
        assertThrows(ManagerException.class, () -> impatient.submit(List::of, wakes::release));
    assertEquals(Kind.UNREACHABLE, vain.kind());
    assertEquals("The daemon did not answer in time; see its log.", vain.getMessage());
    assertEquals(1, wakes.availablePermits());
  }

  @Test
  void aRequestThatTimedOutIsNotExecuted() {
    OperatorRequests impatient = new OperatorRequests(Duration.ofMillis(3));
    OperatorRequests.Work<List<String>> forbidden =
        () -> {
          throw new AssertionError("the request succeeded");
        };
    assertThrows(ManagerException.class, () -> impatient.submit(forbidden, wakes::release));
    impatient.serve();
  }

  @Test
  void anInterruptedCallerGetsAnErrorAndStaysInterrupted() throws Exception {
    Callable<ManagerException> asking =
        () -> {
          Thread.currentThread().interrupt();
          ManagerException answer =
              assertThrows(ManagerException.class, () -> requests.submit(List::of, () -> {}));
          assertTrue(Thread.interrupted());
          return answer;
        };
    assertEquals(Kind.UNREACHABLE, asking.call().kind());
  }

  @Test
  void aRuntimeExceptionIsNotSwallowed() throws InterruptedException {
    IllegalStateException bug = new IllegalStateException("a bug");
    FutureTask<List<String>> operator =
        operator(() -> {
          throw bug;
        });
    assertSame(bug, assertThrows(IllegalStateException.class, requests::serve));
    assertInstanceOf(
        IllegalStateException.class,
        assertThrows(ExecutionException.class, operator::get).getCause());
  }

  private static List<String> append(String name, List<String> order) {
    order.add(name);
    return List.of(name);
  }

  /** Submits a request on a new thread; the request is queued when this returns. */
  private FutureTask<List<String>> operator(OperatorRequests.Work<List<String>> work)
      throws InterruptedException {
    FutureTask<List<String>> operator =
        new FutureTask<>(() -> requests.submit(work, wakes::release));
    Thread.ofPlatform().daemon().start(operator);
    wakes.acquire();
    return operator;
  }
}
