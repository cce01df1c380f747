package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** polkit decides for users who are not root. */
@Timeout(600)
class PolkitTest extends AuthorizationFixture {
  private static final Value APPROVAL = decision(true, false);
  private static final Value DENIAL = decision(false, false);
  private static final Value CHALLENGE = decision(false, true);

  private static final Polkit.Timeouts SHORT =
      new Polkit.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({
    "Repair,io.github.rulewarden.repair",
    "Undo,io.github.rulewarden.repair",
    "Reload,io.github.rulewarden.reload"
  })
  void polkitChecksTheActionOfTheCaller(String method, String action) throws Exception {
    long call = callAsUser(method, NO_FLAGS);
    Message request = receivePolkitCall();
    assertEquals(POLKIT, request.destination());
    assertEquals(Names.POLKIT_PATH, request.path());
    assertEquals(Names.POLKIT_AUTHORITY, request.interfaceName());
    assertEquals("(sa{sv})sa{ss}us", request.signature());
    assertEquals(
        "[[system-bus-name, {name=" + CALLER + "}], " + action + ", {}, 0, ]",
        request.values().toString());
    bus.reply(request, POLKIT, APPROVAL);
    bus.receiveCall("RemoveMatch");
    assertNotEquals(ErrorReply.ACCESS_DENIED, first(bus.receiveReply(call)));
    manager.done.take();
  }

  @Test
  void polkitMayPromptOnlyIfTheCallAllowsIt() throws Exception {
    callAsUser("Repair", Message.ALLOW_INTERACTIVE_AUTHORIZATION);
    assertEquals(new Value.Unsigned32(1), receivePolkitCall().values().get(3));
  }

  @Test
  void onlyTheOwnerOfPolkitsNameCanReply() throws Exception {
    long call = callAsUser("Repair", NO_FLAGS);
    Message request = receivePolkitCall();
    bus.reply(request, STRANGER, APPROVAL);
    bus.reply(request, CALLER, APPROVAL);
    bus.reply(request, Names.POLKIT, APPROVAL);
    bus.reply(Message.Kind.SIGNAL, request, POLKIT, APPROVAL);
    bus.replyError(request, STRANGER, ErrorReply.FAILED, "forged");
    bus.reply(request, POLKIT, DENIAL);
    bus.receiveCall("RemoveMatch");
    assertDenied(
        "Repair changes routing rules: polkit does not authorize user 1000 to request it.", call);
  }

  @Test
  void onlyTheBusReportsTheOwnerOfPolkitsName() throws Exception {
    callAsUser("Repair", NO_FLAGS);
    Message request = bus.receiveCall("GetNameOwner");
    bus.reply(request, STRANGER, new Value.Text(STRANGER));
    bus.reply(request, StandardNames.BUS, new Value.Text(POLKIT));
    bus.reply(bus.receiveCall("AddMatch"), StandardNames.BUS);
    assertEquals(POLKIT, bus.receiveCall("CheckAuthorization").destination());
  }

  @Test
  void aPolkitThatDoesNotRunIsStarted() throws Exception {
    long call = callAsUser("Repair", NO_FLAGS);
    bus.replyError(
        bus.receiveCall("GetNameOwner"), StandardNames.BUS, ErrorReply.NAME_HAS_NO_OWNER, "nobody");
    Message start = bus.receiveCall("StartServiceByName");
    assertEquals(List.of(new Value.Text(Names.POLKIT), new Value.Unsigned32(0)), start.values());
    bus.reply(start, StandardNames.BUS, new Value.Unsigned32(1));
    bus.reply(receivePolkitCall(), POLKIT, APPROVAL);
    bus.receiveCall("RemoveMatch");
    assertEquals(STEPS, bus.receiveReply(call));
  }

  @Test
  void withoutPolkitOnlyRootIsAuthorized() throws Exception {
    long call = callAsUser("Repair", Message.ALLOW_INTERACTIVE_AUTHORIZATION);
    refusePolkit();
    assertDenied(
        "Repair changes routing rules: user 1000 needs an authorization by polkit, and there is no"
            + " polkit on the bus (not provided by any .service files).",
        call);
  }

  @Test
  void aForbiddenPromptIsReported() throws Exception {
    long call = callAsUser("SetMode", NO_FLAGS, new Value.Text("observe"));
    bus.reply(receivePolkitCall(), POLKIT, CHALLENGE);
    bus.receiveCall("RemoveMatch");
    assertEquals(
        List.of(
            ErrorReply.INTERACTION_REQUIRED,
            "SetMode changes what Rulewarden may do: polkit requires an administrator's password,"
                + " and the call does not allow a prompt."),
        bus.receiveReply(call));
  }

  @Test
  void aMissingPasswordIsReported() throws Exception {
    long call = callAsUser("Undo", Message.ALLOW_INTERACTIVE_AUTHORIZATION);
    bus.reply(receivePolkitCall(), POLKIT, CHALLENGE);
    bus.receiveCall("RemoveMatch");
    assertDenied(
        "Undo changes routing rules: polkit requires an administrator's password and got none:"
            + " retry as root, or where a polkit agent can prompt.",
        call);
  }

  @Test
  void anErrorOfPolkitIsADenial() throws Exception {
    long call = callAsUser("Reload", NO_FLAGS);
    bus.replyError(
        receivePolkitCall(), POLKIT, "org.freedesktop.PolicyKit1.Error.Failed", "no such action");
    bus.receiveCall("RemoveMatch");
    assertDenied(
        "polkit failed to check whether user 1000 is authorized for io.github.rulewarden.reload"
            + " (no such action).",
        call);
  }

  @Test
  void aPolkitThatLeavesDuringTheCheckIsADenial() throws Exception {
    long call = callAsUser("Repair", NO_FLAGS);
    bus.replyError(receivePolkitCall(), StandardNames.BUS, ErrorReply.NO_REPLY, "it left");
    bus.receiveCall("RemoveMatch");
    assertDenied("it left", call);
  }

  @Test
  void anUnexpectedReplyIsADenial() throws Exception {
    for (Value unexpected :
        List.of(
            ROOT,
            new Value.Bool(true),
            new Value.Structure(List.of(new Value.Bool(true))),
            new Value.Structure(
                List.of(new Value.Text("yes"), new Value.Bool(false), new Value.Text(""))))) {
      long call = callAsUser("Repair", NO_FLAGS);
      bus.reply(receivePolkitCall(), POLKIT, unexpected);
      bus.receiveCall("RemoveMatch");
      assertDenied("polkit sent an unexpected reply: ", call);
    }
  }

  @Test
  void aStuckPolkitIsADenialAfterTheTimeoutAndBlocksNoOtherCall() throws Exception {
    restart(SHORT);
    long call = callAsUser("Repair", NO_FLAGS);
    receivePolkitCall();
    long other = bus.call(STRANGER, StandardNames.PEER, "Ping", NO_FLAGS);
    assertEquals(List.of(), bus.receiveReply(other));
    bus.receiveCall("RemoveMatch");
    assertDenied("no reply within 1 s", call);
  }

  @Test
  void aCheckEndsWhenItsCallerLeaves() throws Exception {
    callAsUser("Repair", NO_FLAGS);
    bus.reply(bus.receiveCall("GetNameOwner"), StandardNames.BUS, new Value.Text(POLKIT));
    Message match = bus.receiveCall("AddMatch");
    bus.reply(match, StandardNames.BUS);
    assertTrue(match.values().getFirst().toString().contains("arg0='" + CALLER + "'"));
    Message request = bus.receiveCall("CheckAuthorization");
    bus.signalDeparture(StandardNames.BUS, CALLER);
    assertEquals(match.values(), bus.receiveCall("RemoveMatch").values());
    bus.reply(request, POLKIT, APPROVAL);
    long other = bus.call(STRANGER, StandardNames.PEER, "Ping", NO_FLAGS);
    assertEquals(List.of(), bus.receiveReply(other));
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void onlyTheBusReportsDepartures() throws Exception {
    long call = callAsUser("Repair", NO_FLAGS);
    Message request = receivePolkitCall();
    bus.signalDeparture(STRANGER, CALLER);
    bus.signalDeparture(CALLER, CALLER);
    bus.signalDeparture(StandardNames.BUS, STRANGER);
    bus.reply(request, POLKIT, APPROVAL);
    bus.receiveCall("RemoveMatch");
    assertEquals(STEPS, bus.receiveReply(call));
  }

  private void restart(Polkit.Timeouts timeouts) throws Exception {
    bus.close();
    bus = new ScriptedBus(directory.resolve("another"), manager, timeouts);
  }

  /** Waits for the call to polkit. */
  private Message receivePolkitCall() throws Exception {
    bus.reply(bus.receiveCall("GetNameOwner"), StandardNames.BUS, new Value.Text(POLKIT));
    bus.reply(bus.receiveCall("AddMatch"), StandardNames.BUS);
    return bus.receiveCall("CheckAuthorization");
  }

  private static Value decision(boolean isAuthorized, boolean isChallenge) {
    return new Value.Structure(
        List.of(
            new Value.Bool(isAuthorized),
            new Value.Bool(isChallenge),
            new Value.TextMap(Map.of("polkit.retains_authorization_after_challenge", "1"))));
  }
}
