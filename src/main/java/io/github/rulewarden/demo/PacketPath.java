package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a packet.
 *
 * @param device the interface through which the kernel sends it
 */
record PacketPath(Destination destination, String device) {
  private static final Pattern DEVICE = Pattern.compile(" dev (\\S+)");

  /**
   * A destination in the network.
   *
   * @param device the interface through which it should be reached
   */
  record Destination(String kind, String address, String device) {}

  /** Returns the destinations of the demonstration's host, and the internet behind a tunnel. */
  static List<Destination> destinations(String tunnel) {
    return List.of(
        new Destination("tailnet", "100.64.0.7", DemoHost.TAILSCALE),
        new Destination("tailnet", "fd7a:115c:a1e0::7", DemoHost.TAILSCALE),
        new Destination("its subnet", "10.42.0.9", DemoHost.TAILSCALE),
        new Destination("internet", "203.0.113.80", tunnel),
        new Destination("internet", "2001:db8:ffff::80", tunnel),
        new Destination("LAN", "192.0.2.20", DemoHost.UPLINK),
        new Destination("LAN", "2001:db8:2::20", DemoHost.UPLINK));
  }

  /** Gets the paths from the kernel with {@code ip route get}. */
  static List<PacketPath> all(Commands commands, String tunnel) throws ManagerException {
    List<PacketPath> paths = new ArrayList<>();
    for (Destination destination : destinations(tunnel)) {
      String output = commands.run("ip", "-o", "route", "get", destination.address());
      Matcher device = DEVICE.matcher(output);
      if (!device.find()) {
        throw new ManagerException(
            Kind.UNREACHABLE, "There is no device in the output of ip route get: " + output);
      }
      paths.add(new PacketPath(destination, device.group(1)));
    }
    return paths;
  }

  boolean isCorrect() {
    return device.equals(destination.device());
  }
}
