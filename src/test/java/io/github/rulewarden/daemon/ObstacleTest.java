package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** An operator reads what is the matter, not the name of a class. */
class ObstacleTest {
  @Test
  void whatThePlatformTellsByATypeOnlyIsSaidInWords() {
    assertEquals("permission denied", Obstacle.words(new AccessDeniedException("/run/x.lock")));
    assertEquals("no such file or directory", Obstacle.words(new NoSuchFileException("/run/x")));
  }

  @Test
  void ofAFileTheSystemsReasonIsEnoughForThePathIsSaidAnyway() {
    assertEquals(
        "Read-only file system",
        Obstacle.words(new FileSystemException("/var/x", null, "Read-only file system")));
  }

  @Test
  void elseTheMessageIsTheReason() {
    assertEquals(
        "No space left on device", Obstacle.words(new IOException("No space left on device")));
  }

  @Test
  void whatSaysNothingIsAtLeastNamed() {
    assertEquals("IOException", Obstacle.words(new IOException()));
    assertEquals("FileSystemException", Obstacle.words(new FileSystemException("/run/x")));
  }
}
