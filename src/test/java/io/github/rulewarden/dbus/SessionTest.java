package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.TestMessages;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session with a bus, or with users of a bus, that send malformed or forged messages. */
@Timeout(600)
class SessionTest {
  private static final Value ROOT = new Value.Unsigned32(0);

  /** Replies to RequestName. */
  private static final Value PRIMARY_OWNER = new Value.Unsigned32(1);

  private static final Value EXISTS = new Value.Unsigned32(3);

  /** The serials of the session's calls. */
  private static final long HELLO = 1;

  private static final long REQUEST_NAME = 2;

  /** The offset of the length of the body in a message. */
  private static final int BODY_LENGTH = 4;

  private final ByteArrayOutputStream toSend = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void aSignalIsNoReply() throws Exception {
    toSend.writeBytes("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII));
    send(reply(Message.Kind.SIGNAL, ":1.66", HELLO, ROOT));
    send(reply(Message.Kind.METHOD_RETURN, StandardNames.BUS, HELLO, new Value.Text(":1.5")));
    send(reply(Message.Kind.SIGNAL, ":1.66", REQUEST_NAME, PRIMARY_OWNER));
    send(reply(Message.Kind.METHOD_RETURN, StandardNames.BUS, REQUEST_NAME, EXISTS));
    Exception end = converse().end();
    assertEquals("another process owns it", assertInstanceOf(ErrorReply.class, end).sentence());
  }

  @Test
  void argumentsThatAreCutOffAreRefused() throws Exception {
    acceptSession();
    byte[] call =
        call(
            StandardNames.PROPERTIES,
            "Get",
            new Value.Text(Names.MANAGER),
            new Value.Text("State"));
    int lengthOfState = call.length - "State".length() - 1 - Integer.BYTES;
    call[lengthOfState + 2] = 1;
    send(call);
    String received = converse().received();
    assertTrue(received.contains("The arguments of Get cannot be read."), received);
  }

  @Test
  void argumentsThatAreMissingAreRefused() throws Exception {
    acceptSession();
    byte[] getAll = call(StandardNames.PROPERTIES, "GetAll", new Value.Text(""));
    int body = Integer.BYTES + 1;
    byte[] withoutBody = Arrays.copyOf(getAll, getAll.length - body);
    withoutBody[BODY_LENGTH] = 0;
    send(withoutBody);
    String received = converse().received();
    assertTrue(received.contains("The arguments of GetAll cannot be read."), received);
  }

  @Test
  void aReplyThatIsNoNumberEndsTheSession() throws Exception {
    toSend.writeBytes("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII));
    send(reply(Message.Kind.METHOD_RETURN, StandardNames.BUS, HELLO, new Value.Text(":1.5")));
    send(reply(Message.Kind.METHOD_RETURN, StandardNames.BUS, REQUEST_NAME, new Value.Text("1")));
    assertEquals(
        "the bus replied [1], expected a number",
        assertInstanceOf(IOException.class, converse().end()).getMessage());
  }

  private static byte[] reply(Message.Kind kind, String sender, long call, Value value) {
    return TestMessages.bytes(TestMessages.reply(kind, 1, sender, call, value));
  }

  private void acceptSession() {
    toSend.writeBytes("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII));
    send(reply(Message.Kind.METHOD_RETURN, StandardNames.BUS, HELLO, new Value.Text(":1.5")));
    send(reply(Message.Kind.METHOD_RETURN, StandardNames.BUS, REQUEST_NAME, PRIMARY_OWNER));
  }

  private static byte[] call(String interfaceName, String member, Value... arguments) {
    return TestMessages.bytes(
        TestMessages.call(1, ":1.9", 0, Names.PATH, interfaceName, member, arguments));
  }

  private void send(byte[] bytes) {
    toSend.writeBytes(bytes);
  }

  private FakeBus.Conversation converse() throws IOException {
    try (FakeBus bus = new FakeBus(directory.resolve("bus"))) {
      return bus.converse(toSend.toByteArray(), new UnusedManager());
    }
  }

  /** A manager that must not be called. */
  private static final class UnusedManager implements Manager {
    @Override
    public Status status() {
      throw new AssertionError();
    }

    @Override
    public List<ListedRule> rules(Scope scope, Set<Family> families) {
      throw new AssertionError();
    }

    @Override
    public CheckResult check() {
      throw new UnsupportedOperationException("not called here");
    }

    @Override
    public List<String> plan() {
      throw new UnsupportedOperationException("not called here");
    }

    @Override
    public List<HistoryEntry> history(int max) {
      throw new UnsupportedOperationException("not called here");
    }

    @Override
    public String metrics() {
      throw new UnsupportedOperationException("not called here");
    }

    @Override
    public List<String> undo() {
      throw new UnsupportedOperationException("not called here");
    }

    @Override
    public void reload() {
      throw new UnsupportedOperationException("not called here");
    }

    @Override
    public void setMode(Mode mode) {
      throw new UnsupportedOperationException("not called here");
    }

    @Override
    public List<String> repair() {
      throw new AssertionError();
    }
  }
}
