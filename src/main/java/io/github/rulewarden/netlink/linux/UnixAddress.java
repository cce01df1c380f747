package io.github.rulewarden.netlink.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The address of a unix socket ({@code struct sockaddr_un}: 16 bits of family, up to 108 bytes of
 * path).
 */
final class UnixAddress {
  static final int AF_UNIX = 1;

  private static final int FAMILY_LENGTH = 2;
  private static final int PATH_LENGTH = 108;

  private final MemorySegment segment;
  private final int length;

  private UnixAddress(MemorySegment segment, int length) {
    this.segment = segment;
    this.length = length;
  }

  /**
   * Returns an address.
   *
   * @param path a path, or {@code @} and an abstract name; at most 107 bytes
   * @throws IllegalArgumentException if it is empty or too long
   */
  static UnixAddress of(Arena arena, String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length >= PATH_LENGTH) {
      throw new IllegalArgumentException(
          "'" + path + "' is no path of a unix socket: " + name.length + " bytes, not 1 to 107");
    }
    MemorySegment segment = arena.allocate(FAMILY_LENGTH + PATH_LENGTH, Short.BYTES);
    ByteBuffer view = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    view.putShort(0, (short) AF_UNIX);
    int length = FAMILY_LENGTH + name.length;
    if (name[0] == '@') {
      // An abstract name begins with NUL and ends by its length.
      name[0] = 0;
    } else {
      length++;
    }
    view.put(FAMILY_LENGTH, name);
    return new UnixAddress(segment, length);
  }

  MemorySegment segment() {
    return segment;
  }

  int length() {
    return length;
  }
}
