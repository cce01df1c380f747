package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service on one connection: takes the name, and answers calls until the connection ends. */
final class Session {
  /** {@code DBUS_NAME_FLAG_DO_NOT_QUEUE} of RequestName: fail if the name has an owner. */
  private static final Value DO_NOT_QUEUE = new Value.Unsigned32(4);

  /** {@code DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER}. */
  private static final long PRIMARY_OWNER = 1;

  /** Activation causes few calls before the name is taken; more are not meant for a service. */
  private static final int MAX_EARLY = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final BusConnection connection;
  private final ManagerObject object;
  private final Manager manager;

  /**
   * The calls that made the bus start the daemon: the bus delivers them before it confirms the
   * name.
   */
  private final Queue<Message> early = new ArrayDeque<>();

  private final PendingCalls pendingCalls;
  private final Authorizer authorizer;

  Session(
      BusConnection connection, ManagerObject object, Manager manager, Polkit.Timeouts timeouts) {
    this.connection = connection;
    this.object = object;
    this.manager = manager;
    this.pendingCalls = new PendingCalls(connection);
    this.authorizer = new Authorizer(connection, new Polkit(pendingCalls, timeouts));
  }

  /**
   * Takes the service's name.
   *
   * @throws ErrorReply with the reason, if the bus refuses it or it has another owner
   */
  void acquireName() throws IOException, ErrorReply {
    Request request = Request.toBus("RequestName", new Value.Text(Names.SERVICE), DO_NOT_QUEUE);
    if (number(connection.call(request, this::keep)) != PRIMARY_OWNER) {
      throw new ErrorReply(ErrorReply.FAILED, "another process owns it");
    }
  }

  private void keep(Message message) {
    if (early.size() < MAX_EARLY) {
      early.add(message);
    }
  }

  /** The one number in a reply of the bus. */
  static long number(List<Value> reply) throws IOException {
    if (reply.size() == 1 && reply.getFirst() instanceof Value.Unsigned32 number) {
      return number.number();
    }
    throw new IOException("the bus replied " + reply + ", expected a number");
  }

  /** Answers calls. Returns only by an exception, when the connection ends. */
  void serve() throws IOException {
    try {
      while (true) {
        Message message = early.isEmpty() ? connection.receive() : early.remove();
        switch (message.kind()) {
          case METHOD_CALL -> answer(new Call(message));
          case SIGNAL -> receiveSignal(message);
          case METHOD_RETURN, ERROR -> receiveReply(message);
        }
      }
    } finally {
      pendingCalls.close();
    }
  }

  private void receiveReply(Message message) throws IOException {
    if (!authorizer.receive(message)) {
      pendingCalls.receive(message);
    }
  }

  /** A call without a sender did not come over a bus, and cannot be answered. */
  private void answer(Call call) throws IOException {
    if (call.sender().isEmpty()) {
      return;
    }
    try {
      Optional<PrivilegedCall> privileged = PrivilegedCall.of(call, manager);
      if (privileged.isPresent()) {
        authorizer.authorize(privileged.get());
      } else {
        connection.sendReply(call.message(), object.answer(call));
      }
    } catch (ErrorReply error) {
      connection.sendError(call.message(), error);
    } catch (RuntimeException bug) {
      LOG.error("{}.{} could not be answered.", call.interfaceName(), call.member(), bug);
      connection.sendError(call.message(), ErrorReply.of(bug));
    }
  }

  /** Only one signal matters: the bus reports that a client has disconnected. */
  private void receiveSignal(Message signal) {
    if (!StandardNames.BUS.equals(signal.sender()) || !"NameOwnerChanged".equals(signal.name())) {
      return;
    }
    try {
      List<Value> change = signal.values();
      if (change.size() == 3 && change.get(2).equals(new Value.Text(""))) {
        pendingCalls.callerLeft(change.get(0).toString());
      }
    } catch (IOException malformed) {
      LOG.debug("the bus sent a malformed NameOwnerChanged", malformed);
    }
  }
}
