package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fuzz.Target;
import java.util.ArrayList;
import java.util.List;

/** Reads arbitrary sequences of attributes. */
public final class AttributeReaderFuzz implements Target {
  record Attribute(int type, Bytes payload) {}

  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    List<Attribute> attributes = walk(Bytes.owning(input));
    MessageWriter writer = new MessageWriter();
    for (Attribute attribute : attributes) {
      writer.attribute(attribute.type(), attribute.payload());
    }
    assertEquals(MessageWriter.align(input.length), writer.toBytes().length());
    assertEquals(attributes, walk(writer.toBytes()));
    return attributes;
  }

  private static List<Attribute> walk(Bytes source) throws MalformedMessageException {
    List<Attribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      assertEquals(reader.length(), reader.payload().length());
      attributes.add(new Attribute(reader.type(), reader.payload()));
    }
    return attributes;
  }
}
