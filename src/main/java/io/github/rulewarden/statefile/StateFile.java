package io.github.rulewarden.statefile;

import io.github.rulewarden.daemon.FileProblem;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.netlink.linux.NamespaceIdentity;
import io.github.rulewarden.state.SavedState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The saved state in a file. The writer holds the instance lock of the same directory. */
public final class StateFile implements StateStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** A larger file is rewritten, unless most of its lines still matter; in bytes. */
  private static final long LARGE = 64 << 10;

  private final Path path;
  private final String boot;

  /** Starts from what the file holds. */
  private final StateChanges changes = new StateChanges();

  private Optional<FileChannel> file = Optional.empty();

  /** The size of the file when it was last rewritten. */
  private long rewrittenSize;

  private boolean isFailing;

  /**
   * Saves to a file.
   *
   * @param path ends in {@code .state}
   * @param boot identifies this boot (/proc/sys/kernel/random/boot_id)
   */
  public StateFile(Path path, String boot) {
    this.path = path;
    this.boot = boot;
  }

  /** Returns the state file of the calling thread's network namespace. */
  public static StateFile in(Path directory) {
    String name = "netns-" + NamespaceIdentity.ofCurrentThread().inode() + ".state";
    return new StateFile(directory.resolve(name), bootId());
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  @Override
  public SavedState load() {
    SavedState saved = StateLine.parse(read());
    changes.begin(saved);
    attempt(this::replaceOldForm);
    return saved;
  }

  @Override
  public void save(SavedState saved) {
    CharSequence lines = changes.changesTo(saved);
    if (!lines.isEmpty()) {
      attempt(() -> append(lines));
    }
  }

  private Set<String> read() {
    Set<String> entries = new LinkedHashSet<>();
    if (!read(StateFormat.CURRENT, entries)) {
      read(StateFormat.JOURNAL, entries);
    }
    return entries;
  }

  /**
   * Reads the file of one form; returns whether it exists. A last line without a line end was not
   * finished and is ignored; a line that is not valid is ignored and logged.
   */
  private boolean read(StateFormat format, Set<String> entries) {
    Path file = format.of(path);
    try {
      String text = Files.readString(file);
      int end = text.indexOf('\n');
      if (end < 0 || !text.substring(0, end).equals(format.header(boot))) {
        return true; // Of another boot, or of another version.
      }
      int number = 1;
      for (int start = end + 1; (end = text.indexOf('\n', start)) >= 0; start = end + 1) {
        number++;
        apply(format.toCurrent(text.substring(start, end)), file, number, entries);
      }
    } catch (NoSuchFileException e) {
      return false; // The first start since the boot.
    } catch (IOException e) {
      LOG.warn(
          "The state file {} cannot be read ({}); the daemon does not know which rules were moved"
              + " before.",
          file,
          FileProblem.words(e));
    }
    return true;
  }

  private static void apply(String line, Path file, int number, Set<String> entries) {
    try {
      String entry = line.substring(Math.min(2, line.length()));
      StateLine.parse(List.of(entry));
      switch (line.substring(0, Math.min(2, line.length()))) {
        case "+ " -> entries.add(entry);
        case "- " -> entries.remove(entry);
        default -> throw new IllegalArgumentException("`" + line + "`: expected + or -");
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("{}:{}: {}; this line is ignored.", file, number, e.getMessage());
    }
  }

  /** Something that is done with the file. */
  private interface FileOperation {
    void run() throws IOException;
  }

  private void attempt(FileOperation operation) {
    try {
      operation.run();
      isFailing = false;
    } catch (IOException e) {
      closeFile();
      if (!isFailing) {
        isFailing = true;
        LOG.warn(
            "The state file {} cannot be written ({}); a restarted daemon will not know which rules"
                + " were moved. The order of the rules is kept anyway.",
            path,
            FileProblem.words(e));
      }
    }
  }

  private void append(CharSequence lines) throws IOException {
    if (file.isEmpty() || file.get().position() > Math.max(LARGE, 4 * rewrittenSize)) {
      rewrite();
    } else {
      write(file.get(), lines);
    }
  }

  /** Deletes the file of the old form once everything in it is in the new one. */
  private void replaceOldForm() throws IOException {
    rewrite();
    Files.deleteIfExists(StateFormat.JOURNAL.of(path));
  }

  private void rewrite() throws IOException {
    closeFile();
    String text = StateFormat.CURRENT.header(boot) + '\n' + changes.all();
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    file = Optional.of(channel);
    try {
      write(channel, text);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(fresh); // A partial file only takes up space.
      throw e;
    }
    rewrittenSize = channel.position();
  }

  private static void write(FileChannel channel, CharSequence text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Closes the file; if the last write failed, tries once more to write everything. */
  @Override
  public void close() {
    if (isFailing) {
      attempt(this::rewrite);
    }
    closeFile();
  }

  private void closeFile() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      LOG.debug("closing the state file", e);
    }
    file = Optional.empty();
  }
}
