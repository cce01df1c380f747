package io.github.rulewarden.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.RuleState.Change;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The check finds every kind of gap. */
class GapCheckTest {
  private static final int OWNER = 4711;
  private static final int RULEWARDEN = -4096;

  private final List<SeenRule> rules = new ArrayList<>();
  private final List<RuleState> states = new ArrayList<>();

  GapCheckTest() {
    rules.add(foreign(5205));
    rules.add(suppress(5208));
    rules.add(capture(5209));
    rules.add(new SeenRule(2, 5270, "lookup 52", 52, 0, false, false));
    states.add(new RuleState(0, Optional.empty(), Map.of(Family.IPV4, List.copyOf(rules))));
    // The pair exists now, and must stay complete from now on.
    change(OWNER, Change.DELETED, suppress(5208));
    change(OWNER, Change.ADDED, suppress(5208));
  }

  @Test
  void makeBeforeBreakHasNone() {
    change(RULEWARDEN, Change.ADDED, capture(5399));
    change(RULEWARDEN, Change.ADDED, suppress(5398));
    change(RULEWARDEN, Change.DELETED, capture(5209));
    change(RULEWARDEN, Change.DELETED, suppress(5208));
    GapCheck.assertNone(states, event -> event.author() == RULEWARDEN);
  }

  @Test
  void aRuleThatStandsNowhere() {
    change(RULEWARDEN, Change.DELETED, capture(5209));
    assertGap(
        "ipv4 DELETED 5209: not fwmark 0xca6c table 51820 by -4096: it stands nowhere any more");
  }

  @Test
  void aCopyWhoseOriginalWasDeletedByItsOwnerMayGo() {
    change(RULEWARDEN, Change.ADDED, capture(5399));
    change(OWNER, Change.DELETED, capture(5209));
    change(RULEWARDEN, Change.DELETED, capture(5399));
    GapCheck.assertNone(states, event -> event.author() == RULEWARDEN);
  }

  @Test
  void aCaptureWithoutItsSuppressRule() {
    change(RULEWARDEN, Change.ADDED, suppress(5398));
    change(RULEWARDEN, Change.DELETED, suppress(5208));
    assertGap(
        "ipv4 DELETED 5208: table 254 suppress by -4096: 5209: not fwmark 0xca6c table 51820"
            + " stands without its suppress rule");
  }

  @Test
  void aRuleOfSomebodyElseThatIsMoved() {
    change(RULEWARDEN, Change.ADDED, foreign(5300));
    assertGap("ipv4 ADDED 5300: table 77 by -4096: a rule of somebody else's was touched");
  }

  private void assertGap(String gap) {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> GapCheck.assertNone(states, event -> event.author() == RULEWARDEN));
    assertEquals(gap, error.getMessage());
  }

  private void change(int author, Change change, SeenRule rule) {
    if (change == Change.DELETED) {
      rules.remove(rule);
    } else {
      rules.add(rule);
      rules.sort((one, other) -> Long.compare(one.priority(), other.priority()));
    }
    RuleEvent event = new RuleEvent(Family.IPV4, change, rule, author);
    states.add(
        new RuleState(states.size(), Optional.of(event), Map.of(Family.IPV4, List.copyOf(rules))));
  }

  private static SeenRule foreign(long priority) {
    return new SeenRule(2, priority, "lookup 77", 77, 0, false, false);
  }

  private static SeenRule capture(long priority) {
    return new SeenRule(2, priority, "not fwmark", 51820, 51820, false, true);
  }

  private static SeenRule suppress(long priority) {
    return new SeenRule(2, priority, "suppress", 254, 0, true, false);
  }
}
