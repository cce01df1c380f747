package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The instance lock excludes other processes. */
@Timeout(600)
class InstanceLockIT {
  @TempDir Path directory;

  /**
   * A second process: it takes the lock, reports whether it succeeded, and runs until it is ended.
   */
  static final class OtherInstance {
    public static void main(String[] words) throws IOException {
      Optional<InstanceLock> lock = InstanceLock.take(Path.of(words[0]));
      System.out.println(lock.isPresent() ? "held" : "refused");
      System.in.transferTo(OutputStream.nullOutputStream()); // Until the parent ends, too.
    }
  }

  @Test
  void belongsToOneProcessUntilItEnds() throws IOException, InterruptedException {
    Process first = start();
    Process second = start();
    try {
      Set<String> answers = Set.of(answer(first), answer(second));
      assertEquals(Set.of("held", "refused"), answers);
      assertEquals(Optional.empty(), InstanceLock.take(directory));
      kill(first);
      kill(second);
      InstanceLock.take(directory).orElseThrow().close();
    } finally {
      kill(first);
      kill(second);
    }
  }

  @Test
  void eachNamespaceHasItsOwn() throws IOException, KernelException {
    try (InstanceLock _ = InstanceLock.take(directory).orElseThrow();
        NetworkNamespace namespace = NetworkNamespace.create()) {
      Optional<InstanceLock> lock =
          namespace.<Optional<InstanceLock>, IOException>run(() -> InstanceLock.take(directory));
      lock.orElseThrow().close();
    }
  }

  private Process start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OtherInstance.class.getName(),
            directory.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String answer(Process process) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(reader.readLine());
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
  }
}
