package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class HeapTrimTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final Status STATUS =
      new Status(
          State.OK, "", Mode.REPAIR, Strategy.RELOCATE, 0, 0, 0, 0, List.of(), List.of(), "");

  /** A heap that is partly in use. */
  private static final class FakeHeap implements HeapTrim.Heap {
    private final BlockingQueue<Long> trims = new LinkedBlockingQueue<>();
    private volatile long committed;
    private volatile long needed = 6 * MEBIBYTE;

    @Override
    public long committed() {
      return committed;
    }

    @Override
    public void trim() {
      trims.add(committed / MEBIBYTE);
      committed = needed;
    }
  }

  private final FakeHeap heap = new FakeHeap();
  private final HeapTrim trim = new HeapTrim(heap, Duration.ofMillis(1));
  private final Thread thread = Thread.ofPlatform().unstarted(trim::run);

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Test
  void aGrownHeapIsTrimmedOnce() throws InterruptedException {
    report(60);
    assertEquals(60, heap.trims.take());
    awaitWaiting();
    report(8);
    assertNull(heap.trims.poll(50, TimeUnit.MILLISECONDS));
  }

  @Test
  void aSmallHeapIsNotTrimmed() throws InterruptedException {
    report(12);
    assertNull(heap.trims.poll(50, TimeUnit.MILLISECONDS));
  }

  /** Ten thousand rules that stay must not pause the program after each event. */
  @Test
  void aTrimmedHeapIsTrimmedAgainOnlyAfterItGrewByHalf() throws InterruptedException {
    heap.needed = 40 * MEBIBYTE;
    report(50);
    assertEquals(50, heap.trims.take());
    awaitWaiting();
    report(59);
    assertNull(heap.trims.poll(50, TimeUnit.MILLISECONDS));
    report(61);
    assertEquals(61, heap.trims.take());
  }

  private void report(long mebibytes) {
    heap.committed = mebibytes * MEBIBYTE;
    trim.report(STATUS, List.of());
  }

  private void awaitWaiting() {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
