package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import java.util.List;

/** What may become of an event. */
final class EventFaults {
  /** RTNL_FAMILY_IPMR: rules of multicast routing. */
  private static final byte MULTICAST = (byte) 128;

  private EventFaults() {}

  static List<Arrival> lose(FakeKernel kernel, Arrival event) {
    return List.of();
  }

  static List<Arrival> overrun(FakeKernel kernel, Arrival event) {
    return List.of(Arrival.overrun());
  }

  static List<Arrival> twice(FakeKernel kernel, Arrival event) {
    return List.of(event, event);
  }

  static List<Arrival> behindTheNext(FakeKernel kernel, Arrival event) {
    kernel.delay(event);
    return List.of();
  }

  static List<Arrival> truncate(FakeKernel kernel, Arrival event) {
    return List.of(AnswerFaults.truncated(event));
  }

  static List<Arrival> empty(FakeKernel kernel, Arrival event) {
    return List.of(with(Bytes.EMPTY, event));
  }

  static List<Arrival> anotherFamily(FakeKernel kernel, Arrival event) {
    byte[] payload = AnswerFaults.frames(event).getFirst().payload().toArray();
    payload[0] = MULTICAST;
    return List.of(with(Bytes.owning(payload), event));
  }

  private static Arrival with(Bytes payload, Arrival event) {
    Frame frame = AnswerFaults.frames(event).getFirst();
    return Arrival.of(
        new Frame(frame.type(), frame.flags(), frame.sequence(), frame.portId(), payload));
  }
}
