package io.github.rulewarden.dbus;

import io.github.rulewarden.manager.Manager;
import io.github.rulewarden.manager.ManagerException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final BusConnection connection;
  private final ManagerObject object;
  private final Manager manager;

  /** Calls of Repair whose caller's user the bus was asked for, by the serial of that question. */
  private final Map<Long, Call> unauthorised = new HashMap<>();

  Session(BusConnection connection, ManagerObject object, Manager manager) {
    this.connection = connection;
    this.object = object;
    this.manager = manager;
  }

  /**
   * Takes the service's name.
   *
   * @throws ErrorReply with the reason, if the bus or another owner does not let us
   */
  void acquireName() throws IOException, ErrorReply {
    Object[] reply =
        connection.call(
            Names.BUS,
            Names.BUS_PATH,
            Names.BUS,
            "RequestName",
            List.of(new Value.Text(Names.SERVICE), DO_NOT_QUEUE));
    if (number(reply) != PRIMARY_OWNER) {
      throw new ErrorReply(ErrorReply.FAILED, "another process owns it");
    }
  }

  private static long number(Object[] answer) throws IOException {
    if (answer.length == 1 && answer[0] instanceof UInt32 number) {
      return number.longValue();
    }
    throw new IOException("the bus answers " + Arrays.toString(answer) + ", expected a number");
  }

  /** Answers calls; returns only by an exception, when the connection ends. */
  void serve() throws IOException {
    while (true) {
      Message message = connection.receive();
      if (message instanceof MethodCall call) {
        take(new Call(call));
      } else if (BusConnection.isAnswer(message) && Names.BUS.equals(message.getSource())) {
        // The bus itself: everybody may send a signal that says it is the answer.
        Call waiting = unauthorised.remove(message.getReplySerial());
        if (waiting != null) {
          authorise(waiting, message);
        }
      }
    }
  }

  private void take(Call call) throws IOException {
    try {
      if (call.isFromNobody()) {
        return;
      }
      if (call.isFor(Names.MANAGER, "Repair")) {
        call.requireObject();
        call.arguments("");
        unauthorised.put(askForUser(call), call);
      } else {
        connection.sendReply(call.message(), object.answer(call));
      }
    } catch (ErrorReply error) {
      connection.sendError(call.message(), error);
    } catch (MessageWriter.TooLongException tooLong) {
      connection.sendError(
          call.message(), new ErrorReply(ErrorReply.LIMITS_EXCEEDED, ErrorReply.sentence(tooLong)));
    } catch (RuntimeException bug) {
      fail(call, bug);
    }
  }

  /** One strange call must not cost the daemon its place on the bus. */
  private void fail(Call call, RuntimeException bug) throws IOException {
    LOG.error("{}.{} could not be answered.", call.interfaceName(), call.member(), bug);
    connection.sendError(call.message(), new ErrorReply(ErrorReply.FAILED, bug.toString()));
  }

  private long askForUser(Call call) throws IOException {
    return connection.sendCall(
        Names.BUS,
        Names.BUS_PATH,
        Names.BUS,
        "GetConnectionUnixUser",
        List.of(new Value.Text(call.sender())));
  }

  /** Only root may, until polkit is asked. */
  private void authorise(Call call, Message answer) throws IOException {
    try {
      long user = number(BusConnection.values(answer));
      if (user != 0) {
        throw new ErrorReply(
            ErrorReply.ACCESS_DENIED,
            "Repair changes routing rules: only root may ask for it, not user " + user + ".");
      }
      LOG.info("{} asks for a repair over the bus.", call.sender());
      // On a thread of its own: it may take long, and others want answers meanwhile.
      Thread.ofPlatform().name("bus-repair").daemon().start(() -> repair(call));
    } catch (ErrorReply unknown) {
      connection.sendError(
          call.message(), new ErrorReply(ErrorReply.ACCESS_DENIED, unknown.sentence()));
    }
  }

  private void repair(Call call) {
    try {
      try {
        connection.sendReply(call.message(), List.of(new Value.Texts(manager.repair())));
      } catch (ManagerException failure) {
        connection.sendError(call.message(), ErrorReply.of(failure));
      } catch (RuntimeException bug) {
        fail(call, bug);
      }
    } catch (IOException lost) {
      LOG.debug("the bus was lost before Repair was answered", lost);
    }
  }
}
