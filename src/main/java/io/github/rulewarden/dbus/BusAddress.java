package io.github.rulewarden.dbus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Map;

/**
 * Where a bus listens, as the D-Bus specification writes it: {@code unix:path=/a/path}, perhaps
 * with further keys, perhaps several separated by semicolons. The first with a path is taken; the
 * JDK reaches no abstract sockets.
 */
public record BusAddress(String text) {
  private static final String VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";
  private static final String DEFAULT = "unix:path=/run/dbus/system_bus_socket";
  private static final String TRANSPORT = "unix:";
  private static final String PATH = "path=";

  /** The system bus: where {@code DBUS_SYSTEM_BUS_ADDRESS} says, else at its usual place. */
  public static BusAddress ofSystemBus(Map<String, String> environment) {
    String set = environment.getOrDefault(VARIABLE, "");
    return new BusAddress(set.isEmpty() ? DEFAULT : set);
  }

  /**
   * The socket to connect to.
   *
   * @throws IOException with a sentence, if the address has none
   */
  UnixDomainSocketAddress socket() throws IOException {
    for (String one : text.split(";", -1)) {
      if (one.startsWith(TRANSPORT)) {
        for (String pair : one.substring(TRANSPORT.length()).split(",", -1)) {
          if (pair.startsWith(PATH) && pair.length() > PATH.length()) {
            return socket(unescape(pair.substring(PATH.length())));
          }
        }
      }
    }
    throw new IOException(
        "'" + text + "' is no address this program can reach: expected unix:path=/a/path");
  }

  private UnixDomainSocketAddress socket(String path) throws IOException {
    try {
      return UnixDomainSocketAddress.of(path);
    } catch (InvalidPathException e) {
      throw new IOException("'" + text + "' is no file name here: " + e.getReason(), e);
    }
  }

  /** Undoes the specification's {@code %2f} for bytes that mean something in an address. */
  private String unescape(String escaped) throws IOException {
    if (escaped.indexOf('%') < 0) {
      return escaped;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    byte[] given = escaped.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < given.length; i++) {
      if (given[i] != '%') {
        bytes.write(given[i]);
        continue;
      }
      int high = i + 1 < given.length ? Character.digit(given[i + 1], 16) : -1;
      int low = i + 2 < given.length ? Character.digit(given[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IOException("'" + text + "': expected two hexadecimal digits after %");
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
