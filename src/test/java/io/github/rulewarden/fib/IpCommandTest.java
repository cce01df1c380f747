package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that operators copy must identify exactly one rule. ip(8) 6.1 accepted each line. */
class IpCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5399: not from all fwmark 0xca6c lookup 51820"
            + "| priority 5399 not from all fwmark 0xca6c lookup 51820",
        "0: from all lookup local" //
            + "| priority 0 from all lookup local protocol kernel",
        "102: from all lookup [l3mdev-table]" //
            + "| priority 102 from all l3mdev",
        "104: from all lookup main realms 3/4" //
            + "| priority 104 from all lookup main realms 3/4",
        "105: from 10.0.0.0/8 goto 200 proto static"
            + "| priority 105 from 10.0.0.0/8 goto 200 protocol static",
        "107: from all iif eth0 blackhole proto 82"
            + "| priority 107 from all iif eth0 blackhole protocol 82",
        "4294967295: from all nop" //
            + "| priority 4294967295 from all nop",
      })
  void addsAndDeletesByTheWholeRule(String listed, String arguments) {
    Rule rule = Listing.rule(Family.IPV4, listed);
    assertEquals("ip -4 rule add " + arguments, IpCommand.add(rule, Scope.OWN));
    assertEquals("ip -4 rule del " + arguments, IpCommand.delete(rule, Scope.OWN));
  }

  @Test
  void namesTheFamily() {
    Rule rule = Listing.rule(Family.IPV6, "5398: from all lookup main suppress_prefixlength 0");
    assertEquals(
        "ip -6 rule add priority 5398 from all lookup main suppress_prefixlength 0",
        IpCommand.add(rule, Scope.OWN));
  }

  @Test
  void namesAnotherNamespace() {
    Rule rule = Listing.rule(Family.IPV4, "5399: from all lookup 7");
    Scope mullvad = Scope.named("mullvad");
    assertEquals(
        "ip -n mullvad -4 rule add priority 5399 from all lookup 7", IpCommand.add(rule, mullvad));
    assertEquals(
        "ip -n mullvad -4 rule del priority 5399 from all lookup 7",
        IpCommand.delete(rule, mullvad));
  }

  @Test
  void marksWhatIpCannotExpress() {
    Rule plain = Listing.rule(Family.IPV4, "7: from all lookup 100");
    Extras extras = new Extras(0, List.of(new Extras.Extra(99, "0a0b")));
    Rule rule = new Rule(Family.IPV4, 7, plain.selector(), plain.action(), List.of(), 0, extras);
    assertEquals(
        "ip -4 rule add priority 7 from all lookup 100 # and attribute 99=0a0b",
        IpCommand.add(rule, Scope.OWN));
  }

  @Test
  void showsAnActionOfALaterKernelByItsNumber() {
    Rule plain = Listing.rule(Family.IPV4, "7: from all nop");
    Action later = new Action.Unknown(42);
    Rule rule = new Rule(Family.IPV4, 7, plain.selector(), later, List.of(), 0, Extras.NONE);
    assertEquals("7: from all action 42", rule.toString());
  }
}
