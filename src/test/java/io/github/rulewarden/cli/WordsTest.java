package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  /** What an undo leaves alone is a remark among the commands. */
  @Test
  void onlyCommandsAreTurnedIntoThoseOfAnotherNamespace() {
    List<String> commands =
        List.of("ip -4 rule del priority 5399", "# ipv4: `5399: lookup 51820` stays where it is.");

    assertEquals(commands, Words.typedOnHost(commands, Scope.OWN));
    assertEquals(
        List.of(
            "ip -n mullvad -4 rule del priority 5399",
            "# ipv4: `5399: lookup 51820` stays where it is."),
        Words.typedOnHost(commands, Scope.named("mullvad")));
  }
}
