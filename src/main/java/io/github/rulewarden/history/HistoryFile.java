package io.github.rulewarden.history;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.daemon.FileProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries in a file. The file is opened for each write: writes are rare, and if an operator has
 * deleted or moved the file, the next write creates it again.
 */
final class HistoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);

  private final Path path;
  private final Path older;
  private final int maxSize;
  private boolean isFailing;

  /**
   * Uses a file, and beside it one with the suffix {@code .1}.
   *
   * @param maxSize the size at which the file is rotated, in bytes
   */
  HistoryFile(Path path, int maxSize) {
    this.path = path;
    this.maxSize = maxSize;
    this.older = path.resolveSibling(path.getFileName() + ".1");
  }

  /**
   * Returns the latest entries, oldest first. Logs once if lines are not valid; they are skipped.
   */
  List<HistoryEntry> read(int max) {
    LatestEntries latest = new LatestEntries(max);
    latest.prepend(path, lines(path));
    if (latest.hasRoom()) {
      latest.prepend(older, lines(older));
    }
    latest.logInvalidLines();
    return latest.entries();
  }

  private List<String> lines(Path file) {
    try {
      return lines(tail(file));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be read ({}); the history lacks earlier events.", file, FileProblem.words(e));
      return List.of();
    }
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    String unfinished = text.substring(start);
    if (isEntry(unfinished)) {
      lines.add(unfinished);
    }
    return lines;
  }

  /** Returns the end of a file. A file that another program made may be larger than ours. */
  private String tail(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = Math.max(0, channel.size() - 2L * maxSize);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
      while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
        // Until the end of the file, which may have moved.
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  /** Appends entries; returns whether it succeeded. Logs the first of several failures. */
  boolean append(List<HistoryEntry> entries) {
    StringBuilder text = new StringBuilder();
    for (HistoryEntry entry : entries) {
      text.append(EntryLine.print(entry)).append('\n');
    }
    try {
      append(text.toString());
      isFailing = false;
      return true;
    } catch (IOException e) {
      if (!isFailing) {
        isFailing = true;
        LOG.warn(
            "{} cannot be written ({}); events are reported, but the history is lost at a restart.",
            path,
            FileProblem.words(e));
      }
      return false;
    }
  }

  private void append(String text) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (Files.exists(path) && Files.size(path) >= maxSize) {
      Files.move(path, older, StandardCopyOption.ATOMIC_MOVE);
    }
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      repairLastLine(channel);
      long end = channel.size();
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      try {
        channel.position(end);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        channel.truncate(end); // The next attempt writes it completely.
        throw e;
      }
    }
  }

  /** Completes a last line without a line end if it is a valid entry, and removes it otherwise. */
  private void repairLastLine(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    if (size == 0 || channel.read(last, size - 1) < 1 || last.get(0) == '\n') {
      return;
    }
    byte[] text = Files.readAllBytes(path);
    int start = text.length;
    while (start > 0 && text[start - 1] != '\n') {
      start--;
    }
    if (isEntry(new String(text, start, text.length - start, StandardCharsets.UTF_8))) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
    } else {
      channel.truncate(start);
    }
  }

  private static boolean isEntry(String line) {
    try {
      EntryLine.parse(line);
      return true;
    } catch (IllegalArgumentException torn) {
      return false;
    }
  }
}
