package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records reports; its first call can be blocked. */
final class RecordingListener implements StatusListener {
  /** One call. */
  record Report(Status status, List<Event> events) {}

  private static final long PATIENCE_SECONDS = 120;

  private final LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final boolean isSlow;

  private RecordingListener(boolean isSlow) {
    this.isSlow = isSlow;
  }

  static RecordingListener prompt() {
    return new RecordingListener(false);
  }

  /** Returns a listener whose first call blocks until {@link #release()}. */
  static RecordingListener slow() {
    return new RecordingListener(true);
  }

  void awaitCall() {
    await(entered);
  }

  void release() {
    released.countDown();
  }

  @Override
  public void report(Status status, List<Event> events) {
    reports.add(new Report(status, events));
    entered.countDown();
    if (isSlow) {
      await(released);
    }
  }

  /** Waits for the next report. */
  Report next() throws InterruptedException {
    Report report = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(report != null, "no report came");
    return report;
  }

  /** Returns the reports so far that {@link #next()} has not returned. */
  List<Report> rest() {
    return new ArrayList<>(reports);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "waited in vain");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
