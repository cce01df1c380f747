package io.github.rulewarden.testing;

import io.github.rulewarden.netlink.linux.NamespaceIdentity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes in a network namespace, whichever process started them. */
final class Inhabitants {
  private final String link;

  Inhabitants(NamespaceIdentity namespace) {
    this.link = "net:[" + namespace.inode() + "]";
  }

  /** Returns all of these processes except this one, and except zombies. */
  List<ProcessHandle> all() {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        if (livesHere(entry)) {
          ProcessHandle.of(Long.parseLong(entry.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be listed", e);
    }
    found.remove(ProcessHandle.current());
    return found;
  }

  /** Waits for their end, kills those that remain, and returns a description of these. */
  Optional<String> end() {
    if (Patience.until(() -> all().isEmpty())) {
      return Optional.empty();
    }
    StringBuilder complaint = new StringBuilder("still running and now killed:");
    for (ProcessHandle straggler : all()) {
      complaint.append(' ').append(straggler.pid());
      complaint.append(' ').append(straggler.info().command().orElse("?"));
      straggler.destroyForcibly();
    }
    Patience.until(() -> all().isEmpty());
    return Optional.of(complaint.toString());
  }

  private boolean livesHere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/net")).toString().equals(link);
    } catch (IOException gone) {
      return false;
    }
  }
}
