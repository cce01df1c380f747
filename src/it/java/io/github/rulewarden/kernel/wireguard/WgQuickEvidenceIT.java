package io.github.rulewarden.kernel.wireguard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.WireGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The evidence reader recognises the real wg-quick's firewall rules, from nft and from iptables.
 */
class WgQuickEvidenceIT {
  private static final Set<Family> BOTH = Set.of(Family.IPV4, Family.IPV6);
  private static final Map<Family, Long> OF_BOTH =
      Map.of(
          Family.IPV4, WireGuard.USUAL_TABLE,
          Family.IPV6, WireGuard.USUAL_TABLE);

  @RegisterExtension final TestHost host = TestHost.create();

  private Path programs = Path.of("/");

  /** A search path without nft, with which wg-quick uses iptables. */
  @BeforeEach
  void makeDirectory() throws IOException {
    programs = Files.createDirectory(host.directory().resolve("programs"));
  }

  @Test
  void nftsTableIsThereAsLongAsTheTunnelIs() {
    WireGuard tunnel = WireGuard.on(host).up();
    Link link = link(tunnel);
    assertEquals(OF_BOTH, marks(link));
    tunnel.down();
    assertEquals(Map.of(), marks(link));
  }

  @Test
  void withoutRoutesOfWgQuickThereIsNoTable() {
    assertEquals(Map.of(), marks(link(WireGuard.on(host, "Table = off").up())));
  }

  @Test
  void iptablesNftLeavesTheSame() throws IOException {
    WireGuard tunnel = WireGuard.on(host).by(withoutNft("iptables-nft")).up();
    Link link = link(tunnel);
    assertTrue(nft("list tables").contains("table ip raw"), "by iptables");
    assertEquals(OF_BOTH, marks(link));
    tunnel.down();
    assertEquals(Map.of(), marks(link));
  }

  /** Netlink does not return rules of the legacy iptables. */
  @Test
  void legacyIptablesIsNoEvidence() throws IOException {
    Link link = link(WireGuard.on(host).by(withoutNft("iptables-legacy")).up());
    assertTrue(
        host.run("iptables-legacy-save").require().contains("wg-quick(8) rule for"), "by iptables");
    assertEquals(Map.of(), marks(link));
  }

  /** nft stores a comment in this way, and a future iptables may do so, too. */
  @Test
  void aCommentMayBeInTheUserData() {
    WireGuard tunnel = WireGuard.on(host).up();
    String name = tunnel.name();
    String comment = "comment \"wg-quick(8) rule for " + name + "\"";
    String address = addressOf(name);
    nft("delete table ip wg-quick-" + name);
    nft("delete table ip6 wg-quick-" + name);
    nft("add table ip raw");
    nft("add chain ip raw PREROUTING { type filter hook prerouting priority -300; }");
    nft("add rule ip raw PREROUTING ip daddr " + address + " drop " + comment);
    nft("add table ip mangle");
    nft("add chain ip mangle POSTROUTING { type filter hook postrouting priority -150; }");
    nft("add rule ip mangle POSTROUTING meta l4proto udp mark 51820 ct mark set mark " + comment);
    assertEquals(Map.of(Family.IPV4, WireGuard.USUAL_TABLE), marks(link(tunnel)));
  }

  /** One of the two marks is out of date, so they do not match. */
  @Test
  void anotherMarkThanTheTunnelsConfirmsNothing() {
    WireGuard tunnel = WireGuard.on(host).up();
    host.run("wg", "set", tunnel.name(), "fwmark", "51821").require();
    Link link = link(tunnel);
    assertEquals(
        Optional.of(new TunnelSettings(link.index(), 51821, BOTH)),
        host.namespace().run(() -> new TunnelSettingsReader().read(link)));
    assertEquals(OF_BOTH, marks(link), "the firewall has the old one");
  }

  @Test
  void anAddressThatTheLinkLostIsNoEvidence() {
    WireGuard tunnel = WireGuard.on(host).up();
    String name = tunnel.name();
    host.ip("addr del " + addressOf(name) + "/32 dev " + name);
    assertEquals(Map.of(Family.IPV6, WireGuard.USUAL_TABLE), marks(link(tunnel)));
  }

  /** The table remains if a link is deleted manually; the next link belongs to another program. */
  @Test
  void theTableOfALinkThatIsGoneIsNoEvidenceForTheNext() {
    WireGuard tunnel = WireGuard.on(host).up();
    String name = tunnel.name();
    tunnel.delete();
    assertTrue(nft("list tables").contains("wg-quick-" + name), "it stays");
    host.ip("tuntap add dev " + name + " mode tun");
    host.ip("link set " + name + " up");
    host.ip("addr add 10.9.9.9/32 dev " + name);
    assertEquals(Map.of(), marks(link(tunnel)));
  }

  @Test
  void withoutCapabilityThereIsNoEvidence() throws Exception {
    WireGuard tunnel = WireGuard.on(host).up();
    ProcessBuilder probe =
        new ProcessBuilder(
            "setpriv",
            "--bounding-set=-net_admin",
            "--inh-caps=-all",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Probe.class.getName(),
            tunnel.name(),
            String.valueOf(link(tunnel).index()));
    assertEquals("{}\n", host.run(probe).require());
  }

  /** Runs the reader without the capability. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      Link link = new Link(Integer.parseInt(arguments[1]), arguments[0], Link.Kind.TUN);
      System.out.println(new WgQuickEvidence().marks(link));
    }
  }

  /**
   * Returns a search path without nft. It omits /usr/sbin, so wg-quick finds only the programs of
   * that directory that are linked here.
   */
  private String[] withoutNft(String iptables) throws IOException {
    String ip6tables = iptables.replace("iptables", "ip6tables");
    for (String suffix : List.of("", "-save", "-restore")) {
      link("iptables" + suffix, iptables + suffix);
      link("ip6tables" + suffix, ip6tables + suffix);
    }
    link("sysctl", "sysctl");
    return new String[] {"env", "PATH=" + programs + ":/usr/bin:/bin"};
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(programs.resolve(name), Path.of("/usr/sbin", target));
  }

  private String nft(String command) {
    return host.run("nft", command).require();
  }

  private String addressOf(String name) {
    String text = host.ip("-4 -o addr show dev " + name);
    int from = text.indexOf("inet ") + "inet ".length();
    return text.substring(from, text.indexOf('/', from));
  }

  private Map<Family, Long> marks(Link link) {
    return host.namespace().run(() -> new WgQuickEvidence().marks(link));
  }

  private Link link(WireGuard tunnel) {
    String text = host.ip("-o link show dev " + tunnel.name());
    return new Link(
        Integer.parseInt(text.substring(0, text.indexOf(':'))), tunnel.name(), Link.Kind.TUN);
  }
}
