package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.freedesktop.dbus.types.Variant;

/** One dictionary of an answer, read by names. What is not as expected is a ManagerException. */
record Fields(Map<?, ?> entries) {
  static Fields of(Object dictionary) throws ManagerException {
    if (dictionary instanceof Map<?, ?> entries) {
      return new Fields(entries);
    }
    throw strange(String.valueOf(dictionary));
  }

  static ManagerException strange(String what) {
    return new ManagerException(
        Kind.REFUSED,
        "The daemon answered what this program does not understand ("
            + what
            + "). If it is of another version, restart it with `systemctl restart rulewarden`.");
  }

  String text(String name) throws ManagerException {
    if (value(name) instanceof String text) {
      return text;
    }
    throw strange(name + " is no text");
  }

  long count(String name) throws ManagerException {
    if (value(name) instanceof Number number) {
      return number.longValue();
    }
    throw strange(name + " is no number");
  }

  List<?> list(String name) throws ManagerException {
    if (value(name) instanceof List<?> list) {
      return list;
    }
    throw strange(name + " is no list");
  }

  /** The one of {@code all} that goes by the word. */
  <T> T word(String name, T[] all, Function<T, String> word) throws ManagerException {
    String text = text(name);
    for (T one : all) {
      if (word.apply(one).equals(text)) {
        return one;
      }
    }
    throw strange(name + " is '" + text + "'");
  }

  private Object value(String name) throws ManagerException {
    if (entries.get(name) instanceof Variant<?> variant) {
      return variant.getValue();
    }
    throw strange(name + " is missing");
  }
}
