package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  /** An undo adds a remark about each rule that it leaves unchanged. */
  @Test
  void onlyCommandsAreConvertedToAnotherNamespace() {
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
