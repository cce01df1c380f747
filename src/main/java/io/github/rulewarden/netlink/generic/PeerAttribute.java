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

/** An attribute of a peer ({@code WGPEER_A_*} of {@code linux/wireguard.h}). */
public sealed interface PeerAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<PeerAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<PeerAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader));
    }
    return attributes;
  }

  private static PeerAttribute decode(AttributeReader reader) throws MalformedMessageException {
    int type = reader.type();
    Bytes payload = reader.payload();
    if (type == GenericNumbers.WGPEER_A_PUBLIC_KEY) {
      return new PublicKey(payload);
    }
    if (type == GenericNumbers.WGPEER_A_PRESHARED_KEY) {
      return new PresharedKey(payload);
    }
    if (AttributeReader.number(type) == GenericNumbers.WGPEER_A_ALLOWEDIPS) {
      return new AllowedIps(type, AllowedIp.decodeAll(payload));
    }
    return new Unknown(type, payload);
  }

  /** Its public key, which identifies the peer. */
  record PublicKey(Bytes key) implements PeerAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(GenericNumbers.WGPEER_A_PUBLIC_KEY, key);
    }
  }

  /** The preshared key; it must not be logged. */
  record PresharedKey(Bytes key) implements PeerAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(GenericNumbers.WGPEER_A_PRESHARED_KEY, key);
    }

    @Override
    public String toString() {
      return "PresharedKey[hidden]";
    }
  }

  /**
   * The addresses that the peer may use, or a part of them.
   *
   * @param type all 16 bits, including flag bits
   */
  record AllowedIps(int type, List<AllowedIp> addresses) implements PeerAttribute {
    public AllowedIps {
      Range.u16(type);
      addresses = List.copyOf(addresses);
    }

    @Override
    public void write(MessageWriter writer) {
      Attributes.writeNested(writer, type, addresses);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements PeerAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
