package io.github.rulewarden.dbus.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A value in a message, of one of the types that the program uses; every other type is read as
 * {@link Other}.
 *
 * <p>This class encodes the values itself: dbus-java keeps each field as an object, and its time
 * grows with the square of their number. For 10,000 rules it took 26 seconds and 60 MB.
 */
public sealed interface Value {
  /** The type in the notation of the D-Bus specification. */
  String signature();

  /** Appends the value to a message. */
  void writeTo(Marshaller out);

  /** {@code s}. */
  record Text(String text) implements Value {
    @Override
    public String signature() {
      return "s";
    }

    @Override
    public void writeTo(Marshaller out) {
      out.text(text);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code b}. */
  record Bool(boolean isTrue) implements Value {
    @Override
    public String signature() {
      return "b";
    }

    @Override
    public void writeTo(Marshaller out) {
      out.u32(isTrue ? 1 : 0);
    }

    @Override
    public String toString() {
      return Boolean.toString(isTrue);
    }
  }

  /** {@code y}. */
  record Unsigned8(int number) implements Value {
    @Override
    public String signature() {
      return "y";
    }

    @Override
    public void writeTo(Marshaller out) {
      out.u8(number);
    }

    @Override
    public String toString() {
      return Integer.toString(number);
    }
  }

  /** {@code u}. */
  record Unsigned32(long number) implements Value {
    @Override
    public String signature() {
      return "u";
    }

    @Override
    public void writeTo(Marshaller out) {
      out.u32(number);
    }

    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** {@code t}. */
  record Unsigned64(long number) implements Value {
    @Override
    public String signature() {
      return "t";
    }

    @Override
    public void writeTo(Marshaller out) {
      out.u64(number);
    }

    @Override
    public String toString() {
      return Long.toUnsignedString(number);
    }
  }

  /** {@code as}. */
  record Texts(List<String> texts) implements Value {
    @Override
    public String signature() {
      return "as";
    }

    @Override
    public void writeTo(Marshaller out) {
      int array = out.openArray(Integer.BYTES);
      for (String text : texts) {
        out.text(text);
      }
      out.closeArray(array);
    }

    @Override
    public String toString() {
      return texts.toString();
    }
  }

  /** {@code v}. */
  record Variant(Value value) implements Value {
    @Override
    public String signature() {
      return "v";
    }

    @Override
    public void writeTo(Marshaller out) {
      out.signature(value.signature());
      value.writeTo(out);
    }

    @Override
    public String toString() {
      return "[" + value + "]";
    }
  }

  /**
   * {@code a{sv}}.
   *
   * @param entries the values without the variants around them
   */
  record Dictionary(Map<String, Value> entries) implements Value {
    @Override
    public String signature() {
      return "a{sv}";
    }

    @Override
    public void writeTo(Marshaller out) {
      int array = out.openArray(Marshaller.STRUCT_ALIGNMENT);
      for (Map.Entry<String, Value> entry : entries.entrySet()) {
        out.align(Marshaller.STRUCT_ALIGNMENT);
        out.text(entry.getKey());
        out.signature(entry.getValue().signature());
        entry.getValue().writeTo(out);
      }
      out.closeArray(array);
    }

    @Override
    public String toString() {
      return entries.toString();
    }
  }

  /** {@code aa{sv}}. */
  record Dictionaries(List<Dictionary> elements) implements Value {
    @Override
    public String signature() {
      return "aa{sv}";
    }

    @Override
    public void writeTo(Marshaller out) {
      new LazyDictionaries<>(elements, Function.identity()).writeTo(out);
    }

    @Override
    public String toString() {
      return elements.toString();
    }
  }

  /**
   * {@code aa{sv}}. An element is converted to a dictionary only when it is written, because there
   * can be thousands of them. Only ever sent.
   */
  record LazyDictionaries<T>(List<T> elements, Function<T, Dictionary> toDictionary)
      implements Value {
    @Override
    public String signature() {
      return "aa{sv}";
    }

    @Override
    public void writeTo(Marshaller out) {
      int array = out.openArray(Integer.BYTES);
      for (T element : elements) {
        toDictionary.apply(element).writeTo(out);
      }
      out.closeArray(array);
    }
  }

  /** {@code a{ss}}. */
  record TextMap(Map<String, String> entries) implements Value {
    @Override
    public String signature() {
      return "a{ss}";
    }

    @Override
    public void writeTo(Marshaller out) {
      int array = out.openArray(Marshaller.STRUCT_ALIGNMENT);
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.align(Marshaller.STRUCT_ALIGNMENT);
        out.text(entry.getKey());
        out.text(entry.getValue());
      }
      out.closeArray(array);
    }

    @Override
    public String toString() {
      return entries.toString();
    }
  }

  /** {@code (...)}. */
  record Structure(List<Value> members) implements Value {
    @Override
    public String signature() {
      StringBuilder signature = new StringBuilder("(");
      for (Value member : members) {
        signature.append(member.signature());
      }
      return signature.append(')').toString();
    }

    @Override
    public void writeTo(Marshaller out) {
      out.align(Marshaller.STRUCT_ALIGNMENT);
      for (Value member : members) {
        member.writeTo(out);
      }
    }

    @Override
    public String toString() {
      return members.toString();
    }
  }

  /**
   * A value of any other type. Only ever received.
   *
   * @param text the value for an error sentence
   */
  record Other(String signature, String text) implements Value {
    @Override
    public void writeTo(Marshaller out) {
      throw new UnsupportedOperationException("a value of type " + signature + " is only received");
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
