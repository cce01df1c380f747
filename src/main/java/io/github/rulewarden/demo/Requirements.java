package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks that the host has everything that the demonstration needs. */
final class Requirements {
  /** A program, and the Debian package that it is in. */
  private record RequiredProgram(String program, String debianPackage) {}

  private static final List<RequiredProgram> PROGRAMS =
      List.of(
          new RequiredProgram("ip", "iproute2"),
          new RequiredProgram("wg", "wireguard-tools"),
          new RequiredProgram("wg-quick", "wireguard-tools"),
          new RequiredProgram("nft", "nftables"),
          new RequiredProgram("sysctl", "procps"));

  private static final RequiredProgram USERSPACE_WIREGUARD =
      new RequiredProgram("wireguard-go", "wireguard-go");

  private static final Path TUN_DEVICE = Path.of("/dev/net/tun");

  private Requirements() {}

  /**
   * Checks what can be checked outside of the namespace.
   *
   * @throws ManagerException UNREACHABLE, naming what is missing
   */
  static void check(SearchPath programs) throws ManagerException {
    check(programs, PROGRAMS);
    if (!Files.exists(TUN_DEVICE)) {
      throw new ManagerException(
          Kind.UNREACHABLE,
          "The demonstration needs " + TUN_DEVICE + ": load it with `modprobe tun`.");
    }
  }

  /**
   * Checks for a userspace WireGuard, if the kernel has none.
   *
   * @throws ManagerException UNREACHABLE if it is missing
   */
  static void checkUserspaceWireguard(SearchPath programs) throws ManagerException {
    check(programs, List.of(USERSPACE_WIREGUARD));
  }

  /**
   * Checks for policy routing in both families, which the demonstration shows.
   *
   * @throws ManagerException UNREACHABLE if the kernel lacks one, as with {@code ipv6.disable=1}
   */
  static void checkFamilies(Snapshot rules) throws ManagerException {
    for (Family family : Family.values()) {
      if (rules.isAbsent(family)) {
        throw new ManagerException(
            Kind.UNREACHABLE,
            "The demonstration needs both IPv4 and IPv6, but this kernel has no policy routing for "
                + family.title()
                + ": run it on another host.");
      }
    }
  }

  private static void check(SearchPath programs, List<RequiredProgram> needs)
      throws ManagerException {
    Set<String> missing = new TreeSet<>();
    Set<String> packages = new TreeSet<>();
    for (RequiredProgram need : needs) {
      if (programs.find(need.program()).isEmpty()) {
        missing.add(need.program());
        packages.add(need.debianPackage());
      }
    }
    if (!missing.isEmpty()) {
      throw new ManagerException(
          Kind.UNREACHABLE,
          "The demonstration needs "
              + String.join(", ", missing)
              + ": install it with `apt-get install "
              + String.join(" ", packages)
              + "`.");
    }
  }
}
