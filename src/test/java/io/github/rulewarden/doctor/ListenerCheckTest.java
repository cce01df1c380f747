package io.github.rulewarden.doctor;

import org.junit.jupiter.api.Test;

/** Processes that listen for rule changes. */
class ListenerCheckTest extends CheckTest {
  private static final String HEAD =
      """
      == file /proc/net/netlink
      sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
      """;

  @Test
  void theUsualOnes() {
    host.add(
        HEAD
            + """
            0000000000000000 0   412        00000080 0        0        0     2        0        5001
            0000000000000000 0   413        00040080 0        0        0     2        0        5002
            0000000000000000 0   414        00040080 0        0        0     2        0        5003
            0000000000000000 0   415        00000001 0        0        0     2        0        5004
            0000000000000000 15  416        00040080 0        0        0     2        0        5005
            == process 412 /usr/sbin/tailscaled
            == process 413 /usr/lib/systemd/systemd-networkd
            == process 414 java -cp /usr/lib/rulewarden/lib/rulewarden.jar io.github.rulewarden.Main daemon
            == process 415 ip monitor link
            == process 416 udevd
            """);
    assertSaid(new ListenerCheck(), "");
  }

  @Test
  void somebodyElse() {
    host.add(
        HEAD
            + """
            0000000000000000 0   77         00040080 0        0        0     2        0        5001
            == process 77 ip monitor rule
            """);
    assertSaid(
        new ListenerCheck(),
        "info rule-listener: process 77 listens for rule changes: `ip monitor rule`\n");
  }

  @Test
  void bySocketWhereThePortIsNoPid() {
    host.add(
        HEAD
            + """
            0000000000000000 0   4194303    00000080 0        0        0     2        0        5001
            0000000000000000 0   77         00000080 0        0        0     2        0        5002
            == process 77 keeper --fast
            == link /proc/77/fd/3 socket:[5001]
            == link /proc/77/fd/4 socket:[5002]
            """);
    assertSaid(
        new ListenerCheck(),
        "info rule-listener: process 77 listens for rule changes: `keeper --fast`\n");
  }

  @Test
  void whoCannotBeToldIsNotPassedOver() {
    host.add(
        HEAD
            + "0000000000000000 0   4194303    00000080 0        0        0     2        0        1\n");
    assertSaid(
        new ListenerCheck(),
        """
        info not-examined: not examined: the owner of 1 socket that listens for rule changes: root can identify more of them, but none of another container
        """);
  }

  @Test
  void aNeighbourThatIsKnown() {
    host.add("== process 9 /usr/bin/netbird service run\n" + HEAD);
    assertSaid(new ListenerCheck(), "info neighbour: netbird runs (process 9)\n");
  }
}
