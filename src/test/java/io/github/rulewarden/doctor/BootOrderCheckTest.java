package io.github.rulewarden.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The boot order of tailscaled and the tunnels, with their packaged units. */
class BootOrderCheckTest extends CheckTest {
  private static final String PACKAGED =
      """
      == dir /run/systemd/system
      == file /usr/lib/systemd/system/tailscaled.service
      [Unit]
      Description=Tailscale node agent
      Wants=network-pre.target
      After=network-pre.target NetworkManager.service systemd-resolved.service
      [Service]
      ExecStart=/usr/sbin/tailscaled
      [Install]
      WantedBy=multi-user.target
      == file /usr/lib/systemd/system/wg-quick@.service
      [Unit]
      Description=WireGuard via wg-quick(8) for %I
      After=network-online.target nss-lookup.target
      Wants=network-online.target nss-lookup.target
      PartOf=wg-quick.target
      [Service]
      Type=oneshot
      ExecStart=/usr/bin/wg-quick up %i
      [Install]
      WantedBy=multi-user.target
      == link /etc/systemd/system/multi-user.target.wants/wg-quick@wg0.service /lib/systemd/system/wg-quick@.service
      """;
  private static final String TAILSCALED =
      "== link /etc/systemd/system/multi-user.target.wants/tailscaled.service"
          + " /lib/systemd/system/tailscaled.service\n";

  @BeforeEach
  void install() {
    host.add(PACKAGED);
  }

  @Test
  void asPackagedNothingOrdersThem() {
    host.add(TAILSCALED);
    assertOrder(
        """
        info boot-order-open: tailscaled and wg-quick@wg0.service start in no defined order at boot
        => mkdir -p /etc/systemd/system/tailscaled.service.d && printf '[Unit]\\nAfter=wg-quick@wg0.service\\n' > /etc/systemd/system/tailscaled.service.d/after-wg-quick@wg0.conf && systemctl daemon-reload
        """);
  }

  @Test
  void theAdviceTakenIsRight() {
    host.add(TAILSCALED)
        .add(
            """
            == file /etc/systemd/system/tailscaled.service.d/after-wg-quick@wg0.conf
            [Unit]
            After=wg-quick@wg0.service
            """);
    assertOrder(
        """
        info boot-order: tailscaled starts after wg-quick@wg0.service at boot, as it should
        """);
  }

  @Test
  void beforeIsWrongEachTime() {
    host.add(TAILSCALED)
        .add(
            """
            == file /etc/systemd/system/tailscaled.service.d/override.conf
            [Unit]
            Before = wg-quick@wg0.service wg-quick@wg1.service
            """);
    assertOrder(
        """
        warning boot-order-wrong: wg-quick@wg0.service starts after tailscaled at boot, so the order is wrong after every boot
        => sed -i '/^Before *=/s/wg-quick@wg0\\.service//' /etc/systemd/system/tailscaled.service.d/override.conf && mkdir -p /etc/systemd/system/tailscaled.service.d && printf '[Unit]\\nAfter=wg-quick@wg0.service\\n' > /etc/systemd/system/tailscaled.service.d/after-wg-quick@wg0.conf && systemctl daemon-reload
        """);
  }

  @Test
  void soIsAfterInTheTemplatesDropIn() {
    host.add(TAILSCALED)
        .add(
            """
            == file /etc/systemd/system/wg-quick@.service.d/order.conf
            [Unit]
            After=tailscaled.service
            """);
    assertOrder(
        """
        warning boot-order-wrong: wg-quick@wg0.service starts after tailscaled at boot, so the order is wrong after every boot
        => sed -i '/^After *=/s/tailscaled\\.service//' /etc/systemd/system/wg-quick@.service.d/order.conf && mkdir -p /etc/systemd/system/tailscaled.service.d && printf '[Unit]\\nAfter=wg-quick@wg0.service\\n' > /etc/systemd/system/tailscaled.service.d/after-wg-quick@wg0.conf && systemctl daemon-reload
        """);
  }

  @Test
  void soIsBeforeTheNetworkIsOnline() {
    host.add(TAILSCALED)
        .add(
            """
            == file /etc/systemd/system/tailscaled.service.d/override.conf
            [Unit]
            Before=network-online.target
            """);
    assertOrder(
        """
        warning boot-order-wrong: wg-quick@wg0.service starts after tailscaled at boot, so the order is wrong after every boot
        => remove one of those lines, then run `systemctl daemon-reload`
        """);
  }

  @Test
  void bothWaysAreACircle() {
    host.add(TAILSCALED)
        .add(
            """
            == file /etc/systemd/system/tailscaled.service.d/override.conf
            [Unit]
            Before=wg-quick@wg0.service
            After=wg-quick@wg0.service
            """);
    assertOrder(
        """
        warning boot-order-circular: tailscaled is ordered both after and before wg-quick@wg0.service
        => sed -i '/^Before *=/s/wg-quick@wg0\\.service//' /etc/systemd/system/tailscaled.service.d/override.conf && systemctl daemon-reload
        """);
  }

  @Test
  void eachTunnelIsLookedAt() {
    host.add(TAILSCALED)
        .add(
            """
            == link /etc/systemd/system/multi-user.target.wants/wg-quick@office.service /lib/systemd/system/wg-quick@.service
            == file /etc/systemd/system/tailscaled.service.d/after.conf
            [Unit]
            After=wg-quick@office.service
            """);
    assertEquals(
        3, host.says(new BootOrderCheck()).lines().count(), host.says(new BootOrderCheck()));
  }

  @Test
  void whatIsNotStartedAtBootHasNoOrder() {
    assertOrder("");
  }

  @Test
  void whatIsMaskedHasNoOrder() {
    host.add(TAILSCALED).add("== link /etc/systemd/system/wg-quick@wg0.service /dev/null\n");
    assertOrder("");
  }

  @Test
  void withoutSystemdItIsNotLookedAt() {
    CheckFixture container = new CheckFixture(root.resolve("container"));
    assertEquals(
        "info not-examined: not examined: the boot order: this host was not booted with systemd\n",
        container.says(new BootOrderCheck()));
  }

  private void assertOrder(String expected) {
    assertSaid(new BootOrderCheck(), expected);
  }
}
