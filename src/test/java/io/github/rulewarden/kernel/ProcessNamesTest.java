package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessNamesTest {
  private final ProcessNames names = new ProcessNames();

  @Test
  void namesTheProcessThatHasThePortIdAsItsPid() throws IOException {
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    String name = Files.readString(Path.of("/proc/self/comm")).strip();
    assertEquals(name + " (pid " + pid + ")", names.describe(pid));
  }

  @Test
  void aProcessMayBeGone() {
    int largest = 1 << 22;
    assertEquals("a process that is gone (pid " + (largest + 1) + ")", names.describe(largest + 1));
  }

  /** What the kernel gives a process's second socket, and what it calls itself. */
  @ParameterizedTest
  @ValueSource(ints = {-4097, Integer.MIN_VALUE, -1, 0})
  void isSilentOnWhatIsNoPid(int portId) {
    assertEquals("", names.describe(portId));
  }
}
