package io.github.rulewarden.doctor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the reverse path filter. */
class ReverseFilterCheckTest extends CheckTest {
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 2, 0", "2, 1, 0", "0, 0, 1"})
  void whatIsNotStrictIsWell(int all, int eth0, int mark) {
    set(all, eth0, mark, 0);
    assertSaid(new ReverseFilterCheck(), "");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1, 0", "0, 1, 0, 1", "1, 1, 1, 1"})
  void strict(int all, int eth0, int markOfAll, int markOfEth0) {
    set(all, eth0, markOfAll, markOfEth0);
    assertSaid(
        new ReverseFilterCheck(),
        """
        warning rp-filter-strict: the reverse path filter is strict on eth0 (rp_filter = 1)
        => echo net.ipv4.conf.all.rp_filter=2 >> /etc/sysctl.d/90-rulewarden.conf && sysctl -p /etc/sysctl.d/90-rulewarden.conf
        """);
  }

  @Test
  void strictAndWithoutMarks() {
    set(0, 1, 0, 0);
    assertSaid(
        new ReverseFilterCheck(),
        """
        warning rp-filter-strict: the reverse path filter is strict on eth0 (rp_filter = 1)
        => echo net.ipv4.conf.all.rp_filter=2 >> /etc/sysctl.d/90-rulewarden.conf && sysctl -p /etc/sysctl.d/90-rulewarden.conf
        warning src-valid-mark: src_valid_mark is off for eth0, where the reverse path filter is strict
        => echo net.ipv4.conf.all.src_valid_mark=1 >> /etc/sysctl.d/90-rulewarden.conf && sysctl -p /etc/sysctl.d/90-rulewarden.conf
        """);
  }

  @Test
  void withoutAVpnItDoesNoHarm() {
    set(1, 1, 0, 0);
    host.rules(CheckFixture.WITHOUT_VPN, CheckFixture.IN_ORDER);
    assertSaid(new ReverseFilterCheck(), "");
  }

  @Test
  void unreadable() {
    assertSaid(
        new ReverseFilterCheck(),
        """
        info not-examined: not examined: the reverse path filter: /proc/sys/net/ipv4/conf/all/rp_filter cannot be read
        """);
  }

  private void set(int all, int eth0, int markOfAll, int markOfEth0) {
    host.add(
        """
        == file /proc/net/route
        Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
        eth0\t00000000\t0107A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
        eth1\t0007A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
        """);
    file("all/rp_filter", all);
    file("eth0/rp_filter", eth0);
    file("eth1/rp_filter", 1);
    file("all/src_valid_mark", markOfAll);
    file("eth0/src_valid_mark", markOfEth0);
  }

  private void file(String name, int value) {
    host.add("== file /proc/sys/net/ipv4/conf/" + name + "\n" + value + "\n");
  }
}
