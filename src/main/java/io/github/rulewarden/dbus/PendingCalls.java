package io.github.rulewarden.dbus;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.messages.Message;

/**
 * Questions that are asked for a caller, by threads that wait for the answer while the session's
 * own reads on. Nobody interrupts such a thread: that would close the connection it sends on.
 */
final class PendingCalls {
  /** What a question came to: an answer, or none, for nobody is there to answer or to be told. */
  private record Outcome(Optional<Message> answer) {}

  private record Question(Request request, String caller, BlockingQueue<Outcome> outcome) {}

  private final BusConnection connection;
  private final Map<Long, Question> open = new HashMap<>();
  private boolean isOver;

  PendingCalls(BusConnection connection) {
    this.connection = connection;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param caller for whom: once it has left the bus, nobody waits any longer
   * @throws ErrorReply what was answered instead; NoReply if nothing was
   * @throws IOException if the connection ended, or the caller left
   */
  Object[] ask(Request request, String caller, Duration limit) throws IOException, ErrorReply {
    Question question = new Question(request, caller, new ArrayBlockingQueue<>(1));
    long serial = connection.nextSerial();
    begin(serial, question);
    try {
      connection.sendCall(serial, request);
      Optional<Outcome> outcome =
          Optional.ofNullable(question.outcome().poll(limit.toMillis(), TimeUnit.MILLISECONDS));
      if (outcome.isEmpty()) {
        throw new ErrorReply(ErrorReply.NO_REPLY, "no answer within " + limit.toSeconds() + " s");
      }
      return BusConnection.values(outcome.get().answer().orElseThrow(PendingCalls::pointless));
    } catch (InterruptedException nobodyDoes) {
      throw new IllegalStateException(nobodyDoes);
    } finally {
      end(serial);
    }
  }

  /** Says something to which the answer does not matter. */
  void tell(Request request) throws IOException {
    connection.sendCall(connection.nextSerial(), request);
  }

  private synchronized void begin(long serial, Question question) throws IOException {
    if (isOver) {
      throw pointless();
    }
    open.put(serial, question);
  }

  private synchronized void end(long serial) {
    open.remove(serial);
  }

  private static IOException pointless() {
    return new IOException("nobody is there any more to answer, or to be told the answer");
  }

  /** Takes a message that may be an answer; whether it is one is found out here. */
  synchronized void take(Message message) {
    Question question = open.get(message.getReplySerial());
    if (question != null && question.request().isAnsweredBy(message)) {
      question.outcome().offer(new Outcome(Optional.of(message)));
    }
  }

  /** A caller has left the bus. */
  synchronized void callerLeft(String caller) {
    for (Question question : open.values()) {
      if (question.caller().equals(caller)) {
        question.outcome().offer(new Outcome(Optional.empty()));
      }
    }
  }

  /** The connection has ended. */
  synchronized void end() {
    isOver = true;
    for (Question question : open.values()) {
      question.outcome().offer(new Outcome(Optional.empty()));
    }
  }
}
