package io.github.rulewarden.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Matching /proc/PID/net/netlink with /proc/PID/fd. */
class NetlinkPortsTest {
  private static final List<String> SOCKETS =
      """
      sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
      0000000000000000 0   1234       00040080 0        0        0     2        0        101
      0000000000000000 0   3817271346 00000000 0        0        0     2        0        102
      0000000000000000 0   4711       00000000 0        0        0     2        0        103
      """
          .lines()
          .toList();

  @Test
  void onlyThePortsOfOpenSocketsAreReturned() {
    assertEquals(
        Set.of(1234, (int) 3817271346L),
        NetlinkPorts.matching(
            SOCKETS, Set.of("socket:[101]", "socket:[102]", "/dev/null", "pipe:[103]")));
  }

  @Test
  void aProcessWithoutSocketsHasNoPorts() {
    assertEquals(Set.of(), NetlinkPorts.matching(SOCKETS, Set.of("anon_inode:[eventfd]")));
  }
}
