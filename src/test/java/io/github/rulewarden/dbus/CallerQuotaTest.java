package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CallerQuotaTest {
  @Test
  void nobodyGetsMoreThanHisShare() throws Exception {
    CallerQuota places = new CallerQuota(5, 2);
    places.take("one");
    places.take("one");
    assertFull(places, "one");
    places.take("other");
    places.leave("one");
    places.take("one");
    assertFull(places, "one");
  }

  @Test
  void allTogetherGetNoMoreThanThereAre() throws Exception {
    CallerQuota places = new CallerQuota(2, 2);
    places.take("one");
    places.take("other");
    assertFull(places, "third");
    places.leave("one");
    places.take("third");
  }

  @Test
  void whoHasNotComeCannotLeave() throws Exception {
    CallerQuota places = new CallerQuota(2, 2);
    assertThrows(IllegalStateException.class, () -> places.leave("one"));
    places.take("one");
    places.leave("one");
    assertThrows(IllegalStateException.class, () -> places.leave("one"));
  }

  private static void assertFull(CallerQuota places, String who) {
    ErrorReply refusal = assertThrows(ErrorReply.class, () -> places.take(who));
    assertEquals(ErrorReply.LIMITS_EXCEEDED, refusal.name());
  }
}
