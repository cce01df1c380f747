package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.ManagerException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RequestsTest {
  private final Requests requests = new Requests(Duration.ofSeconds(8));

  /** How often the loop was woken. */
  private final Semaphore wakes = new Semaphore(0);

  @Test
  void theLoopsAnswerIsTheOperators() throws Exception {
    FutureTask<List<String>> operator = operator();
    requests.serve(() -> List.of("ip rule add"));
    assertEquals(List.of("ip rule add"), operator.get());
  }

  @Test
  void whoAsksFirstIsServedFirstAndEachIsServed() throws Exception {
    FutureTask<List<String>> one = operator();
    FutureTask<List<String>> two = operator();
    List<String> order = new ArrayList<>();
    requests.serve(() -> {
      order.add("turn " + order.size());
      return List.of(order.getLast());
    });
    assertEquals(List.of("turn 0"), one.get());
    assertEquals(List.of("turn 1"), two.get());
  }

  @Test
  void aRefusalReachesTheOperatorAsItIs() throws InterruptedException {
    FutureTask<List<String>> operator = operator();
    ManagerException refusal = new ManagerException(Kind.DENIED, "CAP_NET_ADMIN is missing.");
    requests.serve(() -> {
      throw refusal;
    });
    assertSame(refusal, assertThrows(ExecutionException.class, operator::get).getCause());
  }

  @Test
  void withNobodyAskingNothingIsDone() throws ManagerException {
    requests.serve(() -> {
      throw new AssertionError("nobody asked");
    });
  }

  @Test
  void whoWaitsInVainIsToldSo() {
    Requests impatient = new Requests(Duration.ofMillis(3));
    ManagerException vain =
        assertThrows(ManagerException.class, () -> impatient.ask(wakes::release));
    assertEquals(Kind.UNREACHABLE, vain.kind());
    assertEquals("The daemon did not get to it in time; see its log.", vain.getMessage());
    assertEquals(1, wakes.availablePermits());
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotDone() throws ManagerException {
    Requests impatient = new Requests(Duration.ofMillis(3));
    assertThrows(ManagerException.class, () -> impatient.ask(wakes::release));
    impatient.serve(() -> {
      throw new AssertionError("the operator was told that nothing happened");
    });
  }

  @Test
  void anInterruptedOperatorGetsAnAnswerAndKeepsTheInterrupt() throws Exception {
    Callable<ManagerException> asking =
        () -> {
          Thread.currentThread().interrupt();
          ManagerException answer =
              assertThrows(ManagerException.class, () -> requests.ask(() -> {}));
          assertTrue(Thread.interrupted());
          return answer;
        };
    assertEquals(Kind.UNREACHABLE, asking.call().kind());
  }

  @Test
  void aBugInTheRepairIsNotSwallowed() throws InterruptedException {
    FutureTask<List<String>> operator = operator();
    IllegalStateException bug = new IllegalStateException("a bug");
    assertSame(
        bug,
        assertThrows(
            IllegalStateException.class,
            () ->
                requests.serve(() -> {
                  throw bug;
                })));
    assertInstanceOf(
        IllegalStateException.class,
        assertThrows(ExecutionException.class, operator::get).getCause());
  }

  /** Somebody who asks on a thread of his own; has asked when this returns. */
  private FutureTask<List<String>> operator() throws InterruptedException {
    FutureTask<List<String>> operator = new FutureTask<>(() -> requests.ask(wakes::release));
    Thread.ofPlatform().daemon().start(operator);
    wakes.acquire();
    return operator;
  }
}
