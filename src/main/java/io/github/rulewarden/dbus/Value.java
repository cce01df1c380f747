package io.github.rulewarden.dbus;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A value as it goes out, of one of the types the contract uses. Written by ourselves because
 * dbus-java's own marshalling keeps each field as an object and takes time in the square of their
 * number: 10,000 rules took it 26 seconds and 60 MB.
 */
interface Value {
  /** The type in the notation of the D-Bus specification. */
  String signature();

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
  }

  /** {@code b}. */
  record Truth(boolean isTrue) implements Value {
    @Override
    public String signature() {
      return "b";
    }

    @Override
    public void writeTo(Marshaller out) {
      out.u32(isTrue ? 1 : 0);
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
  }

  /** {@code a{sv}}. */
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
  }

  /** {@code aa{sv}}. */
  record Dictionaries(List<Dictionary> elements) implements Value {
    @Override
    public String signature() {
      return "aa{sv}";
    }

    @Override
    public void writeTo(Marshaller out) {
      int array = out.openArray(Integer.BYTES);
      for (Dictionary element : elements) {
        element.writeTo(out);
      }
      out.closeArray(array);
    }
  }

  /**
   * {@code aa{sv}}; an element becomes a dictionary only when it is written: there may be
   * thousands.
   */
  record Each<T>(List<T> elements, Function<T, Dictionary> dictionary) implements Value {
    @Override
    public String signature() {
      return "aa{sv}";
    }

    @Override
    public void writeTo(Marshaller out) {
      int array = out.openArray(Integer.BYTES);
      for (T element : elements) {
        dictionary.apply(element).writeTo(out);
      }
      out.closeArray(array);
    }
  }

  /** {@code a{ss}}. */
  record Details(Map<String, String> entries) implements Value {
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
  }
}
