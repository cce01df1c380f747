package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.linux.NamespaceIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents two instances from repairing the same network namespace, by a lock on a file that is
 * named after the namespace. The kernel releases the lock when the process ends.
 */
public final class InstanceLock implements AutoCloseable {
  private static final Path LOCKS = Path.of("/proc/locks");

  /**
   * The locks of this process. The garbage collector closes an unreachable channel, and POSIX
   * releases a process's lock when the process closes any descriptor of the file. So a lock must
   * stay reachable, and a locked file must not be opened again.
   */
  private static final Map<Path, InstanceLock> HELD = new HashMap<>();

  private static final Logger LOG = LoggerFactory.getLogger(InstanceLock.class);

  private final Path path;
  private final FileChannel file;

  private InstanceLock(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Acquires the lock for the namespace of the calling thread.
   *
   * @param directory of the lock files; created if it does not exist
   * @return empty if this or another process holds the lock
   * @throws IOException if the file cannot be created or locked
   */
  public static Optional<InstanceLock> take(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path path = directory.toRealPath().resolve(fileName());
    synchronized (HELD) {
      if (HELD.containsKey(path)) {
        return Optional.empty();
      }
      Optional<InstanceLock> lock = lock(path);
      lock.ifPresent(held -> HELD.put(path, held));
      return lock;
    }
  }

  /**
   * Whether this or another process holds the lock for the namespace of the calling thread. Reads
   * {@code /proc/locks} (proc_locks(5)): to try the lock could refuse it to a daemon that starts.
   *
   * @throws IOException if that cannot be determined
   */
  public static boolean isHeld(Path directory) throws IOException {
    Path path = directory.resolve(fileName());
    if (!Files.exists(path)) {
      return false;
    }
    String file = procName(path);
    for (String line : Files.readAllLines(LOCKS)) {
      if (line.contains(" WRITE ") && line.contains(file)) {
        return true;
      }
    }
    return false;
  }

  /** The file as in /proc/locks: major and minor device number in hex, and the inode. */
  private static String procName(Path path) throws IOException {
    long device = (Long) Files.getAttribute(path, "unix:dev");
    long major = (device >>> 8) & 0xfff;
    long minor = (device & 0xff) | ((device >>> 12) & ~0xffL);
    return String.format(
        " %02x:%02x:%s ", major, minor, String.valueOf(Files.getAttribute(path, "unix:ino")));
  }

  private static String fileName() {
    return "netns-" + NamespaceIdentity.ofCurrentThread().inode() + ".lock";
  }

  private static Optional<InstanceLock> lock(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      writePid(file);
      return Optional.of(new InstanceLock(path, file));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Writes the pid, for information only. The lock works without it, for example on a full disk.
   */
  private static void writePid(FileChannel file) {
    String pid = ProcessHandle.current().pid() + "\n";
    try {
      file.truncate(0);
      file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      LOG.debug("the pid cannot be written to the instance lock", e);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(path, this);
      file.close();
    }
  }
}
