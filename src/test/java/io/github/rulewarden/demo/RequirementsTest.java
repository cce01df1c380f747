package io.github.rulewarden.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The message names the missing program, and the package that contains it. */
class RequirementsTest {
  @TempDir Path directory;

  private void install(String... programs) throws IOException {
    for (String program : programs) {
      Path file = Files.createFile(directory.resolve(program));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private String problem() {
    SearchPath programs = new SearchPath(List.of(directory));
    ManagerException problem =
        assertThrows(ManagerException.class, () -> Requirements.check(programs));
    assertEquals(ManagerException.Kind.UNREACHABLE, problem.kind());
    return String.valueOf(problem.getMessage());
  }

  @Test
  void aMissingFamilyIsReported() throws ManagerException {
    Requirements.checkFamilies(Snapshot.EMPTY);
    Snapshot withoutIpv6 =
        new Snapshot(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            Set.of(Family.IPV6),
            Tailnet.UNKNOWN);
    ManagerException problem =
        assertThrows(ManagerException.class, () -> Requirements.checkFamilies(withoutIpv6));
    assertEquals(
        "The demonstration needs both IPv4 and IPv6, but this kernel has no policy routing for IPv6:"
            + " run it on another host.",
        problem.getMessage());
  }

  @Test
  void aMissingProgramIsReportedWithItsPackage() throws IOException {
    install("ip", "sysctl", "wg", "wg-quick");
    assertEquals(
        "The demonstration needs nft: install it with `apt-get install nftables`.", problem());
  }

  @Test
  void severalProgramsOfOnePackageAreReportedTogether() throws IOException {
    install("ip", "sysctl", "nft");
    assertEquals(
        "The demonstration needs wg, wg-quick: install it with `apt-get install wireguard-tools`.",
        problem());
  }

  @Test
  void aFileThatIsNotExecutableIsMissing() throws IOException {
    install("ip", "sysctl", "wg", "wg-quick");
    Files.createFile(directory.resolve("nft"));
    assertEquals(
        "The demonstration needs nft: install it with `apt-get install nftables`.", problem());
  }

  @Test
  void aMissingUserspaceWireguardIsReported() {
    SearchPath programs = new SearchPath(List.of(directory));
    ManagerException problem =
        assertThrows(ManagerException.class, () -> Requirements.checkUserspaceWireguard(programs));
    assertEquals(
        "The demonstration needs wireguard-go: install it with `apt-get install wireguard-go`.",
        problem.getMessage());
  }
}
