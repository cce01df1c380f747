package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulebookTest {
  private final Rulebook rulebook = new Rulebook();

  @Test
  void isEmptyBeforeTheFirstRound() {
    assertEquals(List.of(), rulebook.list(Scope.OWN, EnumSet.allOf(Family.class)));
  }

  @Test
  void listsRulesInEvaluationOrder() {
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, "5270: from all lookup 52 proto 4")), 7);
    assertEquals(
        List.of(
            new ListedRule(
                Family.IPV4, 5270, "from all lookup 52 proto static", Role.TAILSCALE_LOOKUP, 4, 7)),
        rulebook.list(Scope.OWN, Set.of(Family.IPV4)));
  }

  @Test
  void aRuleKeepsTheTimeWhenItWasFirstSeen() {
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.NO_VPN)), 1);
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.INVERTED)), 2);
    assertEquals(List.of(1L, 2L, 2L, 1L, 1L), since());
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.INVERTED)), 3);
    assertEquals(List.of(1L, 2L, 2L, 1L, 1L), since());
  }

  @Test
  void aRuleThatWasDeletedAndAddedAgainIsNew() {
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.INVERTED)), 1);
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.NO_VPN)), 2);
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.INVERTED)), 3);
    assertEquals(List.of(1L, 3L, 3L, 1L, 1L), since());
  }

  @Test
  void aMovedRuleIsNew() {
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.INVERTED)), 1);
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.RIGHT)), 2);
    assertEquals(List.of(1L, 1L, 2L, 2L, 1L), since());
  }

  @Test
  void equalRulesOfTheOtherFamilyAreDifferent() {
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, FakeTable.NO_VPN)), 1);
    rulebook.update(
        Scope.OWN,
        List.of(ladder(Family.IPV4, FakeTable.NO_VPN), ladder(Family.IPV6, FakeTable.NO_VPN)),
        2);
    assertEquals(List.of(1L, 1L, 1L, 2L, 2L, 2L), since());
    assertEquals(3, rulebook.list(Scope.OWN, Set.of(Family.IPV6)).size());
    assertEquals(Family.IPV6, rulebook.list(Scope.OWN, Set.of(Family.IPV6)).getFirst().family());
    assertEquals(List.of(), rulebook.list(Scope.OWN, Set.of()));
  }

  @Test
  void rolesAreUpdated() {
    String capture = "5399: not from all fwmark 0x4d lookup 77";
    rulebook.update(Scope.OWN, List.of(ladder(Family.IPV4, capture)), 1);
    assertEquals(Role.OTHER, rulebook.list(Scope.OWN, Set.of(Family.IPV4)).getFirst().role());
    Policy policy = Policy.DEFAULT;
    Policy knowing = policy.with(new Policy.Vpn(Set.of(77L), Set.of(), policy.vpn().priorities()));
    Snapshot snapshot = Snapshot.EMPTY.with(Family.IPV4, Listing.parse(Family.IPV4, capture));
    rulebook.update(Scope.OWN, List.of(Ladder.of(snapshot, Family.IPV4, knowing)), 2);
    assertEquals(Role.VPN_CAPTURE, rulebook.list(Scope.OWN, Set.of(Family.IPV4)).getFirst().role());
    assertEquals(List.of(1L), since());
  }

  private List<Long> since() {
    List<Long> moments = new ArrayList<>();
    for (ListedRule rule : rulebook.list(Scope.OWN, EnumSet.allOf(Family.class))) {
      moments.add(rule.sinceMicros());
    }
    return moments;
  }

  private static Ladder ladder(Family family, String listing) {
    Snapshot snapshot = Snapshot.EMPTY.with(family, Listing.parse(family, listing));
    return Ladder.of(snapshot, family, Policy.DEFAULT);
  }
}
