package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.dbus.protocol.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One dictionary of a reply. Throws a ManagerException if a value is missing or of another type
 * than expected.
 */
record Fields(Map<String, Value> entries) {
  static ManagerException unexpected(String what) {
    return new ManagerException(
        Kind.REFUSED,
        "The daemon sent a reply that this program does not understand ("
            + what
            + "). If its version differs, restart it with `systemctl restart rulewarden`.");
  }

  String text(String name) throws ManagerException {
    if (value(name) instanceof Value.Text text) {
      return text.text();
    }
    throw unexpected(name + " is no text");
  }

  long number(String name) throws ManagerException {
    return switch (value(name)) {
      case Value.Unsigned8 number -> number.number();
      case Value.Unsigned32 number -> number.number();
      case Value.Unsigned64 number -> number.number();
      default -> throw unexpected(name + " is no number");
    };
  }

  List<String> texts(String name) throws ManagerException {
    if (value(name) instanceof Value.Texts texts) {
      return texts.texts();
    }
    throw unexpected(name + " is no list of texts");
  }

  List<Value.Dictionary> dictionaries(String name) throws ManagerException {
    if (value(name) instanceof Value.Dictionaries dictionaries) {
      return dictionaries.elements();
    }
    throw unexpected(name + " is no list");
  }

  /** The constant in {@code all} whose text is the value. */
  <T> T oneOf(T[] all, Function<T, String> textOf, String name) throws ManagerException {
    String text = text(name);
    for (T one : all) {
      if (textOf.apply(one).equals(text)) {
        return one;
      }
    }
    throw unexpected(name + " is '" + text + "'");
  }

  private Value value(String name) throws ManagerException {
    return Optional.ofNullable(entries.get(name))
        .orElseThrow(() -> unexpected(name + " is missing"));
  }
}
