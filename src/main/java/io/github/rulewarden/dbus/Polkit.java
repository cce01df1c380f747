package io.github.rulewarden.dbus;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Asks polkit whether a caller may do what it wants done (org.freedesktop.PolicyKit1.Authority).
 * Everything but its yes is a no. Its answer has to come from whom the bus names as polkit's owner.
 */
final class Polkit {
  /** {@code AllowUserInteraction} of CheckAuthorization. */
  private static final long ALLOW_USER_INTERACTION = 1;

  private static final Value NO_FLAGS = new Value.Unsigned32(0);
  private static final Value NAME = new Value.Text(Names.POLKIT);

  /** How many callers may wait for it, and how many of one user. */
  private static final int MOST_WAITING = 48;

  private static final int MOST_OF_ONE_USER = 16;

  private final PendingCalls questions;
  private final PolkitTimeouts patience;
  private final CallerQuota places = new CallerQuota(MOST_WAITING, MOST_OF_ONE_USER);

  Polkit(PendingCalls questions, PolkitTimeouts patience) {
    this.questions = questions;
    this.patience = patience;
  }

  /**
   * Waits until polkit lets the caller.
   *
   * @param user the caller's, unsigned
   * @throws ErrorReply what to answer if it does not
   * @throws IOException if nobody waits for the answer any more
   */
  void require(PrivilegedCall errand, long user) throws IOException, ErrorReply {
    String who = Long.toString(user);
    places.take(who);
    try {
      Object[] answer = check(errand, owner(errand, user), user);
      judge(errand, answer, user);
    } finally {
      places.leave(who);
    }
  }

  /** The unique name of who is polkit; it is started if need be. */
  private String owner(PrivilegedCall errand, long user) throws IOException, ErrorReply {
    try {
      try {
        return ownerNow(errand);
      } catch (ErrorReply notYet) {
        ask(errand, Request.toBus("StartServiceByName", NAME, NO_FLAGS));
        return ownerNow(errand);
      }
    } catch (ErrorReply absent) {
      throw denied(
          errand.effect()
              + ": only root may ask for it, not user "
              + user
              + ", for there is no polkit on the bus ("
              + absent.sentence()
              + ").");
    }
  }

  private String ownerNow(PrivilegedCall errand) throws IOException, ErrorReply {
    Object[] answer = ask(errand, Request.toBus("GetNameOwner", NAME));
    if (answer.length == 1 && answer[0] instanceof String owner) {
      return owner;
    }
    throw new ErrorReply(ErrorReply.FAILED, "the bus answers " + Arrays.toString(answer));
  }

  private Object[] check(PrivilegedCall errand, String owner, long user)
      throws IOException, ErrorReply {
    String caller = errand.call().sender();
    Value departure =
        new Value.Text(
            "type='signal',sender='"
                + Names.BUS
                + "',member='NameOwnerChanged',arg0='"
                + caller
                + "'");
    ask(errand, Request.toBus("AddMatch", departure));
    try {
      return ask(errand, question(errand, owner, caller));
    } catch (ErrorReply unclear) {
      throw denied(
          "polkit could not tell whether user "
              + user
              + " may do "
              + errand.action()
              + " ("
              + unclear.sentence()
              + ").");
    } finally {
      questions.tell(Request.toBus("RemoveMatch", departure));
    }
  }

  private static Request question(PrivilegedCall errand, String owner, String caller) {
    return Request.toPolkit(
        owner,
        "CheckAuthorization",
        new Value.Structure(
            List.of(
                new Value.Text("system-bus-name"),
                new Value.Dictionary(Map.of("name", new Value.Text(caller))))),
        new Value.Text(errand.action()),
        new Value.Details(Map.of()),
        errand.call().isInteractive() ? new Value.Unsigned32(ALLOW_USER_INTERACTION) : NO_FLAGS,
        new Value.Text(""));
  }

  private Object[] ask(PrivilegedCall errand, Request request) throws IOException, ErrorReply {
    return questions.ask(request, errand.call().sender(), patience.with(errand.call()));
  }

  /** The answer is {@code (bba{ss})}: is authorised, is a challenge, details. */
  private static void judge(PrivilegedCall errand, Object[] answer, long user) throws ErrorReply {
    if (answer.length != 1
        || !(answer[0] instanceof Object[] result)
        || result.length != 3
        || !(result[0] instanceof Boolean isAuthorised)
        || !(result[1] instanceof Boolean isChallenge)) {
      throw denied("polkit's answer makes no sense: " + Arrays.deepToString(answer) + ".");
    }
    if (isAuthorised) {
      return;
    }
    String need = errand.effect() + ": polkit wants an administrator's password for it";
    if (isChallenge && !errand.call().isInteractive()) {
      throw new ErrorReply(
          ErrorReply.INTERACTION_REQUIRED, need + ", and the call does not let it ask.");
    }
    if (isChallenge) {
      throw denied(need + ", and was given none: try it as root, or with an agent to ask.");
    }
    throw denied(errand.effect() + ": polkit does not let user " + user + " ask for it.");
  }

  private static ErrorReply denied(String sentence) {
    return new ErrorReply(ErrorReply.ACCESS_DENIED, sentence);
  }
}
