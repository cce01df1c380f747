package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.MessageReader;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fuzz.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes arbitrary replies from a stream, as the command line does. Every stream ends, and
 * malformed replies are refused.
 */
public final class ReplyDecoderFuzz implements Target {
  private static final int MAX_BODY_LENGTH = 1024;

  /** A method of ReplyDecoder. */
  private interface Decoder {
    Object decode(List<Value> reply) throws ManagerException;
  }

  private static final List<Decoder> DECODERS =
      List.of(
          ReplyDecoder::status,
          ReplyDecoder::rules,
          ReplyDecoder::steps,
          ReplyDecoder::checkResult,
          ReplyDecoder::history,
          ReplyDecoder::text);

  @Override
  public Object feed(byte[] input) {
    MessageReader reader =
        new MessageReader(Channels.newChannel(new ByteArrayInputStream(input)), MAX_BODY_LENGTH);
    List<Object> decoded = new ArrayList<>();
    try {
      while (true) {
        decode(reader.next().message(), decoded);
      }
    } catch (IOException end) {
      return decoded;
    }
  }

  private static void decode(Message message, List<Object> decoded) {
    List<Value> values;
    try {
      values = message.replyValues();
    } catch (IOException | ErrorReply refusal) {
      decoded.add(refusal);
      return;
    }
    decoded.add(Signals.decode(message.name(), values));
    for (Decoder decoder : DECODERS) {
      try {
        decoded.add(decoder.decode(values));
      } catch (ManagerException refusal) {
        decoded.add(refusal);
      }
    }
  }
}
