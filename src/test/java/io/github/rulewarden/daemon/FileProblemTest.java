package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** An operator reads what is the matter, not the name of a class. */
class FileProblemTest {
  @Test
  void whatThePlatformTellsByATypeOnlyIsSaidInWords() {
    assertEquals("permission denied", FileProblem.words(new AccessDeniedException("/run/x.lock")));
    assertEquals("no such file or directory", FileProblem.words(new NoSuchFileException("/run/x")));
  }

  @Test
  void ofAFileTheSystemsReasonIsEnoughForThePathIsSaidAnyway() {
    assertEquals(
        "Read-only file system",
        FileProblem.words(new FileSystemException("/var/x", null, "Read-only file system")));
  }

  @Test
  void elseTheMessageIsTheReason() {
    assertEquals(
        "No space left on device", FileProblem.words(new IOException("No space left on device")));
  }

  @Test
  void whatSaysNothingIsAtLeastNamed() {
    assertEquals("IOException", FileProblem.words(new IOException()));
    assertEquals("FileSystemException", FileProblem.words(new FileSystemException("/run/x")));
  }
}
