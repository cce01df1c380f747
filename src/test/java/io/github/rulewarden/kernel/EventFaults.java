package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.wire.Addresses;
import java.util.List;

/** Faults of an event. */
final class EventFaults {
  /** RTNL_FAMILY_IPMR: rules of multicast routing. */
  private static final byte MULTICAST = (byte) 128;

  private EventFaults() {}

  static List<Arrival> lose(Subscribers subscribers, Arrival event) {
    return List.of();
  }

  static List<Arrival> overrun(Subscribers subscribers, Arrival event) {
    return List.of(Arrival.overrun());
  }

  static List<Arrival> twice(Subscribers subscribers, Arrival event) {
    return List.of(event, event);
  }

  static List<Arrival> behindTheNext(Subscribers subscribers, Arrival event) {
    subscribers.delay(event);
    return List.of();
  }

  static List<Arrival> truncate(Subscribers subscribers, Arrival event) {
    return List.of(AnswerFaults.truncated(event));
  }

  static List<Arrival> empty(Subscribers subscribers, Arrival event) {
    return List.of(with(Bytes.EMPTY, event));
  }

  static List<Arrival> anotherFamily(Subscribers subscribers, Arrival event) {
    return List.of(Arrival.of(of(MULTICAST, AnswerFaults.frames(event).getFirst())));
  }

  /** Returns the same message for another family. */
  static Frame of(Family family, Frame frame) {
    return of((byte) Addresses.family(family).number(), frame);
  }

  private static Frame of(byte family, Frame frame) {
    byte[] payload = frame.payload().toArray();
    payload[0] = family;
    return new Frame(
        frame.type(), frame.flags(), frame.sequence(), frame.portId(), Bytes.owning(payload));
  }

  private static Arrival with(Bytes payload, Arrival event) {
    Frame frame = AnswerFaults.frames(event).getFirst();
    return Arrival.of(
        new Frame(frame.type(), frame.flags(), frame.sequence(), frame.portId(), payload));
  }
}
