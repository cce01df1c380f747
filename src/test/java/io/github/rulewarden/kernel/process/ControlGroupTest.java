package io.github.rulewarden.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents of /proc/PID/cgroup from hosts of each kind. */
class ControlGroupTest {
  private static final String ID =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @Test
  void controlCharactersAreReplaced() {
    String path = "/user.slice/user-1000.slice/user@1000.service/\u001b[2J\u009b.service";
    assertEquals("?[2J?.service of user 1000", ControlGroup.unit("0::" + path + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "/system.slice/wg-quick@wg0.service, wg-quick@wg0.service",
    "/system.slice/system-wg\\x2dquick.slice/wg-quick@wg0.service, wg-quick@wg0.service",
    "/system.slice/tailscaled.service/child, tailscaled.service",
    "/init.scope, init.scope",
    "/user.slice/user-1000.slice/session-3.scope, session-3.scope",
    "/user.slice/user-1000.slice/user@1000.service/app.slice/vpn.service, vpn.service of user 1000",
    "/user.slice/user-1000.slice/user@1000.service/init.scope, user@1000.service",
    "/user.slice/user-1000.slice/user@1000.service, user@1000.service",
    "/machine.slice/machine-web.scope/payload/system.slice/vpn.service, machine-web.scope",
    "/system.slice/_cpu.service, cpu.service",
    "/../../system.slice/wg-quick@wg0.service, wg-quick@wg0.service",
    "/lxc.payload.web/system.slice/vpn.service, lxc.payload.web",
    "/system.slice/wg-quick@wg0.service (deleted), wg-quick@wg0.service"
  })
  void theUnitIsTheFirstInThePath(String path, String unit) {
    assertEquals(unit, ControlGroup.unit("0::" + path + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "/system.slice/docker-ID.scope, docker-0123456789ab.scope",
    "/system.slice/docker-ID.scope/system.slice/vpn.service, docker-0123456789ab.scope",
    "/machine.slice/libpod-ID.scope/container, libpod-0123456789ab.scope",
    "/kubepods.slice/kubepods-pod1.slice/cri-containerd-ID.scope, cri-containerd-0123456789ab.scope",
    "/docker/ID, docker/0123456789ab",
    "/kubepods/burstable/pod4f1/ID, pod4f1/0123456789ab",
    "/ID, 0123456789ab"
  })
  void aContainerHasTheNameThatItsManagerShows(String path, String unit) {
    assertEquals(unit, ControlGroup.unit("0::" + path.replace("ID", ID) + "\n"));
  }

  @Test
  void version1UsesTheHierarchyOfSystemd() {
    assertEquals(
        "wg-quick@wg0.service",
        ControlGroup.unit(
            """
            12:pids:/system.slice/other.service
            4:memory:/system.slice/other.service
            1:name=systemd:/system.slice/wg-quick@wg0.service
            """));
  }

  @Test
  void hybridHierarchiesAgree() {
    String unit = "/system.slice/wg-quick@wg0.service\n";
    assertEquals(
        "wg-quick@wg0.service",
        ControlGroup.unit("9:pids:/\n1:name=systemd:" + unit + "0::" + unit));
  }

  /** Version 1 reports the root for a process that has ended; version 2 still reports its group. */
  @Test
  void version2ReplacesAnEmptyVersion1() {
    assertEquals(
        "wg-quick@wg0.service",
        ControlGroup.unit("1:name=systemd:/\n0::/system.slice/wg-quick@wg0.service\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "0::/",
        "0::/\n",
        "0::",
        "0::/user.slice\n",
        "0::/.service\n",
        "0::/some/where\n",
        "4:memory:/system.slice/other.service\n",
        "10::/system.slice/other.service\n",
        "no control group at all"
      })
  void withoutAUnitTheResultIsEmpty(String lines) {
    assertEquals("", ControlGroup.unit(lines));
  }

  @Test
  void aPathMayContainColons() {
    assertEquals("a:b.service", ControlGroup.unit("0::/system.slice/a:b.service\n"));
    assertEquals("a0::b.service", ControlGroup.unit("0::/a0::b.service\n"));
  }
}
