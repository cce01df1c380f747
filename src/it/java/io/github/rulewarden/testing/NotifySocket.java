package io.github.rulewarden.testing;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketOptions;

/**
 * Plays systemd's end of {@code NOTIFY_SOCKET} ({@code man 3 sd_notify}), and the journal's end of
 * its socket. It uses jnr-unixsocket, because the JDK cannot bind a datagram socket to a path.
 */
public final class NotifySocket implements AutoCloseable {
  private static final int LONGEST = 256 << 10;

  private final Path directory;
  private final Path path;
  private final UnixDatagramChannel channel;
  private final List<String> received = new ArrayList<>();

  private NotifySocket(Path directory, Path path, UnixDatagramChannel channel) {
    this.directory = directory;
    this.path = path;
    this.channel = channel;
  }

  /** Opens a socket in a directory of its own; every user may write to it. */
  public static NotifySocket open() throws IOException {
    Path directory = Files.createTempDirectory("notify", asFileAttribute(fromString("rwxr-xr-x")));
    Path path = directory.resolve("socket");
    UnixDatagramChannel channel = UnixDatagramChannel.open();
    channel.bind(new UnixSocketAddress(path.toFile()));
    Files.setPosixFilePermissions(path, fromString("rwxrwxrwx"));
    channel.setOption(UnixSocketOptions.SO_RCVTIMEO, Math.toIntExact(Patience.LIMIT.toMillis()));
    return new NotifySocket(directory, path, channel);
  }

  /** Returns the value for {@code NOTIFY_SOCKET}. */
  public String path() {
    return path.toString();
  }

  /** Waits for a notice with the line {@code expected}, such as {@code READY=1}; skips others. */
  public void await(String expected) {
    while (!List.of(next().split("\n")).contains(expected)) {
      // The notice was another one, or had an older status.
    }
  }

  /** Waits for the next notice of any kind. */
  public String next() {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    try {
      channel.receive(buffer);
    } catch (IOException late) {
      throw new AssertionError("no further notice; there were " + received, late);
    }
    String notice = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    received.add(notice);
    return notice;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
    Files.deleteIfExists(directory);
  }
}
