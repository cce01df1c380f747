package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A session that a test calls as root or as a user; the test plays the bus and polkit. */
abstract class AuthorizationFixture {
  static final String CALLER = ":1.9";
  static final String POLKIT = ":1.3";
  static final String STRANGER = ":1.66";
  static final Value ROOT = new Value.Unsigned32(0);
  static final Value USER = new Value.Unsigned32(1000);
  static final int NO_FLAGS = 0;

  /** The reply to Repair. */
  static final List<Object> STEPS = List.of(new Value.Texts(List.of(FakeManager.STEP)));

  @TempDir Path directory;

  final FakeManager manager = new FakeManager();
  ScriptedBus bus;

  @BeforeEach
  void start() throws Exception {
    bus = new ScriptedBus(directory.resolve("bus"), manager, Polkit.Timeouts.DEFAULT);
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
  }

  /** Calls a method as a user who is not root. */
  long callAsUser(String method, int flags, Value... values) throws Exception {
    long call = bus.call(CALLER, method, flags, values);
    bus.reply(bus.receiveCall("GetConnectionUnixUser"), StandardNames.BUS, USER);
    return call;
  }

  void refusePolkit() throws Exception {
    bus.replyError(
        bus.receiveCall("GetNameOwner"),
        StandardNames.BUS,
        ErrorReply.NAME_HAS_NO_OWNER,
        "no such name");
    bus.replyError(
        bus.receiveCall("StartServiceByName"),
        StandardNames.BUS,
        ErrorReply.SERVICE_UNKNOWN,
        "not provided by any .service files");
  }

  void assertDenied(String sentence, long call) throws Exception {
    List<Object> reply = bus.receiveReply(call);
    assertEquals(ErrorReply.ACCESS_DENIED, reply.getFirst());
    assertTrue(reply.get(1).toString().contains(sentence), reply::toString);
    assertTrue(manager.done.isEmpty());
  }

  static Object first(List<Object> reply) {
    return reply.isEmpty() ? "" : reply.getFirst();
  }
}
