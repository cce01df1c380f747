package io.github.rulewarden.dbus;

import io.github.rulewarden.manager.ManagerException;
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
final class Gate {
  private static final long ROOT = 0;

  /** How many errands may be under way, and how many of one caller. */
  private static final int MOST_ERRANDS = 64;

  private static final int MOST_OF_ONE_CALLER = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final BusConnection connection;
  private final Polkit polkit;
  private final Places places = new Places(MOST_ERRANDS, MOST_OF_ONE_CALLER);

  /** The errands whose caller's user the bus was asked for, by the serial of that question. */
  private final Map<Long, Waiting> unidentified = new HashMap<>();

  private record Waiting(Errand errand, Request question) {}

  Gate(BusConnection connection, Polkit polkit) {
    this.connection = connection;
    this.polkit = polkit;
  }

  /**
   * Begins with an errand.
   *
   * @throws ErrorReply if too many wait already
   */
  void admit(Errand errand) throws IOException, ErrorReply {
    String caller = errand.call().sender();
    places.take(caller);
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
    Errand errand = waiting.errand();
    try {
      long user = Session.number(BusConnection.values(message));
      Thread.ofPlatform().name("bus-errand").daemon().start(() -> run(errand, user));
    } catch (ErrorReply unknown) {
      places.leave(errand.call().sender());
      connection.sendError(
          errand.call().message(), new ErrorReply(ErrorReply.ACCESS_DENIED, unknown.sentence()));
    }
    return true;
  }

  private void run(Errand errand, long user) {
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
      } catch (MessageWriter.TooLongException tooLong) {
        connection.sendError(call.message(), ErrorReply.of(tooLong));
      } catch (RuntimeException bug) {
        LOG.error("{}.{} could not be answered.", call.interfaceName(), call.member(), bug);
        connection.sendError(call.message(), ErrorReply.of(bug));
      }
    } catch (IOException lost) {
      LOG.debug("nobody is there any more to be told what {} came to", call.member(), lost);
    } finally {
      places.leave(call.sender());
    }
  }
}
