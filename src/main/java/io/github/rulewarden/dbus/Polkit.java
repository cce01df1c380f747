package io.github.rulewarden.dbus;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Checks the authorization of a caller with polkit (org.freedesktop.PolicyKit1.Authority). Every
 * outcome but polkit's approval is a denial. The reply has to come from the user of the bus that
 * owns polkit's name according to the bus.
 */
final class Polkit {
  /**
   * How long polkit may take for a reply.
   *
   * @param reply without a prompt
   * @param prompt if polkit may prompt the user for a password
   */
  record Timeouts(Duration reply, Duration prompt) {
    /** The usual timeout of D-Bus, and a little less than that of {@link ManagerClient}. */
    static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(25), Duration.ofSeconds(90));

    Duration of(Call call) {
      return call.isInteractive() ? prompt : reply;
    }
  }

  /** {@code AllowUserInteraction} of CheckAuthorization. */
  private static final long ALLOW_USER_INTERACTION = 1;

  private static final Value NO_FLAGS = new Value.Unsigned32(0);
  private static final Value NAME = new Value.Text(Names.POLKIT);

  private static final int MAX_WAITING = 48;
  private static final int MAX_WAITING_PER_USER = 16;

  private final PendingCalls pendingCalls;
  private final Timeouts timeouts;
  private final CallerQuota quota = new CallerQuota(MAX_WAITING, MAX_WAITING_PER_USER);

  Polkit(PendingCalls pendingCalls, Timeouts timeouts) {
    this.pendingCalls = pendingCalls;
    this.timeouts = timeouts;
  }

  /**
   * Waits until polkit authorizes the call.
   *
   * @param user the user id of the caller, unsigned
   * @throws ErrorReply if polkit does not authorize it
   * @throws IOException if the connection ended or the caller disconnected
   */
  void require(PrivilegedCall privileged, long user) throws IOException, ErrorReply {
    String key = Long.toString(user);
    quota.acquire(key);
    try {
      requireApproval(privileged, check(privileged, owner(privileged, user), user), user);
    } finally {
      quota.release(key);
    }
  }

  /** The unique name of polkit, which is started if necessary. */
  private String owner(PrivilegedCall privileged, long user) throws IOException, ErrorReply {
    try {
      try {
        return currentOwner(privileged);
      } catch (ErrorReply notRunning) {
        call(privileged, Request.toBus("StartServiceByName", NAME, NO_FLAGS));
        return currentOwner(privileged);
      }
    } catch (ErrorReply absent) {
      throw denied(
          privileged.effect()
              + ": user "
              + user
              + " needs an authorization by polkit, and there is no polkit on the bus ("
              + absent.sentence()
              + ").");
    }
  }

  private String currentOwner(PrivilegedCall privileged) throws IOException, ErrorReply {
    List<Value> reply = call(privileged, Request.toBus("GetNameOwner", NAME));
    if (reply.size() == 1 && reply.getFirst() instanceof Value.Text owner) {
      return owner.text();
    }
    throw new ErrorReply(ErrorReply.FAILED, "the bus replied " + reply + ", expected a name");
  }

  private List<Value> check(PrivilegedCall privileged, String owner, long user)
      throws IOException, ErrorReply {
    String caller = privileged.call().sender();
    Value departure =
        new Value.Text(
            "type='signal',sender='"
                + StandardNames.BUS
                + "',member='NameOwnerChanged',arg0='"
                + caller
                + "'");
    call(privileged, Request.toBus("AddMatch", departure));
    try {
      return call(privileged, checkAuthorization(privileged, owner, caller));
    } catch (ErrorReply failure) {
      throw denied(
          "polkit failed to check whether user "
              + user
              + " is authorized for "
              + privileged.action()
              + " ("
              + failure.sentence()
              + ").");
    } finally {
      pendingCalls.send(Request.toBus("RemoveMatch", departure));
    }
  }

  private static Request checkAuthorization(
      PrivilegedCall privileged, String owner, String caller) {
    return Request.of(
        owner,
        Names.POLKIT_PATH,
        Names.POLKIT_AUTHORITY,
        "CheckAuthorization",
        new Value.Structure(
            List.of(
                new Value.Text("system-bus-name"),
                new Value.Dictionary(Map.of("name", new Value.Text(caller))))),
        new Value.Text(privileged.action()),
        new Value.TextMap(Map.of()),
        privileged.call().isInteractive() ? new Value.Unsigned32(ALLOW_USER_INTERACTION) : NO_FLAGS,
        new Value.Text(""));
  }

  private List<Value> call(PrivilegedCall privileged, Request request)
      throws IOException, ErrorReply {
    Call call = privileged.call();
    return pendingCalls.call(request, call.sender(), timeouts.of(call));
  }

  /** The reply is {@code (bba{ss})}: is authorized, is a challenge, details. */
  private static void requireApproval(PrivilegedCall privileged, List<Value> reply, long user)
      throws ErrorReply {
    if (reply.size() != 1
        || !(reply.getFirst() instanceof Value.Structure result)
        || result.members().size() != 3
        || !(result.members().get(0) instanceof Value.Bool isAuthorized)
        || !(result.members().get(1) instanceof Value.Bool isChallenge)) {
      throw denied("polkit sent an unexpected reply: " + reply + ".");
    }
    if (isAuthorized.isTrue()) {
      return;
    }
    String challenge = privileged.effect() + ": polkit requires an administrator's password";
    if (isChallenge.isTrue() && !privileged.call().isInteractive()) {
      throw new ErrorReply(
          ErrorReply.INTERACTION_REQUIRED, challenge + ", and the call does not allow a prompt.");
    }
    if (isChallenge.isTrue()) {
      throw denied(challenge + " and got none: retry as root, or where a polkit agent can prompt.");
    }
    throw denied(
        privileged.effect() + ": polkit does not authorize user " + user + " to request it.");
  }

  private static ErrorReply denied(String sentence) {
    return new ErrorReply(ErrorReply.ACCESS_DENIED, sentence);
  }
}
