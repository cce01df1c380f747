package io.github.rulewarden.dbus;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Examination;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.HistoryEntry;
import io.github.rulewarden.manager.ListedRule;
import io.github.rulewarden.manager.Manager;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A daemon whose answers the test sets. */
final class FakeManager implements Manager {
  static final Status IN_ORDER =
      new Status(
          State.OK,
          "wg0 is behind Tailscale",
          Mode.REPAIR,
          Strategy.RELOCATE,
          3,
          4,
          1_700_000_000_123_456L,
          417,
          List.of(
              new FamilyStatus("", Family.IPV4, State.OK, "all is well", 3, 4),
              new FamilyStatus("", Family.IPV6, State.IDLE, "no VPN", 0, 0)),
          List.of(),
          "");

  static final ListedRule LOOKUP =
      new ListedRule(
          Family.IPV4,
          5270,
          "from all lookup 52",
          Role.TAILSCALE_LOOKUP,
          3,
          1_700_000_000_000_000L);

  /** All unsigned fields at their largest. */
  static final ListedRule EXTREME =
      new ListedRule(
          Family.IPV6, 0xffff_ffffL, "from all lookup 4294967295", Role.OTHER, 255, Long.MAX_VALUE);

  static final String STEP = "ip -4 rule add priority 5399 not fwmark 0xca6c lookup 51820";

  volatile Status status = IN_ORDER;
  volatile List<ListedRule> rules = List.of(LOOKUP, EXTREME);
  volatile Optional<ManagerException> refusal = Optional.empty();
  volatile Optional<RuntimeException> fault = Optional.empty();

  @Override
  public Status status() {
    return status;
  }

  @Override
  public List<ListedRule> rules(Set<Family> families) throws ManagerException {
    fail();
    List<ListedRule> wanted = new ArrayList<>();
    for (ListedRule rule : rules) {
      if (families.contains(rule.family())) {
        wanted.add(rule);
      }
    }
    return wanted;
  }

  @Override
  public Examination check() {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public List<String> plan() {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public List<HistoryEntry> history(int most) {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public String metrics() {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public List<String> undo() {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public void reload() {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public void setMode(Mode mode) {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public List<String> repair() throws ManagerException {
    fail();
    return List.of(STEP);
  }

  private void fail() throws ManagerException {
    if (fault.isPresent()) {
      throw fault.get();
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
