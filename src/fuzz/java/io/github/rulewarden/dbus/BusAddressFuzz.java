package io.github.rulewarden.dbus;

import io.github.rulewarden.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Parses arbitrary bus addresses. */
public final class BusAddressFuzz implements Target {
  @Override
  public Object feed(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      return BusAddress.ofSystemBus(Map.of("DBUS_SYSTEM_BUS_ADDRESS", text)).socket();
    } catch (IOException refusal) {
      return refusal;
    }
  }
}
