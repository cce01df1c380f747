package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a tunnel ({@code WGDEVICE_A_*} of {@code linux/wireguard.h}). */
public sealed interface DeviceAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<DeviceAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<DeviceAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader));
    }
    return attributes;
  }

  private static DeviceAttribute decode(AttributeReader reader) throws MalformedMessageException {
    int type = reader.type();
    Bytes payload = reader.payload();
    if (type == GenericNumbers.WGDEVICE_A_IFINDEX && payload.length() == Integer.BYTES) {
      return new Index(payload.s32(0));
    }
    if (type == GenericNumbers.WGDEVICE_A_IFNAME && payload.isText()) {
      return new Name(payload.text());
    }
    if (type == GenericNumbers.WGDEVICE_A_PRIVATE_KEY) {
      return new PrivateKey(payload);
    }
    if (type == GenericNumbers.WGDEVICE_A_FWMARK && payload.length() == Integer.BYTES) {
      return new FwMark(payload.u32(0));
    }
    if (AttributeReader.number(type) == GenericNumbers.WGDEVICE_A_PEERS) {
      return new Peers(type, Peer.decodeAll(payload));
    }
    return new Unknown(type, payload);
  }

  /** The ifindex of its link. */
  record Index(int value) implements DeviceAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(GenericNumbers.WGDEVICE_A_IFINDEX, value);
    }
  }

  /** The name of its link. */
  record Name(String text) implements DeviceAttribute {
    public Name {
      Range.text(text);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(GenericNumbers.WGDEVICE_A_IFNAME, text);
    }
  }

  /** Its private key; it must not be logged. */
  record PrivateKey(Bytes key) implements DeviceAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(GenericNumbers.WGDEVICE_A_PRIVATE_KEY, key);
    }

    @Override
    public String toString() {
      return "PrivateKey[hidden]";
    }
  }

  /** The fwmark of the packets that it sends; 0 is none, 32 bits unsigned. */
  record FwMark(long value) implements DeviceAttribute {
    public FwMark {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(GenericNumbers.WGDEVICE_A_FWMARK, value);
    }
  }

  /**
   * Its peers, or a part of them.
   *
   * @param type all 16 bits, including flag bits
   */
  record Peers(int type, List<Peer> peers) implements DeviceAttribute {
    public Peers {
      Range.u16(type);
      peers = List.copyOf(peers);
    }

    @Override
    public void write(MessageWriter writer) {
      Attributes.writeNested(writer, type, peers);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements DeviceAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
