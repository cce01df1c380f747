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
 * Sees to it that two instances never repair the same network namespace: a lock on a file that is
 * named for the namespace. The kernel gives it back however the process ends.
 */
public final class InstanceLock implements AutoCloseable {
  /**
   * The locks of this process. A channel that nobody can reach any more is closed, and with the
   * first close of the file, through whatever descriptor, POSIX gives the process's lock back: so a
   * lock must stay reachable, and a file that is locked must not be opened again.
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
   * Takes the lock for the calling thread's namespace.
   *
   * @param directory where the files are; made if it is not there
   * @return empty if this or another process has it
   * @throws IOException if the file cannot be made or locked
   */
  public static Optional<InstanceLock> take(Path directory) throws IOException {
    Files.createDirectories(directory);
    String name = "netns-" + NamespaceIdentity.ofCurrentThread().inode() + ".lock";
    Path path = directory.toRealPath().resolve(name);
    synchronized (HELD) {
      if (HELD.containsKey(path)) {
        return Optional.empty();
      }
      Optional<InstanceLock> lock = lock(path);
      lock.ifPresent(held -> HELD.put(path, held));
      return lock;
    }
  }

  private static Optional<InstanceLock> lock(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      noteOwner(file);
      return Optional.of(new InstanceLock(path, file));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * For those who look who it is. A lock without it locks as well, and needs no room on the disk.
   */
  private static void noteOwner(FileChannel file) {
    String pid = ProcessHandle.current().pid() + "\n";
    try {
      file.truncate(0);
      file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      LOG.debug("the instance lock does not tell whose it is", e);
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
