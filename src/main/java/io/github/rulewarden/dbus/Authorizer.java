package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.messages.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an errand be done if its caller may: root, and whom polkit lets. Who the caller is, the bus
 * is asked by the session's own thread; from then on the errand has a thread to itself, for polkit
 * may let one wait, the work may take long, and others want answers meanwhile.
 */
final class Authorizer {
  private static final long ROOT = 0;

  /**
   * How many calls there may be, and how many of one caller. Until the bus has said whose they are,
   * nothing else can be counted, and one user may have 256 connections.
   */
  private static final int MOST_CALLS = 4096;

  private static final int MOST_OF_ONE_CALLER = 8;

  /** How many errands may be under way for others than root, and how many for root. */
  private static final int MOST_ERRANDS = 64;

  private static final int MOST_OF_ROOT = 32;

  /** Whoever it is: of one user, {@link Polkit} lets only so many wait. */
  private static final String ANYBODY = "";

  private static final Logger LOG = LoggerFactory.getLogger(Authorizer.class);

  private final BusConnection connection;
  private final Polkit polkit;
  private final CallerQuota calls = new CallerQuota(MOST_CALLS, MOST_OF_ONE_CALLER);
  private final CallerQuota errandsOfRoot = new CallerQuota(MOST_OF_ROOT, MOST_OF_ROOT);
  private final CallerQuota errandsOfOthers = new CallerQuota(MOST_ERRANDS, MOST_ERRANDS);

  /** The errands whose caller's user the bus was asked for, by the serial of that question. */
  private final Map<Long, Waiting> unidentified = new HashMap<>();

  private record Waiting(PrivilegedCall errand, Request question) {}

  Authorizer(BusConnection connection, Polkit polkit) {
    this.connection = connection;
    this.polkit = polkit;
  }

  /**
   * Begins with an errand.
   *
   * @throws ErrorReply if too many wait already
   */
  void admit(PrivilegedCall errand) throws IOException, ErrorReply {
    String caller = errand.call().sender();
    calls.take(caller);
    long serial = connection.nextSerial();
    Request question = Request.toBus("GetConnectionUnixUser", new Value.Text(caller));
    unidentified.put(serial, new Waiting(errand, question));
    connection.sendCall(serial, question);
  }

  /** Takes a message that may be an answer to a question of this gate's; whether it was. */
  boolean take(Message message) throws IOException {
    long serial = message.getReplySerial();
    Waiting waiting = unidentified.get(serial);
    if (waiting == null || !waiting.question().isAnsweredBy(message)) {
      return false;
    }
    unidentified.remove(serial);
    PrivilegedCall errand = waiting.errand();
    try {
      begin(errand, Session.number(BusConnection.values(message)));
    } catch (ErrorReply unknown) {
      refuse(errand, new ErrorReply(ErrorReply.ACCESS_DENIED, unknown.sentence()));
    }
    return true;
  }

  private void begin(PrivilegedCall errand, long user) throws IOException {
    CallerQuota errands = user == ROOT ? errandsOfRoot : errandsOfOthers;
    try {
      errands.take(ANYBODY);
    } catch (ErrorReply full) {
      refuse(errand, full);
      return;
    }
    Thread.ofPlatform().name("bus-errand").daemon().start(() -> run(errand, user, errands));
  }

  private void refuse(PrivilegedCall errand, ErrorReply refusal) throws IOException {
    calls.leave(errand.call().sender());
    connection.sendError(errand.call().message(), refusal);
  }

  private void run(PrivilegedCall errand, long user, CallerQuota errands) {
    Call call = errand.call();
    try {
      try {
        if (user != ROOT) {
          polkit.require(errand, user);
        }
        LOG.info("User {} asks for {} over the bus ({}).", user, call.member(), call.sender());
        List<Value> values = errand.work().perform();
        connection.sendReply(call.message(), values);
      } catch (ErrorReply refusal) {
        connection.sendError(call.message(), refusal);
      } catch (ManagerException failure) {
        connection.sendError(call.message(), ErrorReply.of(failure));
      } catch (Marshaller.TooLongException tooLong) {
        connection.sendError(call.message(), ErrorReply.of(tooLong));
      } catch (RuntimeException bug) {
        LOG.error("{}.{} could not be answered.", call.interfaceName(), call.member(), bug);
        connection.sendError(call.message(), ErrorReply.of(bug));
      }
    } catch (IOException lost) {
      LOG.debug("nobody is there any more to be told what {} came to", call.member(), lost);
    } finally {
      calls.leave(call.sender());
      errands.leave(ANYBODY);
    }
  }
}
