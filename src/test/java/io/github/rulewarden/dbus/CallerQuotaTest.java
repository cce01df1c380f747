package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import org.junit.jupiter.api.Test;

class CallerQuotaTest {
  @Test
  void aCallerGetsNoMoreThanItsLimit() throws Exception {
    CallerQuota quota = new CallerQuota(5, 2);
    quota.acquire("one");
    quota.acquire("one");
    assertFull(quota, "one");
    quota.acquire("other");
    quota.release("one");
    quota.acquire("one");
    assertFull(quota, "one");
  }

  @Test
  void allCallersTogetherGetNoMoreThanTheTotal() throws Exception {
    CallerQuota quota = new CallerQuota(2, 2);
    quota.acquire("one");
    quota.acquire("other");
    assertFull(quota, "third");
    quota.release("one");
    quota.acquire("third");
  }

  @Test
  void aReleaseWithoutAnAcquireIsABug() throws Exception {
    CallerQuota quota = new CallerQuota(2, 2);
    assertThrows(IllegalStateException.class, () -> quota.release("one"));
    quota.acquire("one");
    quota.release("one");
    assertThrows(IllegalStateException.class, () -> quota.release("one"));
  }

  private static void assertFull(CallerQuota quota, String caller) {
    ErrorReply refusal = assertThrows(ErrorReply.class, () -> quota.acquire(caller));
    assertEquals(ErrorReply.LIMITS_EXCEEDED, refusal.name());
  }
}
