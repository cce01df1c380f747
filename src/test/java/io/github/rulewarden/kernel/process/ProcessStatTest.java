package io.github.rulewarden.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStatTest {
  private static final String REST =
      " 1 0 0 20 0 1 0 85215 5386240 0 18446744073709551615 1 1 0 0 0 0 0 4096 0 1 0 0 17 0 0 0\n";

  @Test
  void aProcess() {
    assertEquals(
        Optional.of(new ProcessStat(812, "ip", 800, false)),
        ProcessStat.parse("812 (ip) Z 800 790 790 34816 790 4227084" + REST));
  }

  @Test
  void aKernelThread() {
    assertEquals(
        Optional.of(new ProcessStat(2, "kthreadd", 0, true)),
        ProcessStat.parse("2 (kthreadd) S 0 0 0 0 -1 2129984" + REST));
  }

  @Test
  void aNameMayLookLikeOtherFields() {
    assertEquals(
        Optional.of(new ProcessStat(812, "a) Z 1 (b", 800, false)),
        ProcessStat.parse("812 (a) Z 1 (b) Z 800 790 790 34816 790 4227084" + REST));
  }

  @Test
  void controlCharactersAreReplaced() {
    assertEquals(
        Optional.of("?[2J?ip (pid 812)"),
        ProcessStat.parse("812 (\u001b[2J\nip) R 800 790 790 0 -1 0" + REST)
            .map(ProcessStat::text));
  }

  @Test
  void ownProcess() throws IOException {
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    String name = Files.readString(Path.of("/proc/self/comm")).strip();
    int parent = Math.toIntExact(ProcessHandle.current().parent().orElseThrow().pid());
    assertEquals(
        Optional.of(new ProcessStat(pid, name, parent, false)),
        ProcessStat.parse(Files.readString(Path.of("/proc/self/stat"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "812",
        "812 (ip",
        "812 (ip) ",
        "812 (ip) Z",
        "812 (ip) Z 800",
        "812 (ip) Z 800 790 790 34816 790",
        "x (ip) Z 800 790 790 34816 790 0",
        "812 (ip) Z x 790 790 34816 790 0",
        "(ip) Z 800 790 790 34816 790 0",
        ") (812 (ip"
      })
  void malformedTextIsEmpty(String text) {
    assertEquals(Optional.empty(), ProcessStat.parse(text));
  }
}
