package io.github.rulewarden.dbus.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.MessageTypeException;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;

/**
 * Decodes a message with dbus-java and converts it to this package's types. The only class of the
 * program that uses dbus-java.
 */
final class MessageDecoder {
  /** The longest name and the longest signature that the D-Bus specification allows. */
  private static final int MAX_NAME_LENGTH = 255;

  /** The bytes are not a message that the program understands. */
  static final class MalformedException extends IOException {
    MalformedException(String sentence) {
      super(sentence);
    }

    MalformedException(String sentence, Exception cause) {
      super(sentence + ": " + cause, cause);
    }
  }

  private MessageDecoder() {}

  /**
   * Decodes the header. dbus-java checks the type of a header field only when the field is read, so
   * all fields that the program uses are read here.
   *
   * @param start the first twelve bytes
   * @param fields the header fields, as dbus-java expects them
   * @throws MalformedException if the message is of an unknown type, or a field is missing or
   *     malformed
   */
  static Message decode(byte[] start, byte[] fields, byte[] body) throws MalformedException {
    try {
      var message = MessageFactory.createMessage(start[1], start, fields, body, null);
      return checked(
          new Message(
              kind(message.getType()),
              message.getFlags(),
              message.getSerial(),
              message.getReplySerial(),
              text(message.getSource()),
              text(message.getDestination()),
              text(message.getPath()),
              text(message.getInterface()),
              text(message.getName()),
              text(message.getSig()),
              () -> values(message)));
    } catch (DBusException | MessageTypeException | RuntimeException malformed) {
      throw new MalformedException("a message is malformed", malformed);
    }
  }

  private static String text(String field) {
    return Objects.requireNonNullElse(field, "");
  }

  private static Message.Kind kind(int code) throws MalformedException {
    for (Message.Kind kind : Message.Kind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new MalformedException("a message is of the unknown type " + code);
  }

  /** Checks for the header fields that the D-Bus specification requires. */
  private static Message checked(Message message) throws MalformedException {
    for (String text :
        List.of(message.name(), message.interfaceName(), message.sender(), message.signature())) {
      if (text.length() > MAX_NAME_LENGTH) {
        throw new MalformedException("a header field has " + text.length() + " characters");
      }
    }
    boolean isComplete =
        switch (message.kind()) {
          case METHOD_CALL -> !message.name().isEmpty() && !message.path().isEmpty();
          case ERROR -> !message.name().isEmpty() && message.replySerial() != 0;
          case METHOD_RETURN, SIGNAL -> true;
        };
    if (!isComplete) {
      throw new MalformedException("a " + message.kind() + " lacks a header field");
    }
    return message;
  }

  private static List<Value> values(org.freedesktop.dbus.messages.Message message)
      throws MalformedException {
    try {
      return values(text(message.getSig()), message.getParameters());
    } catch (DBusException | RuntimeException malformed) {
      throw new MalformedException("the values of a message are malformed", malformed);
    }
  }

  /** Converts a sequence of values; the signature is that of all of them. */
  private static List<Value> values(String signature, Object[] objects) {
    List<Value> values = new ArrayList<>(objects.length);
    int start = 0;
    for (Object object : objects) {
      int end = endOfType(signature, start);
      values.add(value(signature.substring(start, end), object));
      start = end;
    }
    if (start != signature.length()) {
      throw new IllegalArgumentException("'" + signature + "' is longer than the values");
    }
    return values;
  }

  /** The end of the single complete type that begins at {@code start}. */
  private static int endOfType(String signature, int start) {
    int end = start;
    while (signature.charAt(end) == 'a') {
      end++;
    }
    int depth = 0;
    do {
      depth +=
          switch (signature.charAt(end)) {
            case '(', '{' -> 1;
            case ')', '}' -> -1;
            default -> 0;
          };
      end++;
    } while (depth > 0);
    return end;
  }

  private static Value value(String type, Object object) {
    return switch (type) {
      case "s" -> new Value.Text((String) object);
      case "b" -> new Value.Bool((Boolean) object);
      case "y" -> new Value.Unsigned8(Byte.toUnsignedInt((Byte) object));
      case "u" -> new Value.Unsigned32(((UInt32) object).longValue());
      case "t" -> new Value.Unsigned64(((UInt64) object).longValue());
      case "v" -> new Value.Variant(inside(object));
      case "as" -> new Value.Texts(texts((List<?>) object));
      case "a{sv}" -> dictionary(object);
      case "aa{sv}" -> dictionaries((List<?>) object);
      case "a{ss}" -> textMap((Map<?, ?>) object);
      default ->
          object instanceof Object[] members && type.startsWith("(")
              ? new Value.Structure(values(type.substring(1, type.length() - 1), members))
              : new Value.Other(type, String.valueOf(object));
    };
  }

  private static Value inside(Object object) {
    Variant<?> variant = (Variant<?>) object;
    return value(variant.getSig(), variant.getValue());
  }

  private static List<String> texts(List<?> elements) {
    List<String> texts = new ArrayList<>(elements.size());
    for (Object element : elements) {
      texts.add((String) element);
    }
    return texts;
  }

  private static Value.Dictionary dictionary(Object object) {
    Map<String, Value> entries = new LinkedHashMap<>();
    ((Map<?, ?>) object).forEach((key, value) -> entries.put((String) key, inside(value)));
    return new Value.Dictionary(entries);
  }

  private static Value.Dictionaries dictionaries(List<?> elements) {
    List<Value.Dictionary> dictionaries = new ArrayList<>(elements.size());
    for (Object element : elements) {
      dictionaries.add(dictionary(element));
    }
    return new Value.Dictionaries(dictionaries);
  }

  private static Value.TextMap textMap(Map<?, ?> map) {
    Map<String, String> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put((String) key, (String) value));
    return new Value.TextMap(entries);
  }
}
