package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.policy.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which priorities are found in steps and sentences. */
class PrioritiesTest {
  @Test
  void aSentenceQuotesTheRule() {
    assertEquals(
        List.of("5209"),
        in("`5209: not from all lookup 7` is evaluated before Tailscale's lookup at 5270."));
  }

  @Test
  void stepsNameEachPriorityOnceAndInOrder() {
    assertEquals(
        List.of("5399", "0", "4294967295"),
        Priorities.of(
            Steps.ipv4(
                "+5399: from all lookup 7",
                "+0: from all lookup 7",
                "-4294967295: from all lookup 7",
                "+5399: from all lookup 7"),
            List.of()));
  }

  @Test
  void thePrioritiesOfTheStepsComeFirst() {
    assertEquals(
        List.of("7", "5209", "5208"),
        Priorities.of(
            Steps.ipv4("+7: from all lookup 7"),
            List.of("`5209: a`, `7: b`.", "`5208: c` and `5209: d`.")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "`", "`rulewarden check`", "`5209", "` 5: x", " priority ", " priority 5"})
  void aTextWithoutARuleHasNoPriority(String text) {
    assertEquals(List.of(), in(text));
  }

  @Test
  void onlyTheFirstFewOfManyAreReturned() {
    String[] lines = new String[1000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "-" + i + ": from all lookup 7";
    }
    assertEquals(16, Priorities.of(Steps.ipv4(lines), List.of("`5000: a`")).size());
  }

  private static List<String> in(String sentence) {
    return Priorities.of(List.of(), List.of(sentence));
  }
}
