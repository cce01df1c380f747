package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fuzz.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.messages.Message;

/**
 * What comes over a bus to the command line: messages, cut from a stream, and in them the daemon's
 * answers. A stream ends; what makes no sense is refused.
 */
public final class ReplyDecoderFuzz implements Target {
  private static final int BODY_LIMIT = 1024;

  /** One way to understand an answer. */
  private interface Reading {
    Object of(Object[] answer) throws ManagerException;
  }

  private static final List<Reading> READINGS =
      List.of(
          ReplyDecoder::status,
          ReplyDecoder::rules,
          ReplyDecoder::steps,
          ReplyDecoder::examination,
          ReplyDecoder::history,
          ReplyDecoder::text);

  @Override
  public Object feed(byte[] input) {
    MessageReader incoming =
        new MessageReader(Channels.newChannel(new ByteArrayInputStream(input)), BODY_LIMIT);
    List<Object> understood = new ArrayList<>();
    try {
      while (true) {
        understand(incoming.next().message(), understood);
      }
    } catch (IOException end) {
      return understood;
    }
  }

  private static void understand(Message message, List<Object> understood) {
    Object[] values;
    try {
      values = BusConnection.values(message);
    } catch (IOException | ErrorReply refusal) {
      understood.add(refusal);
      return;
    }
    understood.add(Signals.event(String.valueOf(message.getName()), values));
    for (Reading reading : READINGS) {
      try {
        understood.add(reading.of(values));
      } catch (ManagerException refusal) {
        understood.add(refusal);
      }
    }
  }
}
