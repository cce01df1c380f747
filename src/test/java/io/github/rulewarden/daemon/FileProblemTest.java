package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Operators get a description of the problem instead of a class name. */
class FileProblemTest {
  @Test
  void exceptionTypesWithoutAReasonAreDescribed() {
    assertEquals("permission denied", FileProblem.words(new AccessDeniedException("/run/x.lock")));
    assertEquals("no such file or directory", FileProblem.words(new NoSuchFileException("/run/x")));
  }

  @Test
  void theReasonIsReturnedWithoutThePath() {
    assertEquals(
        "Read-only file system",
        FileProblem.words(new FileSystemException("/var/x", null, "Read-only file system")));
  }

  @Test
  void otherwiseTheMessageIsTheReason() {
    assertEquals(
        "No space left on device", FileProblem.words(new IOException("No space left on device")));
  }

  @Test
  void withoutAMessageTheTypeIsNamed() {
    assertEquals("IOException", FileProblem.words(new IOException()));
    assertEquals("FileSystemException", FileProblem.words(new FileSystemException("/run/x")));
  }
}
