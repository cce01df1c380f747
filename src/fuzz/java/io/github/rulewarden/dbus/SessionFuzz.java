package io.github.rulewarden.dbus;

import io.github.rulewarden.daemon.ListedRule;
import io.github.rulewarden.daemon.Manager;
import io.github.rulewarden.daemon.ManagerException;
import io.github.rulewarden.daemon.State;
import io.github.rulewarden.daemon.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A bus that says anything: to our introduction, to our question for the name, and then as calls.
 * The session ends with the connection, by an exception that the service expects.
 */
public final class SessionFuzz implements Target {
  private static final int BODY_LIMIT = 1 << 16;

  /** What the other end sends before it expects to be accepted. */
  private static final int LENGTH_OF_HANDSHAKE = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".length();

  private static final Manager MANAGER = new QuietManager();

  private final ServerSocketChannel listener;
  private final BusAddress address;

  /** The bytes that the bus sends next. */
  private final BlockingQueue<byte[]> inputs = new ArrayBlockingQueue<>(1);

  /** How many bytes the bus was sent meanwhile. */
  private final BlockingQueue<Integer> answered = new ArrayBlockingQueue<>(1);

  /** Listens at a socket in a directory for temporary files. */
  public SessionFuzz() {
    try {
      Path directory = Files.createTempDirectory("bus");
      Path socket = directory.resolve("bus");
      listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(socket));
      address = new BusAddress("unix:path=" + socket);
      directory.toFile().deleteOnExit();
      socket.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("hostile bus").start(this::serve);
  }

  @Override
  public Object feed(byte[] input) {
    try {
      inputs.put(input);
      Exception end = converse();
      return end + ", " + answered.take() + " bytes of answers";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Exception converse() {
    try (BusConnection connection = new BusConnection(BODY_LIMIT)) {
      connection.connect(address);
      Session session = new Session(connection, new ManagerObject(MANAGER, "1.2.3"), MANAGER);
      session.acquireName();
      session.serve();
      throw new AssertionError("the session ended without a reason");
    } catch (IOException | ErrorReply expected) {
      return expected;
    }
  }

  private void serve() {
    try {
      while (true) {
        answered.put(serveOne(inputs.take()));
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says its part of the introduction first, and the rest when it has been greeted. */
  private int serveOne(byte[] input) throws IOException {
    int count = 0;
    try (SocketChannel channel = listener.accept()) {
      int introduction = introduction(input);
      channel.write(ByteBuffer.wrap(input, 0, introduction));
      boolean isGreeted = introduction == input.length;
      if (isGreeted) {
        channel.shutdownOutput();
      }
      ByteBuffer waste = ByteBuffer.allocate(1 << 12);
      for (int read = channel.read(waste); read >= 0; read = channel.read(waste.clear())) {
        count += read;
        if (!isGreeted && count > LENGTH_OF_HANDSHAKE) {
          isGreeted = true;
          channel.write(ByteBuffer.wrap(input, introduction, input.length - introduction));
          channel.shutdownOutput();
        }
      }
    } catch (IOException hungUp) {
      // It may close before it has read everything.
    }
    return count;
  }

  /** How long the first two lines are; without them it is everything. */
  private static int introduction(byte[] input) {
    int lines = 0;
    for (int i = 0; i < input.length; i++) {
      lines += input[i] == '\n' ? 1 : 0;
      if (lines == 2) {
        return i + 1;
      }
    }
    return input.length;
  }

  private static final class QuietManager implements Manager {
    @Override
    public Status status() {
      return new Status(State.OK, "", Mode.REPAIR, Strategy.RELOCATE, 0, 0, 0, 0, List.of());
    }

    @Override
    public List<ListedRule> rules(Set<Family> families) {
      return List.of(new ListedRule(Family.IPV4, 5270, "from all lookup 52", Role.OTHER, 0, 0));
    }

    @Override
    public List<String> repair() throws ManagerException {
      throw new ManagerException(ManagerException.Kind.REFUSED, "not now");
    }
  }
}
