package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.KernelHeader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Compares our numbers with the kernel's headers on this machine. A number that is newer than the
 * headers cannot be checked. The test lists those, so that no other number is skipped.
 */
class KernelNumbersTest {
  private static final Set<String> NEWER_THAN_LINUX_6_1 =
      Set.of(
          "FRA_DSCP",
          "FRA_FLOWLABEL",
          "FRA_FLOWLABEL_MASK",
          "FRA_SPORT_MASK",
          "FRA_DPORT_MASK",
          "FRA_DSCP_MASK");

  @Test
  void attributesOfRules() throws IOException, ReflectiveOperationException {
    Map<String, Integer> kernel = KernelHeader.read("fib_rules.h");
    List<String> unchecked = KernelHeader.compare(kernel, RuleNumbers.class);
    assertTrue(
        NEWER_THAN_LINUX_6_1.containsAll(unchecked), () -> "not in the header: " + unchecked);
  }

  @Test
  void attributesOfRoutes() throws IOException, ReflectiveOperationException {
    assertEquals(
        List.of(), KernelHeader.compare(KernelHeader.read("rtnetlink.h"), RouteNumbers.class));
  }

  @Test
  void attributesOfLinks() throws IOException, ReflectiveOperationException {
    assertEquals(
        List.of(), KernelHeader.compare(KernelHeader.read("if_link.h"), LinkNumbers.class));
  }

  @Test
  void attributesOfAddresses() throws IOException, ReflectiveOperationException {
    assertEquals(
        List.of(), KernelHeader.compare(KernelHeader.read("if_addr.h"), AddressNumbers.class));
  }

  @Test
  void actionsAndFlagsOfRules() throws IOException {
    Map<String, Integer> kernel = KernelHeader.read("fib_rules.h");
    assertEquals(kernel.get("FR_ACT_TO_TBL"), RuleActions.LOOKUP);
    assertEquals(kernel.get("FR_ACT_GOTO"), RuleActions.GOTO);
    assertEquals(kernel.get("FR_ACT_NOP"), RuleActions.NOP);
    assertEquals(kernel.get("FR_ACT_BLACKHOLE"), RuleActions.BLACKHOLE);
    assertEquals(kernel.get("FR_ACT_UNREACHABLE"), RuleActions.UNREACHABLE);
    assertEquals(kernel.get("FR_ACT_PROHIBIT"), RuleActions.PROHIBIT);
    assertEquals(kernel.get("FIB_RULE_INVERT"), RuleMessage.INVERT);
    assertEquals(kernel.get("FIB_RULE_UNRESOLVED"), RuleMessage.UNRESOLVED);
    assertEquals(kernel.get("FIB_RULE_IIF_DETACHED"), RuleMessage.IIF_DETACHED);
    assertEquals(kernel.get("FIB_RULE_OIF_DETACHED"), RuleMessage.OIF_DETACHED);
  }

  @Test
  void namesOfMessages() throws IOException {
    Map<String, Integer> kernel = KernelHeader.read("rtnetlink.h");
    for (int type = MessageTypes.NEW_LINK; type <= MessageTypes.GET_RULE; type++) {
      String name = MessageTypes.NAMES.of(type);
      if (!name.equals("of type " + type)) {
        assertEquals(kernel.get(name), type);
      }
    }
    assertEquals("RTM_GETRULE", MessageTypes.NAMES.of(MessageTypes.GET_RULE));
  }

  @Test
  void messagesGroupsAndRoutes() throws IOException {
    Map<String, Integer> kernel = KernelHeader.read("rtnetlink.h");
    assertEquals(kernel.get("RTM_NEWLINK"), MessageTypes.NEW_LINK);
    assertEquals(kernel.get("RTM_DELLINK"), MessageTypes.DELETE_LINK);
    assertEquals(kernel.get("RTM_GETLINK"), MessageTypes.GET_LINK);
    assertEquals(kernel.get("RTM_NEWADDR"), MessageTypes.NEW_ADDRESS);
    assertEquals(kernel.get("RTM_DELADDR"), MessageTypes.DELETE_ADDRESS);
    assertEquals(kernel.get("RTM_GETADDR"), MessageTypes.GET_ADDRESS);
    assertEquals(kernel.get("RTM_NEWROUTE"), MessageTypes.NEW_ROUTE);
    assertEquals(kernel.get("RTM_DELROUTE"), MessageTypes.DELETE_ROUTE);
    assertEquals(kernel.get("RTM_GETROUTE"), MessageTypes.GET_ROUTE);
    assertEquals(kernel.get("RTM_NEWRULE"), MessageTypes.NEW_RULE);
    assertEquals(kernel.get("RTM_DELRULE"), MessageTypes.DELETE_RULE);
    assertEquals(kernel.get("RTM_GETRULE"), MessageTypes.GET_RULE);
    assertEquals(kernel.get("RTNLGRP_LINK"), Groups.LINKS);
    assertEquals(kernel.get("RTNLGRP_IPV4_ROUTE"), Groups.IPV4_ROUTES);
    assertEquals(kernel.get("RTNLGRP_IPV4_RULE"), Groups.IPV4_RULES);
    assertEquals(kernel.get("RTNLGRP_IPV6_ROUTE"), Groups.IPV6_ROUTES);
    assertEquals(kernel.get("RTNLGRP_IPV6_RULE"), Groups.IPV6_RULES);
    assertEquals(kernel.get("RTN_UNICAST"), RouteTypes.UNICAST);
    assertEquals(kernel.get("RTN_LOCAL"), RouteTypes.LOCAL);
    assertEquals(kernel.get("RTN_BROADCAST"), RouteTypes.BROADCAST);
    assertEquals(kernel.get("RTN_ANYCAST"), RouteTypes.ANYCAST);
    assertEquals(kernel.get("RTN_MULTICAST"), RouteTypes.MULTICAST);
    assertEquals(kernel.get("RTN_BLACKHOLE"), RouteTypes.BLACKHOLE);
    assertEquals(kernel.get("RTN_UNREACHABLE"), RouteTypes.UNREACHABLE);
    assertEquals(kernel.get("RTN_PROHIBIT"), RouteTypes.PROHIBIT);
    assertEquals(kernel.get("RTN_THROW"), RouteTypes.THROW);
    assertEquals(kernel.get("RTM_F_LOOKUP_TABLE"), RouteMessage.LOOKUP_TABLE);
    assertEquals(kernel.get("RTM_F_FIB_MATCH"), RouteMessage.FIB_MATCH);
  }
}
