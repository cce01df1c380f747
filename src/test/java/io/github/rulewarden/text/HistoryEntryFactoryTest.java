package io.github.rulewarden.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.policy.plan.Remark;
import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Specifies the sentence of each kind of event. */
class HistoryEntryFactoryTest {
  private static final String REASON =
      "`5209: not from all fwmark 0xca6c lookup 51820` is evaluated before Tailscale's lookup at 5270.";
  private static final String ADD =
      "ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820";
  private static final String DELETE =
      "ip -4 rule del priority 5209 not from all fwmark 0xca6c lookup 51820";
  private static final List<Step> ADDED =
      Steps.ipv4("+5399: not from all fwmark 0xca6c lookup 51820");
  private static final List<Step> DELETED =
      Steps.ipv4("-5209: not from all fwmark 0xca6c lookup 51820");
  private static final List<Step> BOTH = List.of(ADDED.getFirst(), DELETED.getFirst());
  private static final String NEW = "`5399: not from all fwmark 0xca6c lookup 51820`";
  private static final String OLD = "`5209: not from all fwmark 0xca6c lookup 51820`";

  private static final Remark UNRECORDED = new Remark.IsUnrecorded(DELETED.getFirst().rule());

  private final HistoryEntryFactory factory = new HistoryEntryFactory();

  @Test
  void anInversionHasItsOpponent() {
    assertEquals(
        new HistoryEntry(
            7,
            Kind.INVERTED,
            Scope.OWN,
            Optional.of(Family.IPV4),
            REASON,
            "ip (pid 812)",
            0,
            List.of()),
        entry(new Event.Inverted(Scope.OWN.of(Family.IPV4), REASON, "ip (pid 812)")));
  }

  @Test
  void aRepairHasItsDurationAndNamesTheRules() {
    assertEquals(
        new HistoryEntry(
            7,
            Kind.REPAIRED,
            Scope.named("blue"),
            Optional.of(Family.IPV4),
            "Repaired: added " + NEW + "; deleted " + OLD + ".",
            "",
            417,
            List.of(ADD, DELETE)),
        entry(new Event.Repaired(Scope.named("blue").of(Family.IPV4), BOTH, 417)));
  }

  @Test
  void aRepairThatOnlyAddsNamesOnlyAddedRules() {
    assertEquals(
        "Repaired: added " + NEW + ".",
        text(new Event.Repaired(Scope.OWN.of(Family.IPV4), ADDED, 417)));
  }

  @Test
  void onlyTheFirstFewOfManyRulesAreNamed() {
    List<Step> steps = new ArrayList<>();
    for (int priority = 1; priority <= 6; priority++) {
      steps.addAll(Steps.ipv4("-" + priority + ": from all lookup 7"));
    }
    assertEquals(
        "Repaired: deleted `1: from all lookup 7`, `2: from all lookup 7`, `3: from all lookup 7`,"
            + " `4: from all lookup 7` and 2 more.",
        text(new Event.Repaired(Scope.OWN.of(Family.IPV4), steps, 417)));
  }

  @Test
  void aContestNamesItsOpponentAndTheLastInversionOfItsFamily() {
    text(new Event.Inverted(Scope.OWN.of(Family.IPV4), REASON, ""));
    text(new Event.Inverted(Scope.OWN.of(Family.IPV6), "Another.", ""));
    assertEquals(
        "Repairs are paused because vpnd (pid 7) keeps undoing them. " + REASON,
        text(new Event.Contested(Scope.OWN.of(Family.IPV4), "vpnd (pid 7)")));
  }

  @Test
  void aContestWithoutAKnownOpponentOrInversion() {
    assertEquals(
        "Repairs are paused because an unknown process keeps undoing them.",
        text(new Event.Contested(Scope.OWN.of(Family.IPV4), "")));
  }

  @Test
  void everyOtherEventIsOneSentence() {
    assertEquals("wg0 leaks.", text(new Event.Leak(Scope.OWN.of(Family.IPV4), "wg0 leaks.")));
    assertEquals("A twin.", text(new Event.Refused(Scope.OWN.of(Family.IPV4), "A twin.")));
    assertEquals(
        "Removed rules that are no longer needed: deleted " + OLD + ".",
        text(new Event.Withdrawn(Scope.OWN.of(Family.IPV4), DELETED)));
    assertEquals(
        "Undone by an operator: added " + NEW + "; deleted " + OLD + ".",
        text(new Event.Undone(Scope.OWN.of(Family.IPV4), BOTH, List.of())));
    assertEquals(
        "Undone by an operator: added "
            + NEW
            + ". ipv4: "
            + OLD
            + " stays where it is: no move of it is recorded.",
        text(new Event.Undone(Scope.OWN.of(Family.IPV4), ADDED, List.of(UNRECORDED))));
    assertEquals(
        "The configuration was read again and is in force.",
        text(new Event.Reloaded(Scope.OWN, "")));
    assertEquals(
        "The reload failed, the previous configuration stays in force: a.toml:1:2: no.",
        text(new Event.Reloaded(Scope.OWN, "a.toml:1:2: no.")));
    assertEquals(
        "The mode is observe until the next reload or restart.",
        text(new Event.ModeSet(Scope.OWN, Mode.OBSERVE)));
  }

  @Test
  void theRemarksOfAnUndoAreComments() {
    assertEquals(
        List.of(ADD, "# ipv4: " + OLD + " stays where it is: no move of it is recorded."),
        entry(new Event.Undone(Scope.OWN.of(Family.IPV4), ADDED, List.of(UNRECORDED))).steps());
  }

  /**
   * The entry that `rulewarden monitor` shows equals the daemon's history, except for the opponent.
   */
  @Test
  void aSignalHasTheSameEntryAsItsEvent() {
    ScopeFamily where = Scope.named("blue").of(Family.IPV4);
    assertEquals(
        entry(new Event.Inverted(where, REASON, "")),
        factory.entry(7, new Signal.Inverted(where, REASON)));
    assertEquals(
        entry(new Event.Repaired(where, BOTH, 417)),
        factory.entry(7, new Signal.Repaired(where, List.of(ADD, DELETE), 417)));
    assertEquals(
        entry(new Event.Contested(where, "vpnd (pid 7)")),
        factory.entry(7, new Signal.Contested(where, "vpnd (pid 7)")));
    assertEquals(
        entry(new Event.Leak(where, "wg0 leaks.")),
        factory.entry(7, new Signal.Leak(where, "wg0 leaks.")));
  }

  @Test
  void otherTextsThanCommandsAreNoRules() {
    assertEquals(
        "Repaired: added `7`.",
        factory
            .entry(
                7,
                new Signal.Repaired(
                    Scope.OWN.of(Family.IPV4),
                    List.of("ip -4 rule add priority 7", "# x", ""),
                    417))
            .text());
  }

  private String text(Event event) {
    return entry(event).text();
  }

  private HistoryEntry entry(Event event) {
    return factory.entry(new TimedEvent(7, event));
  }
}
