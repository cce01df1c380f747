package io.github.rulewarden.testing;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The device by which a packet leaves, for each relevant kind of packet, as the kernel reports it
 * ({@code ip route get}).
 */
public final class Routes {
  private static final String TAILSCALES_MARK = "0x80000";

  private Routes() {}

  /** Returns one query for each kind of packet, in the order of {@link #rightBehind}. */
  private static Map<String, String> questions(Family family, long vpnMark) {
    boolean isIpv4 = family == Family.IPV4;
    String internet = isIpv4 ? "198.51.100.1" : "2001:db8::1";
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put("tailnet", isIpv4 ? Tailscale.PEER_IPV4 : Tailscale.PEER_IPV6);
    if (isIpv4) {
      questions.put("MagicDNS", Tailscale.MAGIC_DNS);
    }
    questions.put("accepted subnet", isIpv4 ? Tailscale.IN_SUBNET_IPV4 : Tailscale.IN_SUBNET_IPV6);
    questions.put("LAN", isIpv4 ? TestHost.LAN_IPV4 : TestHost.LAN_IPV6);
    questions.put("internet", internet);
    questions.put("Tailscale's envelope", internet + " mark " + TAILSCALES_MARK);
    questions.put("VPN's envelope", internet + " mark " + vpnMark);
    return questions;
  }

  /** Returns the device by which each kind of packet leaves now. */
  public static Map<String, String> of(TestHost host, Family family, long vpnMark) {
    Map<String, String> questions = questions(family, vpnMark);
    List<String> commands = new ArrayList<>();
    questions.values().forEach(packet -> commands.add("route get " + packet));
    List<String> answers = host.batch(family, commands).lines().toList();
    Map<String, String> devices = new LinkedHashMap<>();
    for (String kind : questions.keySet()) {
      devices.put(kind, device(answers.get(devices.size())));
    }
    return devices;
  }

  private static String device(String answer) {
    try {
      return JsonParser.array().from(answer).getObject(0).getString("dev");
    } catch (JsonParserException e) {
      throw new AssertionError(answer, e);
    }
  }

  /** Returns the right devices when the pair of {@code tunnel} is behind Tailscale's lookup. */
  public static Map<String, String> rightBehind(Family family, String tunnel) {
    Map<String, String> devices = new LinkedHashMap<>();
    devices.put("tailnet", Tailscale.LINK);
    if (family == Family.IPV4) {
      devices.put("MagicDNS", Tailscale.LINK);
    }
    devices.put("accepted subnet", Tailscale.LINK);
    devices.put("LAN", "eth0");
    devices.put("internet", tunnel);
    devices.put("Tailscale's envelope", "eth0");
    devices.put("VPN's envelope", "eth0");
    return devices;
  }

  /**
   * Returns the devices during an inversion: the tunnel captures all but the LAN's packets and the
   * VPN's own encrypted ones.
   */
  public static Map<String, String> inverted(Family family, String tunnel) {
    Map<String, String> devices = rightBehind(family, tunnel);
    devices.replaceAll((kind, device) -> device.equals(Tailscale.LINK) ? tunnel : device);
    devices.put("Tailscale's envelope", tunnel);
    return devices;
  }
}
