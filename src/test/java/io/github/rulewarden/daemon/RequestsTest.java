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
class RequestsTest {
  private final Requests requests = new Requests(Duration.ofMinutes(2));

  /** How often the loop was woken. */
  private final Semaphore wakes = new Semaphore(0);

  @Test
  void theLoopsAnswerIsTheOperators() throws Exception {
    FutureTask<List<String>> operator = operator(() -> List.of("ip rule add"));
    requests.serve();
    assertEquals(List.of("ip rule add"), operator.get());
  }

  @Test
  void whoAsksFirstIsServedFirstAndEachGetsHisOwn() throws Exception {
    List<String> order = new ArrayList<>();
    FutureTask<List<String>> one = operator(() -> turn("repair", order));
    FutureTask<List<String>> two = operator(() -> turn("undo", order));
    requests.serve();
    assertEquals(List.of("repair"), one.get());
    assertEquals(List.of("undo"), two.get());
    assertEquals(List.of("repair", "undo"), order);
  }

  @Test
  void aRefusalReachesTheOperatorAsItIsAndTheNextIsServed() throws Exception {
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
  void whoWaitsInVainIsToldSo() {
    Requests impatient = new Requests(Duration.ofMillis(3));
    ManagerException vain =
        assertThrows(ManagerException.class, () -> impatient.ask(List::of, wakes::release));
    assertEquals(Kind.UNREACHABLE, vain.kind());
    assertEquals("The daemon did not get to it in time; see its log.", vain.getMessage());
    assertEquals(1, wakes.availablePermits());
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotDone() {
    Requests impatient = new Requests(Duration.ofMillis(3));
    Requests.Work forbidden =
        () -> {
          throw new AssertionError("the operator was told that nothing happened");
        };
    assertThrows(ManagerException.class, () -> impatient.ask(forbidden, wakes::release));
    impatient.serve();
  }

  @Test
  void anInterruptedOperatorGetsAnAnswerAndKeepsTheInterrupt() throws Exception {
    Callable<ManagerException> asking =
        () -> {
          Thread.currentThread().interrupt();
          ManagerException answer =
              assertThrows(ManagerException.class, () -> requests.ask(List::of, () -> {}));
          assertTrue(Thread.interrupted());
          return answer;
        };
    assertEquals(Kind.UNREACHABLE, asking.call().kind());
  }

  @Test
  void aBugInTheRepairIsNotSwallowed() throws InterruptedException {
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

  private static List<String> turn(String name, List<String> order) {
    order.add(name);
    return List.of(name);
  }

  /** Somebody who asks on a thread of his own; has asked when this returns. */
  private FutureTask<List<String>> operator(Requests.Work work) throws InterruptedException {
    FutureTask<List<String>> operator = new FutureTask<>(() -> requests.ask(work, wakes::release));
    Thread.ofPlatform().daemon().start(operator);
    wakes.acquire();
    return operator;
  }
}
