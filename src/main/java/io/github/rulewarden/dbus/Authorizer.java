package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs a privileged call if its caller may make it: root always, other users if polkit
 * authorizes them. The session's thread requests the caller's user id from the bus. From then on
 * the call has a thread of its own, because polkit and the change itself can take long and other
 * callers need replies meanwhile.
 */
final class Authorizer {
  private static final long ROOT = 0;

  /**
   * Limits on calls, in total and for each caller. Until the bus has reported the user id, only the
   * connection is known, and one user may have 256 connections.
   */
  private static final int MAX_CALLS = 4096;

  private static final int MAX_CALLS_PER_CALLER = 8;

  /** Limits on calls that run: those of root, and those of all other users. */
  private static final int MAX_RUNNING_OF_ROOT = 32;

  private static final int MAX_RUNNING_OF_OTHERS = 64;

  /** These limits do not depend on the caller; {@link Polkit} has a limit for each user. */
  private static final String ANY_CALLER = "";

  private static final Logger LOG = LoggerFactory.getLogger(Authorizer.class);

  private final BusConnection connection;
  private final Polkit polkit;
  private final CallerQuota calls = new CallerQuota(MAX_CALLS, MAX_CALLS_PER_CALLER);
  private final CallerQuota runningOfRoot =
      new CallerQuota(MAX_RUNNING_OF_ROOT, MAX_RUNNING_OF_ROOT);
  private final CallerQuota runningOfOthers =
      new CallerQuota(MAX_RUNNING_OF_OTHERS, MAX_RUNNING_OF_OTHERS);

  /** The calls whose caller's user id is requested, by the serial of that request. */
  private final Map<Long, Unidentified> unidentified = new HashMap<>();

  private record Unidentified(PrivilegedCall privileged, Request request) {}

  Authorizer(BusConnection connection, Polkit polkit) {
    this.connection = connection;
    this.polkit = polkit;
  }

  /**
   * Starts the authorization of a call, and performs the call when it is authorized.
   *
   * @throws ErrorReply if too many calls are waiting already
   */
  void authorize(PrivilegedCall privileged) throws IOException, ErrorReply {
    String caller = privileged.call().sender();
    calls.acquire(caller);
    long serial = connection.nextSerial();
    Request request = Request.toBus("GetConnectionUnixUser", new Value.Text(caller));
    unidentified.put(serial, new Unidentified(privileged, request));
    connection.sendCall(serial, request);
  }

  /** Handles a message if it reports the user id of a caller, and returns whether it does. */
  boolean receive(Message message) throws IOException {
    long serial = message.replySerial();
    Unidentified call = unidentified.get(serial);
    if (call == null || !call.request().isAnsweredBy(message)) {
      return false;
    }
    unidentified.remove(serial);
    PrivilegedCall privileged = call.privileged();
    try {
      start(privileged, Session.number(message.replyValues()));
    } catch (ErrorReply unknown) {
      refuse(privileged, new ErrorReply(ErrorReply.ACCESS_DENIED, unknown.sentence()));
    }
    return true;
  }

  private void start(PrivilegedCall privileged, long user) throws IOException {
    CallerQuota running = user == ROOT ? runningOfRoot : runningOfOthers;
    try {
      running.acquire(ANY_CALLER);
    } catch (ErrorReply full) {
      refuse(privileged, full);
      return;
    }
    Thread.ofPlatform().name("bus-call").daemon().start(() -> run(privileged, user, running));
  }

  private void refuse(PrivilegedCall privileged, ErrorReply refusal) throws IOException {
    calls.release(privileged.call().sender());
    connection.sendError(privileged.call().message(), refusal);
  }

  private void run(PrivilegedCall privileged, long user, CallerQuota running) {
    Call call = privileged.call();
    try {
      try {
        if (user != ROOT) {
          polkit.require(privileged, user);
        }
        LOG.info("User {} requests {} over the bus ({}).", user, call.member(), call.sender());
        List<Value> values = privileged.work().perform();
        connection.sendReply(call.message(), values);
      } catch (ErrorReply refusal) {
        connection.sendError(call.message(), refusal);
      } catch (ManagerException failure) {
        connection.sendError(call.message(), ManagerErrors.encode(failure));
      } catch (RuntimeException bug) {
        LOG.error("{}.{} could not be answered.", call.interfaceName(), call.member(), bug);
        connection.sendError(call.message(), ErrorReply.of(bug));
      }
    } catch (IOException lost) {
      LOG.debug("no reply to {}: the caller or the bus has left", call.member(), lost);
    } finally {
      calls.release(call.sender());
      running.release(ANY_CALLER);
    }
  }
}
