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
 * The entries on the disk. It is opened for each write: those are rare, and whoever deletes or
 * moves it is not written to in vain.
 */
final class HistoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);

  private final Path path;
  private final Path older;
  private final int large;
  private boolean isFailing;

  /**
   * @param large from this size on, in bytes, the file makes room for a new one
   */
  HistoryFile(Path path, int large) {
    this.path = path;
    this.large = large;
    this.older = path.resolveSibling(path.getFileName() + ".1");
  }

  /** So many of the latest at most, oldest first. What makes no sense is left out and told once. */
  List<HistoryEntry> read(int most) {
    Reading reading = new Reading(most);
    reading.prepend(path, lines(path));
    if (reading.wantsMore()) {
      reading.prepend(older, lines(older));
    }
    reading.complain();
    return reading.entries();
  }

  private List<String> lines(Path file) {
    try {
      return lines(tail(file));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be read ({}): what happened before is not known.", file, FileProblem.words(e));
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

  /** The end of a file, as much as we would have written; it may be of other origin. */
  private String tail(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = Math.max(0, channel.size() - 2L * large);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
      while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
        // Until the end, wherever it is by now.
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  /** Appends entries; returns whether that went well. Says so once if it did not. */
  boolean append(List<HistoryEntry> entries) {
    StringBuilder text = new StringBuilder();
    for (HistoryEntry entry : entries) {
      text.append(Line.print(entry)).append('\n');
    }
    try {
      append(text.toString());
      isFailing = false;
      return true;
    } catch (IOException e) {
      if (!isFailing) {
        isFailing = true;
        LOG.warn(
            "{} cannot be written ({}): what happens is told, but not kept beyond a restart.",
            path,
            FileProblem.words(e));
      }
      return false;
    }
  }

  private void append(String text) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (Files.exists(path) && Files.size(path) >= large) {
      Files.move(path, older, StandardCopyOption.ATOMIC_MOVE);
    }
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      mend(channel);
      long end = channel.size();
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      try {
        channel.position(end);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        channel.truncate(end); // It comes whole the next time.
        throw e;
      }
    }
  }

  /** A line without its end gets one if it makes sense, else it goes. */
  private void mend(FileChannel channel) throws IOException {
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
      Line.parse(line);
      return true;
    } catch (IllegalArgumentException torn) {
      return false;
    }
  }
}
