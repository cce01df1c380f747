package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.linux.NamespaceIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {
  @TempDir Path directory;

  @Test
  void isNamedAfterTheNamespaceAndContainsThePid() throws IOException {
    try (InstanceLock _ = take(directory)) {
      assertTrue(isLocked());
      // The lock is lost from here on: POSIX releases it as soon as its process closes the file.
      assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(file()));
    }
  }

  @Test
  void isReleased() throws IOException {
    try (InstanceLock _ = take(directory)) {
      assertTrue(isLocked());
    }
    assertFalse(isLocked());
  }

  @Test
  void createsItsDirectory() throws IOException {
    try (InstanceLock _ = take(directory.resolve("run/rulewarden"))) {
      assertTrue(Files.isDirectory(directory.resolve("run/rulewarden")));
    }
  }

  @Test
  void aSecondLockOfTheSameProcessIsRefusedAndKeepsTheFirst() throws IOException {
    try (InstanceLock _ = take(directory)) {
      for (int i = 0; i < 2; i++) {
        assertEquals(Optional.empty(), InstanceLock.take(directory));
        assertTrue(isLocked());
      }
    }
    take(directory).close();
  }

  @Test
  void lastsIfItIsUnreachable() throws IOException {
    take(directory);
    for (int i = 0; i < 3; i++) {
      System.gc();
      // This gives the cleaner time to run.
      take(directory.resolve("other")).close();
    }
    assertTrue(isLocked());
  }

  @Test
  void showsWhetherItIsHeldAndStaysSo() throws IOException {
    assertFalse(InstanceLock.isHeld(directory));
    try (InstanceLock _ = take(directory)) {
      assertTrue(InstanceLock.isHeld(directory));
      assertTrue(isLocked());
    }
    assertFalse(InstanceLock.isHeld(directory));
    Path absent = directory.resolve("absent");
    assertFalse(InstanceLock.isHeld(absent));
    assertFalse(Files.exists(absent));
  }

  @Test
  void canBeClosedTwice() throws IOException {
    InstanceLock lock = take(directory);
    lock.close();
    try (InstanceLock _ = take(directory)) {
      lock.close();
      assertTrue(isLocked(), "the second close must not release the lock of another instance");
    }
  }

  @Test
  void throwsIfTheFileCannotBeCreated() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThrows(IOException.class, () -> InstanceLock.take(file));
  }

  private static InstanceLock take(Path directory) throws IOException {
    return InstanceLock.take(directory).orElseThrow();
  }

  private Path file() {
    return directory.resolve("netns-" + NamespaceIdentity.ofCurrentThread().inode() + ".lock");
  }

  /** Whether the kernel lists a lock on the file ({@code man 5 proc_locks}). */
  private boolean isLocked() throws IOException {
    String inode = ":" + Files.getAttribute(file(), "unix:ino") + " ";
    List<String> locks = Files.readAllLines(Path.of("/proc/locks"));
    return locks.stream().anyMatch(lock -> lock.contains(inode));
  }
}
