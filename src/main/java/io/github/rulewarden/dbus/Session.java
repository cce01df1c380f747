package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.UInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service on one connection: takes the name and answers until the connection ends. */
final class Session {
  /** {@code DBUS_NAME_FLAG_DO_NOT_QUEUE} of RequestName: now or not at all. */
  private static final Value DO_NOT_QUEUE = new Value.Unsigned32(4);

  /** {@code DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER}. */
  private static final long PRIMARY_OWNER = 1;

  /** Who calls by the unique name, before there is another, is not meant to be. */
  private static final int MOST_EARLY = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final BusConnection connection;
  private final ManagerObject object;
  private final Manager manager;

  /** Calls that the bus started the daemon for: it hands them over before it confirms the name. */
  private final Queue<Message> early = new ArrayDeque<>();

  private final PendingCalls questions;
  private final Authorizer gate;

  Session(
      BusConnection connection, ManagerObject object, Manager manager, PolkitTimeouts patience) {
    this.connection = connection;
    this.object = object;
    this.manager = manager;
    this.questions = new PendingCalls(connection);
    this.gate = new Authorizer(connection, new Polkit(questions, patience));
  }

  /**
   * Takes the service's name.
   *
   * @throws ErrorReply with the reason, if the bus or another owner does not let us
   */
  void acquireName() throws IOException, ErrorReply {
    Request request = Request.toBus("RequestName", new Value.Text(Names.SERVICE), DO_NOT_QUEUE);
    long serial = connection.nextSerial();
    connection.sendCall(serial, request);
    Message message = connection.receive();
    while (!request.isAnsweredBy(message) || message.getReplySerial() != serial) {
      if (early.size() < MOST_EARLY) {
        early.add(message);
      }
      message = connection.receive();
    }
    if (number(BusConnection.values(message)) != PRIMARY_OWNER) {
      throw new ErrorReply(ErrorReply.FAILED, "another process owns it");
    }
  }

  /** The one unsigned number that the bus answered. */
  static long number(Object[] answer) throws IOException {
    if (answer.length == 1 && answer[0] instanceof UInt32 number) {
      return number.longValue();
    }
    throw new IOException("the bus answers " + Arrays.toString(answer) + ", expected a number");
  }

  /** Answers calls; returns only by an exception, when the connection ends. */
  void serve() throws IOException {
    try {
      while (true) {
        Message message = early.isEmpty() ? connection.receive() : early.remove();
        if (message instanceof MethodCall call) {
          take(new Call(call));
        } else if (message instanceof DBusSignal signal) {
          take(signal);
        } else if (!gate.take(message)) {
          questions.take(message);
        }
      }
    } finally {
      questions.end();
    }
  }

  private void take(Call call) throws IOException {
    try {
      if (call.isFromNobody()) {
        return;
      }
      Optional<PrivilegedCall> errand = PrivilegedCall.of(call, manager);
      if (errand.isPresent()) {
        gate.admit(errand.get());
      } else {
        connection.sendReply(call.message(), object.answer(call));
      }
    } catch (ErrorReply error) {
      connection.sendError(call.message(), error);
    } catch (Marshaller.TooLongException tooLong) {
      connection.sendError(call.message(), ErrorReply.of(tooLong));
    } catch (RuntimeException bug) {
      LOG.error("{}.{} could not be answered.", call.interfaceName(), call.member(), bug);
      connection.sendError(call.message(), ErrorReply.of(bug));
    }
  }

  /** Of the signals that reach us only the bus's own matters: who has left. */
  private void take(DBusSignal signal) {
    if (!Names.BUS.equals(signal.getSource()) || !"NameOwnerChanged".equals(signal.getName())) {
      return;
    }
    try {
      Object[] change = signal.getParameters();
      if (change.length == 3 && change[2].equals("")) {
        questions.callerLeft(String.valueOf(change[0]));
      }
    } catch (DBusException | RuntimeException malformed) {
      LOG.debug("the bus told of a change that makes no sense", malformed);
    }
  }
}
