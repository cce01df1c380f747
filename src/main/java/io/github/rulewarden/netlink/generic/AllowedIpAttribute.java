package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of an allowed prefix ({@code WGALLOWEDIP_A_*} of {@code linux/wireguard.h}). */
public sealed interface AllowedIpAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<AllowedIpAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<AllowedIpAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader));
    }
    return attributes;
  }

  private static AllowedIpAttribute decode(AttributeReader reader) {
    Bytes payload = reader.payload();
    if (reader.type() == GenericNumbers.WGALLOWEDIP_A_FAMILY && payload.length() == Short.BYTES) {
      return new FamilyNumber(payload.u16(0));
    }
    if (reader.type() == GenericNumbers.WGALLOWEDIP_A_IPADDR) {
      return new Address(payload);
    }
    if (reader.type() == GenericNumbers.WGALLOWEDIP_A_CIDR_MASK && payload.length() == 1) {
      return new PrefixLength(payload.u8(0));
    }
    return new Unknown(reader.type(), payload);
  }

  /** The family of the address, as {@code AF_*}: 2 is IPv4, 10 is IPv6. */
  record FamilyNumber(int value) implements AllowedIpAttribute {
    public FamilyNumber {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU16(GenericNumbers.WGALLOWEDIP_A_FAMILY, value);
    }
  }

  /** The 4 or 16 bytes of the address. */
  record Address(Bytes bytes) implements AllowedIpAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(GenericNumbers.WGALLOWEDIP_A_IPADDR, bytes);
    }
  }

  /** The prefix length. */
  record PrefixLength(int bits) implements AllowedIpAttribute {
    public PrefixLength {
      Range.u8(bits);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(GenericNumbers.WGALLOWEDIP_A_CIDR_MASK, bits);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements AllowedIpAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
