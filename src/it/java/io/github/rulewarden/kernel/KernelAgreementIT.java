package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares this program's model of rules with the kernel and with {@code ip}. */
class KernelAgreementIT {
  private static final int RULES = 250;
  private static final int CHANGES = 1000;

  @RegisterExtension final TestHost host = TestHost.create();

  private final RuleChannel channel =
      new RuleChannel(() -> host.namespace().run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE)));

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void printSeed() {
    System.out.println("KernelAgreementIT: again by -Dseed=" + seed);
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @ParameterizedTest
  @EnumSource
  void aRuleReadsAsIpPrintsIt(Family family) throws Exception {
    addWithIp(family);

    List<String> ours = new ArrayList<>();
    for (Rule rule : channel.rules(family)) {
      ours.add(rule.toString());
    }

    assertIterableEquals(listedByIp(family), ours);
  }

  @ParameterizedTest
  @EnumSource
  void aRuleThatIsDeletedAndAddedByItsOwnMessageIsTheSame(Family family) throws Exception {
    addWithIp(family);
    List<Rule> rules = channel.rules(family);
    List<Rule> shuffled = new ArrayList<>(rules);
    Collections.shuffle(shuffled, random);

    for (Rule rule : shuffled) {
      assertEquals(rules.indexOf(rule), RuleList.firstHit(rules, rule), "no twins here: " + rule);

      assertEquals("done", change(Requests.deleteRule(RuleCodec.encode(rule))), rule.toString());
      assertEquals(RuleList.without(rules, rules.indexOf(rule)), channel.rules(family));

      assertEquals("done", change(Requests.addRule(RuleCodec.encode(rule))), rule.toString());
      assertEquals(rules, channel.rules(family));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theKernelDeletesThePredictedTwin(Family family) throws Exception {
    List<Rule> pool = twins(family);
    List<Rule> expected = channel.rules(family);
    int hitsOfATwin = 0;
    for (int i = 0; i < CHANGES; i++) {
      Rule rule = pool.get(random.nextInt(pool.size()));
      if (random.nextBoolean()) {
        String answer = change(Requests.addRule(RuleCodec.encode(rule)));
        if (answer.equals("done")) {
          expected = RuleList.withAdded(expected, rule);
        } else {
          assertEquals("EEXIST", answer);
          assertTrue(isPriorityTaken(expected, rule), rule + " among " + expected);
        }
      } else {
        int hit = RuleList.firstHit(expected, rule);
        String answer = change(Requests.deleteRule(RuleCodec.encode(rule)));
        assertEquals(hit < 0 ? "ENOENT" : "done", answer, rule + " among " + expected);
        if (hit >= 0) {
          hitsOfATwin += expected.get(hit).equals(rule) ? 0 : 1;
          expected = RuleList.without(expected, hit);
        }
      }
      assertEquals(expected, channel.rules(family), "after change " + i + ", " + rule);
    }
    assertTrue(hitsOfATwin > 10, "twins were hit only " + hitsOfATwin + " times");
  }

  /** Adds generated rules at priorities of their own, and a rule as the target of the gotos. */
  private void addWithIp(Family family) {
    RuleGenerator generator = new RuleGenerator(random, family);
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      commands.add("rule add " + generator.next(1000 + i));
    }
    commands.add("rule add pref 4000000000 table main");
    Collections.shuffle(commands, random);
    host.batch(family, commands);
  }

  /** Returns the output of {@code ip rule} without the flags of the current state. */
  private List<String> listedByIp(Family family) {
    return host.run("ip", family.option(), "rule")
        .require()
        .lines()
        .map(line -> line.replace(":\t", ": "))
        .map(line -> line.replace(" [detached]", "").replace(" [unresolved]", ""))
        .toList();
  }

  /** Returns rules at few priorities that differ in few attributes, as the kernel dumps them. */
  private List<Rule> twins(Family family) throws NetlinkException {
    RuleGenerator generator = new RuleGenerator(random, family);
    List<String> commands = new ArrayList<>();
    for (String sense : List.of("", "not ")) {
      for (String selector : List.of("", "fwmark 1 ", "fwmark 1/0xff ", "iif lo ", "tos 0x10 ")) {
        for (String rest :
            List.of(
                "table main",
                "table main suppress_prefixlength 0",
                "table 52",
                "goto 32766",
                "nop",
                "table 52 protocol static")) {
          commands.add("rule add " + sense + selector + rest + " pref ");
        }
      }
    }
    for (int i = 0; i < 10; i++) {
      commands.add("rule add " + generator.next(0).substring("pref 0 ".length()) + " pref ");
    }
    for (int i = 0; i < commands.size(); i++) {
      commands.set(i, commands.get(i) + (1000 + i));
    }
    host.batch(family, commands);
    List<Rule> pool = new ArrayList<>();
    for (Rule rule : channel.rules(family)) {
      if (rule.priority() >= 1000 && rule.priority() < 1000 + commands.size()) {
        pool.add(rule.at(100 + random.nextInt(3)));
        assertEquals("done", change(Requests.deleteRule(RuleCodec.encode(rule))));
      }
    }
    assertEquals(commands.size(), pool.size());
    return pool;
  }

  private static boolean isPriorityTaken(List<Rule> rules, Rule rule) {
    return rules.stream().anyMatch(each -> each.priority() == rule.priority());
  }

  /** Returns {@code done}, or the name of the errno. */
  private String change(Frame request) throws NetlinkException {
    return switch (channel.change(List.of(request)).getFirst()) {
      case Acknowledgement.Done _ -> "done";
      case Acknowledgement.Refused refused -> refused.reason().errno().toString();
      case Acknowledgement.Lost _ -> "lost";
    };
  }
}
