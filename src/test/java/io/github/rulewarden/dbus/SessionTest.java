package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.Status;
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
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.messages.constants.MessageTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a session makes of a bus, and of those on it, that do not mean well. */
@Timeout(600)
class SessionTest {
  private static final Value ROOT = new Value.Unsigned32(0);

  /** Answers to the question for the name. */
  private static final Value PRIMARY_OWNER = new Value.Unsigned32(1);

  private static final Value EXISTS = new Value.Unsigned32(3);

  /** The numbers of the session's questions, in their order. */
  private static final long HELLO = 1;

  private static final long REQUEST_NAME = 2;

  /** Where a message keeps the length of its body. */
  private static final int BODY_LENGTH = 4;

  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void aSignalIsNoAnswer() throws Exception {
    words.writeBytes("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII));
    say(FakeBus.answer(MessageTypes.SIGNAL, ":1.66", HELLO, ROOT));
    say(FakeBus.answer(MessageTypes.METHOD_REPLY, Names.BUS, HELLO, new Value.Text(":1.5")));
    say(FakeBus.answer(MessageTypes.SIGNAL, ":1.66", REQUEST_NAME, PRIMARY_OWNER));
    say(FakeBus.answer(MessageTypes.METHOD_REPLY, Names.BUS, REQUEST_NAME, EXISTS));
    FakeBus.Talk talk = talk();
    assertEquals(
        "another process owns it", assertInstanceOf(ErrorReply.class, talk.end()).sentence());
  }

  @Test
  void argumentsThatAreCutOffAreRefused() throws Exception {
    welcome();
    byte[] call = call(Names.PROPERTIES, "Get", "ss", Names.MANAGER, "State");
    int lengthOfState = call.length - "State".length() - 1 - Integer.BYTES;
    call[lengthOfState + 2] = 1;
    say(call);
    String said = talk().said();
    assertTrue(said.contains("The arguments of Get cannot be read."), said);
  }

  @Test
  void argumentsThatAreMissingAreRefused() throws Exception {
    welcome();
    byte[] getAll = call(Names.PROPERTIES, "GetAll", "s", "");
    int body = Integer.BYTES + 1;
    byte[] withoutBody = Arrays.copyOf(getAll, getAll.length - body);
    withoutBody[BODY_LENGTH] = 0;
    say(withoutBody);
    String said = talk().said();
    assertTrue(said.contains("The arguments of GetAll cannot be read."), said);
  }

  @Test
  void anAnswerThatIsNoNumberEndsTheSession() throws Exception {
    words.writeBytes("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII));
    say(FakeBus.answer(MessageTypes.METHOD_REPLY, Names.BUS, HELLO, new Value.Text(":1.5")));
    say(FakeBus.answer(MessageTypes.METHOD_REPLY, Names.BUS, REQUEST_NAME, new Value.Text("1")));
    assertEquals(
        "the bus answers [1], expected a number",
        assertInstanceOf(IOException.class, talk().end()).getMessage());
  }

  private void welcome() {
    words.writeBytes("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII));
    say(FakeBus.answer(MessageTypes.METHOD_REPLY, Names.BUS, HELLO, new Value.Text(":1.5")));
    say(FakeBus.answer(MessageTypes.METHOD_REPLY, Names.BUS, REQUEST_NAME, PRIMARY_OWNER));
  }

  private static byte[] call(
      String interfaceName, String member, String signature, Object... arguments)
      throws DBusException {
    byte[][] pieces =
        new MessageFactory(Endian.LITTLE)
            .createMethodCall(
                ":1.9",
                Names.SERVICE,
                Names.PATH,
                interfaceName,
                member,
                (byte) 0,
                signature,
                arguments)
            .getWireData();
    ByteArrayOutputStream call = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      if (piece != null) {
        call.writeBytes(piece);
      }
    }
    return call.toByteArray();
  }

  private void say(byte[] bytes) {
    words.writeBytes(bytes);
  }

  private FakeBus.Talk talk() throws IOException {
    try (FakeBus bus = new FakeBus(directory.resolve("bus"))) {
      return bus.talk(words.toByteArray(), new Nobody());
    }
  }

  /** Of whom nothing may come to be asked. */
  private static final class Nobody implements Manager {
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
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public List<String> plan() {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public List<HistoryEntry> history(int most) {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public String metrics() {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public List<String> undo() {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public void reload() {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public void setMode(Mode mode) {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public List<String> repair() {
      throw new AssertionError();
    }
  }
}
