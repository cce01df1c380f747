package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.ManagerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.MessageTypes;
import org.freedesktop.dbus.types.UInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may have something changed, in conversations with a bus and a polkit that the test plays. */
@Timeout(600)
class AuthorisationTest {
  private static final String CALLER = ":1.9";
  private static final String POLKIT = ":1.3";
  private static final String STRANGER = ":1.66";
  private static final Value ROOT = new Value.Unsigned32(0);
  private static final Value USER = new Value.Unsigned32(1000);
  private static final Value YES = decision(true, false);
  private static final Value NO = decision(false, false);
  private static final Value CHALLENGE = decision(false, true);
  private static final int SILENT = 0;

  private static final PolkitTimeouts SHORT =
      new PolkitTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));

  @TempDir private Path directory;

  private final FakeManager manager = new FakeManager();
  private ScriptedBus bus;

  @BeforeEach
  void start() throws Exception {
    bus = new ScriptedBus(directory.resolve("bus"), manager, PolkitTimeouts.USUAL);
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
  }

  @ParameterizedTest
  @CsvSource({"Repair,repair", "Undo,undo", "Reload,reload"})
  void rootPassesWithoutPolkitsBeingAsked(String method, String done) throws Exception {
    long call = bus.call(CALLER, method, SILENT);
    MethodCall question = bus.heard("GetConnectionUnixUser");
    assertEquals(List.of(CALLER), List.of(question.getParameters()));
    bus.reply(question, Names.BUS, ROOT);
    List<Object> answer = bus.heardAnswer(call);
    assertEquals(method.equals("Reload") ? List.of() : List.of(List.of(FakeManager.STEP)), answer);
    assertEquals(done, manager.done.take());
  }

  @Test
  void rootSetsTheMode() throws Exception {
    long call = bus.call(CALLER, "SetMode", SILENT, new Value.Text("observe"));
    bus.reply(bus.heard("GetConnectionUnixUser"), Names.BUS, ROOT);
    assertEquals(List.of(), bus.heardAnswer(call));
    assertEquals("mode observe", manager.done.take());
  }

  @Test
  void onlyTheBusSaysWhoACallerIs() throws Exception {
    long call = bus.call(CALLER, "Repair", SILENT);
    MethodCall question = bus.heard("GetConnectionUnixUser");
    bus.answer(MessageTypes.SIGNAL, question, STRANGER, ROOT);
    bus.answer(MessageTypes.SIGNAL, question, Names.BUS, ROOT);
    bus.reply(question, STRANGER, ROOT);
    bus.reply(question, POLKIT, ROOT);
    bus.reply(question, Names.BUS, USER);
    refusePolkit();
    assertDenied("only root may ask for it, not user 1000", call);
  }

  @Test
  void aCallerWhomTheBusDoesNotKnowIsDenied() throws Exception {
    long call = bus.call(CALLER, "Repair", SILENT);
    MethodCall question = bus.heard("GetConnectionUnixUser");
    bus.refuse(question, Names.BUS, ErrorReply.NAME_HAS_NO_OWNER, "no such name");
    assertDenied("no such name", call);
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnybodyIsAsked() throws Exception {
    assertEquals(
        List.of(ErrorReply.INVALID_ARGS, "Repair was given arguments 's': expected ''."),
        bus.heardAnswer(bus.call(CALLER, "Repair", SILENT, new Value.Text("now"))));
    assertEquals(
        List.of(ErrorReply.INVALID_ARGS, "Mode 'rest' is unknown: expected repair or observe."),
        bus.heardAnswer(bus.call(CALLER, "SetMode", SILENT, new Value.Text("rest"))));
    assertEquals(
        ErrorReply.UNKNOWN_METHOD,
        bus.heardAnswer(bus.call(CALLER, Names.PEER, "Repair", SILENT)).getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "Repair,io.github.rulewarden.repair",
    "Undo,io.github.rulewarden.repair",
    "Reload,io.github.rulewarden.reload"
  })
  void polkitIsAskedForTheActionOfTheCaller(String method, String action) throws Exception {
    long call = begin(method, SILENT);
    MethodCall question = askedPolkit();
    assertEquals(POLKIT, question.getDestination());
    assertEquals(Names.POLKIT_PATH, question.getPath());
    assertEquals(Names.POLKIT_AUTHORITY, question.getInterface());
    assertEquals("(sa{sv})sa{ss}us", question.getSig());
    Object[] asked = question.getParameters();
    assertEquals(
        "[[system-bus-name, {name=[" + CALLER + "]}], " + action + ", {}, 0, ]",
        Arrays.deepToString(asked));
    bus.reply(question, POLKIT, YES);
    bus.heard("RemoveMatch");
    assertNotEquals(ErrorReply.ACCESS_DENIED, first(bus.heardAnswer(call)));
    manager.done.take();
  }

  @Test
  void theUserMayBeAskedOnlyIfTheCallerLets() throws Exception {
    begin("Repair", Call.MAY_ASK);
    assertEquals(new UInt32(1), askedPolkit().getParameters()[3]);
  }

  @Test
  void onlyWhomTheBusNamesAsPolkitSpeaksForIt() throws Exception {
    long call = begin("Repair", SILENT);
    MethodCall question = askedPolkit();
    bus.reply(question, STRANGER, YES);
    bus.reply(question, CALLER, YES);
    bus.reply(question, Names.POLKIT, YES);
    bus.answer(MessageTypes.SIGNAL, question, POLKIT, YES);
    bus.refuse(question, STRANGER, ErrorReply.FAILED, "forged");
    bus.reply(question, POLKIT, NO);
    bus.heard("RemoveMatch");
    assertDenied("Repair changes routing rules: polkit does not let user 1000 ask for it.", call);
  }

  @Test
  void onlyTheBusSaysWhoIsPolkit() throws Exception {
    begin("Repair", SILENT);
    MethodCall question = bus.heard("GetNameOwner");
    bus.reply(question, STRANGER, new Value.Text(STRANGER));
    bus.reply(question, Names.BUS, new Value.Text(POLKIT));
    bus.reply(bus.heard("AddMatch"), Names.BUS);
    assertEquals(POLKIT, bus.heard("CheckAuthorization").getDestination());
  }

  @Test
  void aPolkitThatDoesNotRunIsStarted() throws Exception {
    long call = begin("Repair", SILENT);
    bus.refuse(bus.heard("GetNameOwner"), Names.BUS, ErrorReply.NAME_HAS_NO_OWNER, "nobody");
    MethodCall start = bus.heard("StartServiceByName");
    assertEquals(List.of(Names.POLKIT, new UInt32(0)), List.of(start.getParameters()));
    bus.reply(start, Names.BUS, new Value.Unsigned32(1));
    bus.reply(askedPolkit(), POLKIT, YES);
    bus.heard("RemoveMatch");
    assertEquals(List.of(List.of(FakeManager.STEP)), bus.heardAnswer(call));
  }

  @Test
  void withoutPolkitOnlyRootPasses() throws Exception {
    long call = begin("Repair", Call.MAY_ASK);
    refusePolkit();
    assertDenied(
        "Repair changes routing rules: only root may ask for it, not user 1000, for there is no"
            + " polkit on the bus (not provided by any .service files).",
        call);
  }

  @Test
  void aPasswordThatMayNotBeAskedForIsSaid() throws Exception {
    long call = begin("SetMode", SILENT, new Value.Text("observe"));
    bus.reply(askedPolkit(), POLKIT, CHALLENGE);
    bus.heard("RemoveMatch");
    assertEquals(
        List.of(
            ErrorReply.INTERACTION_REQUIRED,
            "SetMode changes what Rulewarden may do: polkit wants an administrator's password for"
                + " it, and the call does not let it ask."),
        bus.heardAnswer(call));
  }

  @Test
  void aPasswordThatWasNotGivenIsSaid() throws Exception {
    long call = begin("Undo", Call.MAY_ASK);
    bus.reply(askedPolkit(), POLKIT, CHALLENGE);
    bus.heard("RemoveMatch");
    assertDenied(
        "Undo changes routing rules: polkit wants an administrator's password for it, and was"
            + " given none: try it as root, or with an agent to ask.",
        call);
  }

  @Test
  void whatPolkitCannotTellIsANo() throws Exception {
    long call = begin("Reload", SILENT);
    bus.refuse(askedPolkit(), POLKIT, "org.freedesktop.PolicyKit1.Error.Failed", "no such action");
    bus.heard("RemoveMatch");
    assertDenied(
        "polkit could not tell whether user 1000 may do io.github.rulewarden.reload (no such"
            + " action).",
        call);
  }

  @Test
  void aPolkitThatLeavesInBetweenIsANo() throws Exception {
    long call = begin("Repair", SILENT);
    bus.refuse(askedPolkit(), Names.BUS, ErrorReply.NO_REPLY, "it left");
    bus.heard("RemoveMatch");
    assertDenied("it left", call);
  }

  @Test
  void anAnswerThatMakesNoSenseIsANo() throws Exception {
    for (Value nonsense :
        List.of(
            ROOT,
            new Value.Truth(true),
            new Value.Structure(List.of(new Value.Truth(true))),
            new Value.Structure(
                List.of(new Value.Text("yes"), new Value.Truth(false), new Value.Text(""))))) {
      long call = begin("Repair", SILENT);
      bus.reply(askedPolkit(), POLKIT, nonsense);
      bus.heard("RemoveMatch");
      assertDenied("polkit's answer makes no sense: ", call);
    }
  }

  @Test
  void aPolkitThatNeverAnswersIsANoInTheEndAndNobodyElseWaits() throws Exception {
    restart(SHORT);
    long call = begin("Repair", SILENT);
    askedPolkit();
    long other = bus.call(STRANGER, Names.PEER, "Ping", SILENT);
    assertEquals(List.of(), bus.heardAnswer(other));
    bus.heard("RemoveMatch");
    assertDenied("no answer within 1 s", call);
  }

  @Test
  void whoHasLeftIsNotWaitedFor() throws Exception {
    begin("Repair", SILENT);
    bus.reply(bus.heard("GetNameOwner"), Names.BUS, new Value.Text(POLKIT));
    MethodCall match = bus.heard("AddMatch");
    bus.reply(match, Names.BUS);
    assertTrue(match.getParameters()[0].toString().contains("arg0='" + CALLER + "'"));
    MethodCall question = bus.heard("CheckAuthorization");
    bus.left(Names.BUS, CALLER);
    assertEquals(List.of(match.getParameters()), List.of(bus.heard("RemoveMatch").getParameters()));
    bus.reply(question, POLKIT, YES);
    long other = bus.call(STRANGER, Names.PEER, "Ping", SILENT);
    assertEquals(List.of(), bus.heardAnswer(other));
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void onlyTheBusSaysWhoHasLeft() throws Exception {
    long call = begin("Repair", SILENT);
    MethodCall question = askedPolkit();
    bus.left(STRANGER, CALLER);
    bus.left(CALLER, CALLER);
    bus.left(Names.BUS, STRANGER);
    bus.reply(question, POLKIT, YES);
    bus.heard("RemoveMatch");
    assertEquals(List.of(List.of(FakeManager.STEP)), bus.heardAnswer(call));
  }

  @Test
  void aCallerGetsSoManyPlacesAndNoMore() throws Exception {
    long[] calls = new long[8];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = bus.call(CALLER, "Repair", SILENT);
      bus.heard("GetConnectionUnixUser");
    }
    long surplus = bus.call(CALLER, "Repair", SILENT);
    assertEquals(
        List.of(
            ErrorReply.LIMITS_EXCEEDED,
            "Too many calls are waiting for a permission: try again in a minute."),
        bus.heardAnswer(surplus));
    long root = bus.call(":1.1", "Repair", SILENT);
    bus.reply(bus.heard("GetConnectionUnixUser"), Names.BUS, ROOT);
    assertEquals(List.of(List.of(FakeManager.STEP)), bus.heardAnswer(root));
  }

  /** A user has many connections, and until the bus has said so nobody knows that they are his. */
  @Test
  void theManyCallsOfAUserTakeNoPlaceFromRoot() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      bus.call(":1." + (100 + i / 8), "Repair", SILENT);
      bus.heard("GetConnectionUnixUser");
    }
    long root = bus.call(":1.1", "Repair", SILENT);
    bus.reply(bus.heard("GetConnectionUnixUser"), Names.BUS, ROOT);
    assertEquals(List.of(List.of(FakeManager.STEP)), bus.heardAnswer(root));
  }

  @Test
  void placesAreFreeAgainHoweverACallEnds() throws Exception {
    for (int i = 0; i < 100; i++) {
      long call = bus.call(CALLER, "Repair", SILENT);
      MethodCall question = bus.heard("GetConnectionUnixUser");
      manager.refusal = Optional.empty();
      switch (i % 4) {
        case 0 -> bus.reply(question, Names.BUS, ROOT);
        case 1 -> bus.refuse(question, Names.BUS, ErrorReply.NAME_HAS_NO_OWNER, "gone");
        case 2 -> {
          bus.reply(question, Names.BUS, USER);
          refusePolkit();
        }
        default -> {
          manager.refusal =
              Optional.of(new ManagerException(ManagerException.Kind.REFUSED, "not now"));
          bus.reply(question, Names.BUS, ROOT);
        }
      }
      assertNotEquals(ErrorReply.LIMITS_EXCEEDED, first(bus.heardAnswer(call)));
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
    long call = bus.call(CALLER, "Reload", SILENT);
    bus.reply(bus.heard("GetConnectionUnixUser"), Names.BUS, ROOT);
    assertEquals(List.of(error, "not now"), bus.heardAnswer(call));
  }

  private void restart(PolkitTimeouts patience) throws Exception {
    bus.close();
    bus = new ScriptedBus(directory.resolve("another"), manager, patience);
  }

  /** A user's call, up to where the bus has told whose it is. */
  private long begin(String method, int flags, Value... values) throws Exception {
    long call = bus.call(CALLER, method, flags, values);
    bus.reply(bus.heard("GetConnectionUnixUser"), Names.BUS, USER);
    return call;
  }

  /** Waits for the question to polkit. */
  private MethodCall askedPolkit() throws Exception {
    bus.reply(bus.heard("GetNameOwner"), Names.BUS, new Value.Text(POLKIT));
    bus.reply(bus.heard("AddMatch"), Names.BUS);
    return bus.heard("CheckAuthorization");
  }

  private void refusePolkit() throws Exception {
    bus.refuse(bus.heard("GetNameOwner"), Names.BUS, ErrorReply.NAME_HAS_NO_OWNER, "no such name");
    bus.refuse(
        bus.heard("StartServiceByName"),
        Names.BUS,
        ErrorReply.SERVICE_UNKNOWN,
        "not provided by any .service files");
  }

  private void assertDenied(String sentence, long call) throws Exception {
    List<Object> answer = bus.heardAnswer(call);
    assertEquals(ErrorReply.ACCESS_DENIED, answer.getFirst());
    assertTrue(answer.get(1).toString().contains(sentence), answer::toString);
    assertTrue(manager.done.isEmpty());
  }

  private static Object first(List<Object> answer) {
    return answer.isEmpty() ? "" : answer.getFirst();
  }

  private static Value decision(boolean isAuthorised, boolean isChallenge) {
    return new Value.Structure(
        List.of(
            new Value.Truth(isAuthorised),
            new Value.Truth(isChallenge),
            new Value.Details(Map.of("polkit.retains_authorization_after_challenge", "1"))));
  }
}
