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

/** The journal in a file. Whoever writes it holds the instance lock of the same directory. */
public final class StateFile implements StateStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static final String FORMAT = "rulewarden journal 1 boot ";

  /** Beyond this the file is written anew, unless most of it still counts. */
  private static final long LARGE = 64 << 10;

  private final Path path;
  private final String header;

  /** What the file holds. */
  private final StateChanges facts = new StateChanges();

  private Optional<FileChannel> file = Optional.empty();

  /** How long the file was when it was last written anew. */
  private long bare;

  private boolean isFailing;

  /**
   * @param boot tells this boot from every other (/proc/sys/kernel/random/boot_id)
   */
  public StateFile(Path path, String boot) {
    this.path = path;
    this.header = FORMAT + boot;
  }

  /** The journal of the calling thread's network namespace. */
  public static StateFile in(Path directory) {
    String name = "netns-" + NamespaceIdentity.ofCurrentThread().inode() + ".journal";
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
    facts.begin(saved);
    attempt(this::writeAnew);
    return saved;
  }

  @Override
  public void save(SavedState saved) {
    CharSequence changes = facts.changesTo(saved);
    if (!changes.isEmpty()) {
      attempt(() -> append(changes));
    }
  }

  /** A line without its end was never finished; one that makes no sense is left out and told. */
  private Set<String> read() {
    Set<String> found = new LinkedHashSet<>();
    try {
      String text = Files.readString(path);
      int end = text.indexOf('\n');
      if (end < 0 || !text.substring(0, end).equals(header)) {
        return found; // Of another boot, or of another version.
      }
      int number = 1;
      for (int start = end + 1; (end = text.indexOf('\n', start)) >= 0; start = end + 1) {
        number++;
        apply(text.substring(start, end), number, found);
      }
    } catch (NoSuchFileException e) {
      // The first start since the boot.
    } catch (IOException e) {
      LOG.warn(
          "The journal {} cannot be read ({}); what was moved before is not known.",
          path,
          FileProblem.words(e));
    }
    return found;
  }

  private void apply(String line, int number, Set<String> found) {
    try {
      String fact = line.substring(Math.min(2, line.length()));
      StateLine.parse(List.of(fact));
      switch (line.substring(0, Math.min(2, line.length()))) {
        case "+ " -> found.add(fact);
        case "- " -> found.remove(fact);
        default -> throw new IllegalArgumentException("`" + line + "`: expected + or -");
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("{}:{}: {}; this line is left out.", path, number, e.getMessage());
    }
  }

  /** One step with the file. */
  private interface Deed {
    void run() throws IOException;
  }

  private void attempt(Deed deed) {
    try {
      deed.run();
      isFailing = false;
    } catch (IOException e) {
      closeFile();
      if (!isFailing) {
        isFailing = true;
        LOG.warn(
            "The journal {} cannot be written ({}): after a restart it will not be known what was"
                + " moved. The order is kept all the same.",
            path,
            FileProblem.words(e));
      }
    }
  }

  private void append(CharSequence changes) throws IOException {
    if (file.isEmpty() || file.get().position() > Math.max(LARGE, 4 * bare)) {
      writeAnew();
    } else {
      write(file.get(), changes);
    }
  }

  private void writeAnew() throws IOException {
    closeFile();
    String text = header + '\n' + facts.all();
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
      Files.deleteIfExists(fresh); // Half of it only takes room from others.
      throw e;
    }
    bare = channel.position();
  }

  private static void write(FileChannel channel, CharSequence text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What could not be written is written now, if there is room by now. */
  @Override
  public void close() {
    if (isFailing) {
      attempt(this::writeAnew);
    }
    closeFile();
  }

  private void closeFile() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      LOG.debug("closing the journal", e);
    }
    file = Optional.empty();
  }
}
