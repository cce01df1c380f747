package io.github.rulewarden.netlink;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** Messages that can be split into attributes but have no meaning. */
public final class RandomMessages {
  private RandomMessages() {}

  /**
   * Returns a random header and up to six random attributes. Their numbers are below {@code
   * numbers}; some have flags, and one in four ends like a string.
   */
  public static Bytes of(
      SplittableRandom random, int header, int numbers, ToIntFunction<SplittableRandom> size) {
    MessageWriter writer = new MessageWriter();
    for (int i = 0; i < header; i++) {
      writer.u8(random.nextInt(256));
    }
    for (int i = random.nextInt(7); i > 0; i--) {
      int flags = random.nextInt(16) == 0 ? random.nextInt(4) << 14 : 0;
      byte[] payload = new byte[size.applyAsInt(random)];
      random.nextBytes(payload);
      if (payload.length > 0 && random.nextInt(4) == 0) {
        for (int at = 0; at < payload.length; at++) {
          payload[at] = (byte) (at == payload.length - 1 ? 0 : 'a' + random.nextInt(26));
        }
      }
      writer.attribute(flags | random.nextInt(numbers), Bytes.owning(payload));
    }
    return writer.toBytes();
  }
}
