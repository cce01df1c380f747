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
import java.util.Optional;

/**
 * Sees to it that two instances never repair the same network namespace: a lock on a file that is
 * named for the namespace. The kernel gives it back however the process ends.
 */
public final class InstanceLock implements AutoCloseable {
  private final FileChannel file;

  private InstanceLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock for the calling thread's namespace.
   *
   * @param directory where the files are; made if it is not there
   * @return empty if another process has it
   * @throws IOException if the file cannot be made or locked
   */
  public static Optional<InstanceLock> take(Path directory) throws IOException {
    Files.createDirectories(directory);
    String name = "netns-" + NamespaceIdentity.ofCurrentThread().inode() + ".lock";
    FileChannel file =
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      String pid = ProcessHandle.current().pid() + "\n";
      file.truncate(0);
      file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(new InstanceLock(file));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
