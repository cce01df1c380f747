package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a packet goes.
 *
 * @param device that the kernel sends it out by
 */
record Journey(Destination destination, String device) {
  private static final Pattern DEVICE = Pattern.compile(" dev (\\S+)");

  /**
   * A place in the network.
   *
   * @param device by which it is to be reached
   */
  record Destination(String kind, String address, String device) {}

  /** The places that the scenery makes, and the internet behind a tunnel. */
  static List<Destination> destinations(String tunnel) {
    return List.of(
        new Destination("tailnet", "100.64.0.7", Scenery.TAILSCALE),
        new Destination("tailnet", "fd7a:115c:a1e0::7", Scenery.TAILSCALE),
        new Destination("its subnet", "10.42.0.9", Scenery.TAILSCALE),
        new Destination("internet", "203.0.113.80", tunnel),
        new Destination("internet", "2001:db8:ffff::80", tunnel),
        new Destination("LAN", "192.0.2.20", Scenery.UPLINK),
        new Destination("LAN", "2001:db8:2::20", Scenery.UPLINK));
  }

  /** Asks the kernel: {@code ip route get}. */
  static List<Journey> all(Commands commands, String tunnel) throws ManagerException {
    List<Journey> journeys = new ArrayList<>();
    for (Destination destination : destinations(tunnel)) {
      String answer = commands.run("ip", "-o", "route", "get", destination.address());
      Matcher device = DEVICE.matcher(answer);
      if (!device.find()) {
        throw new ManagerException(Kind.UNREACHABLE, "No device in the kernel's answer: " + answer);
      }
      journeys.add(new Journey(destination, device.group(1)));
    }
    return journeys;
  }

  boolean isRight() {
    return device.equals(destination.device());
  }
}
