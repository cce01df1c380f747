package io.github.rulewarden.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedProcessTest {
  private static final String WG_QUICK = "wg-quick@wg0.service";

  @TempDir private Path directory;
  private FakeProcesses processes;

  @BeforeEach
  void makeInit() {
    processes = new FakeProcesses(directory).with(1, "systemd", 0, "init.scope");
  }

  @Test
  void aDaemonIsNamedWithItsUnit() {
    processes.with(700, "NetworkManager", 1, "NetworkManager.service");
    expect(700, "NetworkManager (pid 700) of NetworkManager.service");
  }

  @Test
  void theParentOfIpIsTheAuthor() {
    processes.with(800, "wg-quick", 1, WG_QUICK).with(812, "ip", 800, WG_QUICK);
    expect(812, "wg-quick (pid 800) of wg-quick@wg0.service, by ip (pid 812)");
  }

  @Test
  void withoutUnitsOnlyTheParentIsNamed() {
    processes.with(800, "wg-quick", 790, "").with(812, "ip", 800, "");
    expect(812, "wg-quick (pid 800), by ip (pid 812)");
  }

  @Test
  void aParentInAnotherUnitIsNotNamed() {
    processes.with(600, "containerd-shim", 1, "containerd.service");
    processes.with(812, "vpnd", 600, "vpn.scope");
    expect(812, "vpnd (pid 812) of vpn.scope");
  }

  @Test
  void aUserManagerIsNotNamed() {
    processes.with(900, "systemd", 1, "").with(812, "vpnd", 900, "");
    expect(812, "vpnd (pid 812)");
  }

  @Test
  void aParentThatIsGoneIsOmitted() {
    processes.with(812, "ip", 800, WG_QUICK);
    expect(812, "ip (pid 812) of wg-quick@wg0.service");
  }

  @Test
  void theUnitOfTheParentReplacesAnUnknownUnit() {
    processes.with(800, "wg-quick", 1, WG_QUICK).with(812, "ip", 800, WG_QUICK);
    processes.without(812, "cgroup").without(812, "status");
    expect(812, "wg-quick (pid 800) of wg-quick@wg0.service, by ip (pid 812)");
  }

  /** The kernel reports no pids for a process that is being reaped, which does not rule it out. */
  @Test
  void aProcessThatIsBeingReapedMayBeTheAuthor() {
    processes.with(812, "ip", 1, "vpn.service").status(812, "0", "000001ffffffffff");
    expect(812, "ip (pid 812) of vpn.service");
  }

  @Test
  void aProcessThatIsGoneIsNotDescribed() {
    assertEquals(Optional.empty(), ObservedProcess.describe(812, processes.files()));
  }

  /**
   * The author is a container's process, which has pid 812 there and another pid here. The process
   * that has pid 812 here is not the author.
   */
  @Test
  void aKernelThreadIsNotTheAuthor() {
    processes.with(812, "kworker/0:1", 2, "", FakeProcesses.KERNEL_THREAD);
    expect(812, "");
  }

  @Test
  void aProcessWithoutTheCapabilityIsNotTheAuthor() {
    processes.with(812, "sshd", 1, "ssh.service").status(812, "812", "0000000000000000");
    expect(812, "");
    processes.status(812, "812", "000001ffffffefff");
    expect(812, "");
    processes.status(812, "812", "0000000000001000");
    expect(812, "sshd (pid 812) of ssh.service");
  }

  /** A process can choose 15 bytes of the file. */
  @ParameterizedTest
  @ValueSource(strings = {"CapEff:zz", "CapEff:0", "NSpid:1", "NSpid:", "CapEff:"})
  void aNameThatLooksLikeAnotherLineIsAName(String name) {
    processes.with(812, name, 1, "vpn.service");
    expect(812, name + " (pid 812) of vpn.service");
  }

  @Test
  void aProcessWithAnotherInnermostPidIsNotTheAuthor() {
    processes.with(812, "ip", 800, "docker-0123.scope").status(812, "812\t7", "000001ffffffffff");
    expect(812, "");
  }

  @Test
  void ownProcess() throws IOException {
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    String name = Files.readString(Path.of("/proc/self/comm")).strip();
    String words = ObservedProcess.describe(pid, new ProcessFiles()).orElseThrow();
    // The parent, unit and capabilities of the tests are not known here.
    assertEquals(words.isEmpty() ? "" : words, words);
    if (!words.isEmpty()) {
      assertEquals(true, words.contains(name + " (pid " + pid + ")"), words);
    }
  }

  private void expect(int pid, String words) {
    assertEquals(Optional.of(words), ObservedProcess.describe(pid, processes.files()));
  }
}
