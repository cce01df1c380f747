package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneShotTest {
  private static final Set<Family> BOTH = EnumSet.allOf(Family.class);

  private final FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.INVERTED);

  @Test
  void repairsInAnyModeAndReturnsTheSteps() throws ManagerException {
    List<Step> steps = repair(Policy.DEFAULT.in(Mode.OBSERVE), BOTH);
    assertEquals(8, steps.size());
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
  }

  @Test
  void doesNothingASecondTime() throws ManagerException {
    repair(Policy.DEFAULT, BOTH);
    assertEquals(List.of(), repair(Policy.DEFAULT, BOTH));
  }

  @Test
  void repairsOnlyTheRequestedFamilies() throws ManagerException {
    assertEquals(4, repair(Policy.DEFAULT, Set.of(Family.IPV6)).size());
    assertEquals(FakeTable.INVERTED, table.listing(Family.IPV4));
  }

  @Test
  void withoutPermissionTheRepairIsDenied() {
    table.always(_ -> new Outcome.Denied(List.of(), "CAP_NET_ADMIN is missing."));
    ManagerException failure =
        assertThrows(ManagerException.class, () -> repair(Policy.DEFAULT, BOTH));
    assertEquals(Kind.DENIED, failure.kind());
  }

  @Test
  void unreadableRulesAreUnreachable() {
    table.unreadable(Optional.of("The rules cannot be read: EMFILE."));
    ManagerException failure =
        assertThrows(ManagerException.class, () -> repair(Policy.DEFAULT, BOTH));
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertEquals("The rules cannot be read: EMFILE.", failure.getMessage());
  }

  @Test
  void aRemainingInversionIsRefused() {
    table.always(_ -> new Outcome.Overtaken(List.of(), "another program was faster"));
    ManagerException failure =
        assertThrows(ManagerException.class, () -> repair(Policy.DEFAULT, BOTH));
    assertEquals(Kind.REFUSED, failure.kind());
  }

  private List<Step> repair(Policy policy, Set<Family> families) throws ManagerException {
    return new OneShot(table, policy, families, new FakeClock(), Optional.empty(), StateStore.NONE)
        .repair();
  }
}
