package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that change something need the authorization of their caller, and are limited. */
@Timeout(600)
class AuthorizerTest extends AuthorizationFixture {
  @ParameterizedTest
  @CsvSource({"Repair,repair", "Undo,undo", "Reload,reload"})
  void rootNeedsNoPolkit(String method, String done) throws Exception {
    long call = bus.call(CALLER, method, NO_FLAGS);
    Message request = bus.receiveCall("GetConnectionUnixUser");
    assertEquals(List.of(new Value.Text(CALLER)), request.values());
    bus.reply(request, StandardNames.BUS, ROOT);
    List<Object> reply = bus.receiveReply(call);
    assertEquals(method.equals("Reload") ? List.of() : STEPS, reply);
    assertEquals(done, manager.done.take());
  }

  @Test
  void rootSetsTheMode() throws Exception {
    long call = bus.call(CALLER, "SetMode", NO_FLAGS, new Value.Text("observe"));
    bus.reply(bus.receiveCall("GetConnectionUnixUser"), StandardNames.BUS, ROOT);
    assertEquals(List.of(), bus.receiveReply(call));
    assertEquals("mode observe", manager.done.take());
  }

  @Test
  void onlyTheBusReportsTheUserOfACaller() throws Exception {
    long call = bus.call(CALLER, "Repair", NO_FLAGS);
    Message request = bus.receiveCall("GetConnectionUnixUser");
    bus.reply(Message.Kind.SIGNAL, request, STRANGER, ROOT);
    bus.reply(Message.Kind.SIGNAL, request, StandardNames.BUS, ROOT);
    bus.reply(request, STRANGER, ROOT);
    bus.reply(request, POLKIT, ROOT);
    bus.reply(request, StandardNames.BUS, USER);
    refusePolkit();
    assertDenied("user 1000 needs an authorization by polkit", call);
  }

  @Test
  void aCallerThatTheBusDoesNotKnowIsDenied() throws Exception {
    long call = bus.call(CALLER, "Repair", NO_FLAGS);
    Message request = bus.receiveCall("GetConnectionUnixUser");
    bus.replyError(request, StandardNames.BUS, ErrorReply.NAME_HAS_NO_OWNER, "no such name");
    assertDenied("no such name", call);
  }

  @Test
  void anInvalidCallIsRefusedBeforeItsCallerIsChecked() throws Exception {
    assertEquals(
        List.of(ErrorReply.INVALID_ARGS, "Repair was given arguments 's': expected ''."),
        bus.receiveReply(bus.call(CALLER, "Repair", NO_FLAGS, new Value.Text("now"))));
    assertEquals(
        List.of(ErrorReply.INVALID_ARGS, "Mode 'rest' is unknown: expected repair or observe."),
        bus.receiveReply(bus.call(CALLER, "SetMode", NO_FLAGS, new Value.Text("rest"))));
    assertEquals(
        ErrorReply.UNKNOWN_METHOD,
        bus.receiveReply(bus.call(CALLER, StandardNames.PEER, "Repair", NO_FLAGS)).getFirst());
  }

  @Test
  void aCallerHasALimitOfWaitingCalls() throws Exception {
    long[] calls = new long[8];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = bus.call(CALLER, "Repair", NO_FLAGS);
      bus.receiveCall("GetConnectionUnixUser");
    }
    long surplus = bus.call(CALLER, "Repair", NO_FLAGS);
    assertEquals(
        List.of(
            ErrorReply.LIMITS_EXCEEDED,
            "Too many calls are waiting for authorization: try again in a minute."),
        bus.receiveReply(surplus));
    long root = bus.call(":1.1", "Repair", NO_FLAGS);
    bus.reply(bus.receiveCall("GetConnectionUnixUser"), StandardNames.BUS, ROOT);
    assertEquals(STEPS, bus.receiveReply(root));
  }

  /** A user has many connections, and only the bus knows that they belong to one user. */
  @Test
  void manyCallsOfAUserDoNotBlockRoot() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      bus.call(":1." + (100 + i / 8), "Repair", NO_FLAGS);
      bus.receiveCall("GetConnectionUnixUser");
    }
    long root = bus.call(":1.1", "Repair", NO_FLAGS);
    bus.reply(bus.receiveCall("GetConnectionUnixUser"), StandardNames.BUS, ROOT);
    assertEquals(STEPS, bus.receiveReply(root));
  }

  @Test
  void aCallIsNoLongerCountedHoweverItEnds() throws Exception {
    for (int i = 0; i < 100; i++) {
      long call = bus.call(CALLER, "Repair", NO_FLAGS);
      Message request = bus.receiveCall("GetConnectionUnixUser");
      manager.refusal = Optional.empty();
      switch (i % 4) {
        case 0 -> bus.reply(request, StandardNames.BUS, ROOT);
        case 1 -> bus.replyError(request, StandardNames.BUS, ErrorReply.NAME_HAS_NO_OWNER, "gone");
        case 2 -> {
          bus.reply(request, StandardNames.BUS, USER);
          refusePolkit();
        }
        default -> {
          manager.refusal =
              Optional.of(new ManagerException(ManagerException.Kind.REFUSED, "not now"));
          bus.reply(request, StandardNames.BUS, ROOT);
        }
      }
      assertNotEquals(ErrorReply.LIMITS_EXCEEDED, first(bus.receiveReply(call)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED,io.github.rulewarden.Error.Refused",
    "DENIED,org.freedesktop.DBus.Error.AccessDenied",
    "UNREACHABLE,io.github.rulewarden.Error.Unreachable"
  })
  void theDaemonsRefusalsHaveNames(ManagerException.Kind kind, String error) throws Exception {
    manager.refusal = Optional.of(new ManagerException(kind, "not now"));
    long call = bus.call(CALLER, "Reload", NO_FLAGS);
    bus.reply(bus.receiveCall("GetConnectionUnixUser"), StandardNames.BUS, ROOT);
    assertEquals(List.of(error, "not now"), bus.receiveReply(call));
  }
}
