package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Moved;
import io.github.rulewarden.memory.Restored;
import io.github.rulewarden.memory.Whole;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of what was seen and done, and when it is forgotten. */
class RecollectionTest {
  /** What {@link Scenario#withDefaultRoute} gives to the first. */
  private static final int WG0 = 2;

  private static final Rule CAPTURE = rule("5399: not from all fwmark 0xca6c lookup 51820");
  private static final Rule COMPANION = rule("5398: from all lookup main suppress_prefixlength 0");
  private static final Optional<DefaultRoute> WAY =
      Optional.of(new DefaultRoute(Family.IPV4, 51820, WG0));
  private static final Whole PAIR = new Whole(WG0, "wg0", CAPTURE, Optional.of(COMPANION), WAY);

  private static final String LOOKUP = "5270: from all lookup 52\n";
  private static final String RIGHT = LOOKUP + COMPANION + "\n" + CAPTURE + "\n";

  @Test
  void aPairWithItsTunnel() {
    assertEquals(List.of(PAIR), after(Memory.NONE, withTunnel(RIGHT)).wholes());
  }

  /** Nothing leads into a tunnel, so nobody can miss it. */
  @Test
  void notAPairWithoutOne() {
    assertEquals(Memory.NONE, after(Memory.NONE, Scenario.ipv4(RIGHT)));
  }

  @Test
  void whatWasSeenOnceThoughItIsMissingNow() {
    Memory memory = after(Memory.NONE, withTunnel(RIGHT));
    assertEquals(memory, after(memory, withTunnel(LOOKUP + CAPTURE + "\n")));
    assertEquals(memory, after(memory, withTunnel(LOOKUP)));
    Scenario routeless = withTunnel(RIGHT);
    Scenario withoutRoute =
        new Scenario(
            Family.IPV4,
            routeless.rules(),
            routeless.links(),
            List.of(),
            Policy.DEFAULT,
            memory,
            Tailnet.UNKNOWN,
            Set.of());
    assertEquals(memory, after(memory, withoutRoute));
  }

  @Test
  void theCompanionThatComesLater() {
    Memory half = after(Memory.NONE, withTunnel(LOOKUP + CAPTURE + "\n"));
    assertEquals(Optional.empty(), half.wholes().getFirst().companion());
    assertEquals(List.of(PAIR), after(half, withTunnel(RIGHT)).wholes());
  }

  /** {@code wg-quick down} of the other deletes its capture first. */
  @Test
  void notTheCompanionOfATunnelThatIsGoingDown() {
    String others = "5397: not from all fwmark 0xca6d lookup 51821\n";
    String both = LOOKUP + COMPANION.at(5396) + "\n" + others + CAPTURE + "\n";
    Scenario up = withTunnel(both).withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD);
    Memory memory = after(Memory.NONE, up);
    assertEquals(2, memory.wholes().size());
    Scenario goingDown = up.with(Scenario.ipv4(both.replace(others, "")).rules());
    assertEquals(memory.wholes(), after(memory, goingDown).wholes());
  }

  @Test
  void nothingOfATunnelThatIsGone() {
    Memory memory = after(Memory.NONE, withTunnel(RIGHT));
    assertEquals(Memory.NONE, after(memory, Scenario.ipv4(RIGHT)));
  }

  /** It may be wg-quick's, whose capture somebody has just deleted. */
  @Test
  void asSomebodysOwnNoSuppressRuleWhoseCaptureMayYetCome() {
    Scenario alone = Scenario.ipv4(COMPANION.at(5209) + "\n" + LOOKUP);
    List<Rule> own = List.of(COMPANION.at(5209));
    assertEquals(own, after(Memory.NONE, alone).independent());
    Memory undecided = after(Memory.NONE, alone, Set.of(Family.IPV4));
    assertEquals(List.of(), undecided.independent());
    assertEquals(own, undecided.unclaimed());
    assertEquals(own, after(undecided, alone, Set.of(Family.IPV6)).independent());
    Memory known = after(Memory.NONE, alone);
    assertEquals(
        own, after(known, alone, Set.of(Family.IPV4)).independent(), "it was there before");
  }

  /** Somebody deleted it together with a capture, and puts it back before the capture is. */
  @Test
  void whoseOwnASuppressRuleIsWhileACaptureIsAwaited() {
    Rule own = COMPANION.at(2500);
    Scenario there = Scenario.ipv4(own + "\n" + LOOKUP);
    Memory known = after(Memory.NONE, there);
    Memory awaiting = after(known, Scenario.ipv4(LOOKUP), Set.of(Family.IPV4));
    assertEquals(List.of(own), after(awaiting, there, Set.of(Family.IPV4)).independent());
    assertEquals(List.of(), after(awaiting, Scenario.ipv4(LOOKUP)).independent());
  }

  /** NetBird's pair looks like a VPN's to come, and never will be. */
  @Test
  void asSomebodysOwnASuppressRuleBesideACaptureThatIsIgnored() {
    String netbird = "110: not from all fwmark 0x1bd00 lookup 7120\n";
    Rule own = COMPANION.at(2500);
    String rest = own + "\n" + LOOKUP;
    assertEquals(List.of(own), after(Memory.NONE, Scenario.ipv4(netbird + rest)).independent());
    String toBe = "110: not from all fwmark 0x1234 lookup 4660\n";
    assertEquals(List.of(), after(Memory.NONE, Scenario.ipv4(toBe + rest)).independent());
  }

  @Test
  void whereARuleCameFromHoweverOftenItIsMoved() {
    Memory memory = planned(Memory.NONE, "5209: not from all fwmark 0xca6c lookup 51820\n");
    assertEquals(List.of(new Moved(CAPTURE, 5209)), memory.moves());
    Rule renumbered = CAPTURE.at(5397);
    Step.Delete delete = new Step.Delete(CAPTURE, Optional.of(renumbered));
    Plan plan = new Plan(Family.IPV4, List.of(), List.of(delete), Verdict.nothingToDo(Order.RIGHT));
    memory = Recollection.of(memory, Scenario.ipv4(LOOKUP + CAPTURE).ladder(), plan);
    assertEquals(5209, memory.originOf(renumbered).orElseThrow());
    memory = after(memory, Scenario.ipv4(LOOKUP + renumbered + "\n"));
    assertEquals(List.of(new Moved(renumbered, 5209)), memory.moves());
    assertEquals(Memory.NONE, after(memory, Scenario.ipv4(LOOKUP)), "its owner deleted it");
  }

  @Test
  void whatARepairHadBegunToDeleteUntilItIsGone() {
    String ahead = "5209: not from all fwmark 0xca6c lookup 51820\n";
    Memory memory = planned(Memory.NONE, ahead);
    assertEquals(List.of(CAPTURE.at(5209)), memory.leaving());
    assertEquals(List.of(CAPTURE.at(5209)), after(memory, Scenario.ipv4(ahead + LOOKUP)).leaving());
    assertEquals(List.of(), after(memory, Scenario.ipv4(LOOKUP)).leaving());
  }

  @Test
  void whatWasPutBackUntilItIsGone() {
    Ladder bare = Scenario.ipv4(LOOKUP).ladder();
    Memory memory =
        Recollection.of(
            Memory.NONE, new Restoration(bare, Memory.NONE, List.of(PAIR), Policy.DEFAULT));
    assertEquals(
        List.of(new Restored(COMPANION, WG0), new Restored(CAPTURE, WG0)), memory.restored());
    assertEquals(memory.restored(), after(memory, Scenario.ipv4(RIGHT)).restored());
    assertEquals(List.of(), after(memory, Scenario.ipv4(LOOKUP)).restored());
  }

  private static Scenario withTunnel(String listing) {
    return Scenario.ipv4(listing).withDefaultRoute(51820, "wg0", Link.Kind.WIREGUARD);
  }

  private static Memory planned(Memory memory, String ahead) {
    Scenario scenario = Scenario.ipv4(ahead + LOOKUP);
    return Recollection.of(memory, scenario.ladder(), scenario.plan());
  }

  private static Memory after(Memory memory, Scenario scenario) {
    return after(memory, scenario, Set.of());
  }

  private static Memory after(Memory memory, Scenario scenario, Set<Family> expectant) {
    return Recollection.of(
        memory,
        scenario.snapshot(),
        List.of(scenario.remembering(memory).ladder()),
        Policy.DEFAULT,
        expectant);
  }

  private static Rule rule(String line) {
    return Listing.rule(Family.IPV4, line);
  }
}
