package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which priorities are found in sentences and commands. */
class PrioritiesTest {
  @Test
  void aSentenceQuotesTheRule() {
    assertEquals(
        List.of("5209"),
        Priorities.in(
            List.of("`5209: not from all lookup 7` is asked before Tailscale's lookup at 5270.")));
  }

  @Test
  void commandsNameEachPriorityOnceAndInOrder() {
    assertEquals(
        List.of("5399", "0", "4294967295"),
        Priorities.in(
            List.of(
                "ip -4 rule add priority 5399 from all lookup 7",
                "ip -6 rule add priority 0 from all lookup 7",
                "ip -4 rule del priority 4294967295 from all lookup 7",
                "ip -6 rule add priority 5399 from all lookup 7")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "`", "`rulewarden check`", "`5209", "` 5: x", " priority ", " priority 5"})
  void aTextWithoutARuleHasNoPriority(String text) {
    assertEquals(List.of(), Priorities.in(List.of(text)));
  }

  @Test
  void onlyTheFirstFewOfManyAreReturned() {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      steps.add("ip -4 rule del priority " + i + " from all");
    }
    assertEquals(16, Priorities.in(steps).size());
  }
}
