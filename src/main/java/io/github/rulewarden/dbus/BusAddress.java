package io.github.rulewarden.dbus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Map;

/**
 * The address of a bus in the notation of the D-Bus specification: {@code unix:path=/a/path},
 * possibly with more keys, possibly several addresses separated by semicolons. The first one with a
 * path is used, because the JDK cannot connect to abstract sockets.
 */
public record BusAddress(String text) {
  private static final String VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";
  private static final String DEFAULT = "unix:path=/run/dbus/system_bus_socket";
  private static final String TRANSPORT = "unix:";
  private static final String PATH = "path=";

  /** The system bus: the address in {@code DBUS_SYSTEM_BUS_ADDRESS}, or the default address. */
  public static BusAddress ofSystemBus(Map<String, String> environment) {
    String set = environment.getOrDefault(VARIABLE, "");
    return new BusAddress(set.isEmpty() ? DEFAULT : set);
  }

  /**
   * The socket to connect to.
   *
   * @throws IOException if the address has no path
   */
  UnixDomainSocketAddress socket() throws IOException {
    for (String address : text.split(";", -1)) {
      if (address.startsWith(TRANSPORT)) {
        for (String pair : address.substring(TRANSPORT.length()).split(",", -1)) {
          if (pair.startsWith(PATH) && pair.length() > PATH.length()) {
            return socket(unescape(pair.substring(PATH.length())));
          }
        }
      }
    }
    throw new IOException("'" + text + "' is not a supported address: expected unix:path=/a/path");
  }

  private UnixDomainSocketAddress socket(String path) throws IOException {
    try {
      return UnixDomainSocketAddress.of(path);
    } catch (InvalidPathException e) {
      throw new IOException("'" + text + "' contains an invalid path: " + e.getReason(), e);
    }
  }

  /** Decodes {@code %2f} and the like, the specification's escapes for special bytes. */
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
