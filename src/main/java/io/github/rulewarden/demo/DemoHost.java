package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A host on which Tailscale is up: a LAN with a default route, and the link, routes and rules that
 * tailscaled adds. All addresses are from documentation ranges or Tailscale's own.
 */
final class DemoHost {
  static final String UPLINK = "eth0";
  static final String TAILSCALE = "tailscale0";

  /** A veth needs its peer to be up; the TUN device is as tailscaled creates it. */
  private static final String LINKS =
      """
      link set lo up
      link add eth0 type veth peer name router0
      link set router0 up
      link set eth0 up
      tuntap add dev tailscale0 mode tun
      link set tailscale0 mtu 1280 up
      """;

  /** A peer, MagicDNS, and a subnet that a peer advertises (--accept-routes). */
  private static final String IPV4 =
      """
      address add 192.0.2.10/24 dev eth0
      route add default via 192.0.2.1 dev eth0
      address add 100.64.0.1/32 dev tailscale0
      route add 100.64.0.7/32 dev tailscale0 table 52
      route add 100.100.100.100/32 dev tailscale0 table 52
      route add 10.42.0.0/16 dev tailscale0 table 52
      """;

  private static final String IPV6 =
      """
      address add 2001:db8:2::10/64 dev eth0 nodad
      route add default via 2001:db8:2::1 dev eth0
      address add fd7a:115c:a1e0::1/128 dev tailscale0 nodad
      route add fd7a:115c:a1e0::/48 dev tailscale0 table 52
      """;

  /** tailscaled's rules (wgengine/router), the same in both families. */
  private static final String RULES =
      """
      rule add pref 5210 fwmark 0x80000/0xff0000 table main
      rule add pref 5230 fwmark 0x80000/0xff0000 table default
      rule add pref 5250 fwmark 0x80000/0xff0000 type unreachable
      rule add pref 5270 table 52
      """;

  private DemoHost() {}

  static void create(DemoNamespace namespace) throws ManagerException {
    batch(namespace, "links", LINKS);
    batch(namespace, "ipv4", IPV4 + RULES, "-4");
    batch(namespace, "ipv6", IPV6 + RULES, "-6");
  }

  private static void batch(DemoNamespace namespace, String name, String lines, String... options)
      throws ManagerException {
    Path file = namespace.file(name);
    try {
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The demonstration's host cannot be created: " + e + ".");
    }
    String[] words = new String[options.length + 3];
    words[0] = "ip";
    System.arraycopy(options, 0, words, 1, options.length);
    words[words.length - 2] = "-batch";
    words[words.length - 1] = file.toString();
    namespace.commands().run(words);
  }
}
