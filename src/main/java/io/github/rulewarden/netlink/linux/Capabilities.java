package io.github.rulewarden.netlink.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The capabilities of the calling thread ({@code man 7 capabilities}). */
public final class Capabilities {
  private static final int CAP_NET_ADMIN = 12;
  private static final String EFFECTIVE = "\nCapEff:";

  private Capabilities() {}

  /** Whether CAP_NET_ADMIN is effective. Changing rules and large receive buffers require it. */
  public static boolean hasNetworkAdministration() {
    return (effective() >>> CAP_NET_ADMIN & 1) != 0;
  }

  private static long effective() {
    try {
      String status =
          Files.readString(Path.of("/proc/thread-self/status"), StandardCharsets.ISO_8859_1);
      int begin = status.indexOf(EFFECTIVE) + EFFECTIVE.length();
      int end = status.indexOf('\n', begin);
      return Long.parseUnsignedLong(status.substring(begin, end).strip(), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
