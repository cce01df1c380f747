package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import java.util.List;
import java.util.Random;

/**
 * Generates rules as arguments of {@code ip rule add}, with every selector and action that the
 * {@code ip} of Debian 12 knows.
 *
 * <p>The rules omit numbers that have a name in one of iproute2's files (tables, protocols, DSCPs),
 * unless the kernel or an RFC defines it, because the other names differ between hosts.
 */
final class RuleGenerator {
  private static final List<String> MARKS =
      List.of("0xca6c", "0x80000/0xff0000", "0/0x1", "0x1/0x1", "4294967295", "0x12/0xffff0000");
  private static final List<String> IPV4 =
      List.of("10.1.2.3", "10.0.0.0/8", "192.0.2.128/25", "128.0.0.0/1", "255.255.255.255");
  private static final List<String> IPV6 =
      List.of("fd00::1", "2001:db8::/32", "8000::/1", "fd7a:115c:a1e0::/48", "::ffff:10.1.2.3");
  private static final List<String> TABLES =
      List.of("main", "local", "default", "52", "252", "256", "51820", "1836018789", "4294967295");
  private static final List<String> PORTS = List.of("22", "1-65534", "1024-2047", "65534", "1");
  private static final List<String> UIDS = List.of("0-0", "1000-1999", "0-4294967294");
  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp", "ipv6-icmp", "200");
  private static final List<String> MAKERS = List.of("boot", "static", "82", "255", "dhcp");

  private final Random random;
  private final Family family;
  private final StringBuilder words = new StringBuilder();

  RuleGenerator(Random random, Family family) {
    this.random = random;
    this.family = family;
  }

  /** Returns the arguments of {@code ip rule add} for a rule at {@code priority}. */
  String next(long priority) {
    words.setLength(0);
    words.append("pref ").append(priority);
    if (random.nextInt(3) == 0) {
      words.append(" not");
    }
    selectors();
    action();
    sometimes("protocol", MAKERS);
    return words.toString();
  }

  private void selectors() {
    sometimes("from", family == Family.IPV4 ? IPV4 : IPV6);
    sometimes("to", family == Family.IPV4 ? IPV4 : IPV6);
    sometimes("tos", List.of("0x4", "0x8", "0x10"));
    sometimes("fwmark", MARKS);
    sometimes("iif", List.of("lo", "eth0", "absent0"));
    sometimes("oif", List.of("eth0", "absent1"));
    sometimes("uidrange", UIDS);
    sometimes("ipproto", PROTOCOLS);
    sometimes("sport", PORTS);
    sometimes("dport", PORTS);
    sometimes("tun_id", List.of("1", "4294967296", "18446744073709551615"));
  }

  private void action() {
    switch (random.nextInt(8)) {
      case 0 -> words.append(" goto ").append(4_000_000_000L);
      case 1 -> words.append(" nop");
      case 2 -> words.append(" type ").append(one(List.of("blackhole", "unreachable", "prohibit")));
      case 3 -> words.append(" l3mdev");
      default -> {
        words.append(" table ").append(one(TABLES));
        sometimes("suppress_prefixlength", List.of("0", "24", "32"));
        sometimes("suppress_ifgroup", List.of("7", "2147483647"));
        if (family == Family.IPV4) {
          sometimes("realms", List.of("7", "3/9"));
        }
      }
    }
  }

  private void sometimes(String word, List<String> values) {
    if (random.nextInt(4) == 0) {
      words.append(' ').append(word).append(' ').append(one(values));
    }
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
