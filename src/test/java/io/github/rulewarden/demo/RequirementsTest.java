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

/** What is missing is said with the package that has it. */
class RequirementsTest {
  @TempDir Path directory;

  private void install(String... programs) throws IOException {
    for (String program : programs) {
      Path file = Files.createFile(directory.resolve(program));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private String complaint() {
    SearchPath programs = new SearchPath(List.of(directory));
    ManagerException complaint =
        assertThrows(ManagerException.class, () -> Requirements.check(programs));
    assertEquals(ManagerException.Kind.UNREACHABLE, complaint.kind());
    return String.valueOf(complaint.getMessage());
  }

  @Test
  void bothFamilies() throws ManagerException {
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
    ManagerException complaint =
        assertThrows(ManagerException.class, () -> Requirements.checkFamilies(withoutIpv6));
    assertEquals(
        "The demonstration needs both IPv4 and IPv6, but this kernel has no policy routing for IPv6:"
            + " run it on another host.",
        complaint.getMessage());
  }

  @Test
  void oneProgram() throws IOException {
    install("ip", "sysctl", "wg", "wg-quick");
    assertEquals(
        "The demonstration needs nft: install it with `apt-get install nftables`.", complaint());
  }

  @Test
  void severalProgramsOfOnePackage() throws IOException {
    install("ip", "sysctl", "nft");
    assertEquals(
        "The demonstration needs wg, wg-quick: install it with `apt-get install wireguard-tools`.",
        complaint());
  }

  @Test
  void aFileThatCannotBeExecutedIsNoProgram() throws IOException {
    install("ip", "sysctl", "wg", "wg-quick");
    Files.createFile(directory.resolve("nft"));
    assertEquals(
        "The demonstration needs nft: install it with `apt-get install nftables`.", complaint());
  }

  @Test
  void wireguardItself() {
    SearchPath programs = new SearchPath(List.of(directory));
    ManagerException complaint =
        assertThrows(ManagerException.class, () -> Requirements.checkUserspaceWireguard(programs));
    assertEquals(
        "The demonstration needs wireguard-go: install it with `apt-get install wireguard-go`.",
        complaint.getMessage());
  }
}
