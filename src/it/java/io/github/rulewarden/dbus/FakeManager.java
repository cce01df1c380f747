package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Fix;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.policy.classify.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A manager whose results the test sets. */
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
              new FamilyStatus(Scope.OWN.of(Family.IPV4), State.OK, "all is well", 3, 4),
              new FamilyStatus(Scope.OWN.of(Family.IPV6), State.IDLE, "no VPN", 0, 0)),
          List.of("/etc/rulewarden/rulewarden.toml", "/etc/rulewarden/conf.d/10-vpn.toml"),
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

  static final Finding FINDING =
      new Finding(
          Scope.OWN.of(Family.IPV4),
          Finding.Severity.ERROR,
          Finding.Code.INVERTED,
          "5209 is evaluated before Tailscale's lookup at 5270",
          new Fix.Advice("rulewarden repair"));

  static final HistoryEntry REPAIRED =
      new HistoryEntry(
          1_700_000_000_123_456L,
          HistoryEntry.Kind.REPAIRED,
          Scope.OWN,
          Optional.of(Family.IPV6),
          "5209 is behind 5270 again",
          "wg-quick (pid 77)",
          417,
          List.of("ip -6 rule add x", "ip -6 rule del y"));

  static final HistoryEntry RELOADED =
      new HistoryEntry(
          1_700_000_000_999_999L,
          HistoryEntry.Kind.RELOADED,
          Scope.OWN,
          Optional.empty(),
          "the configuration was read again",
          "",
          0,
          List.of());

  static final String METRICS = "# TYPE rulewarden_repairs_total counter\n";

  static final String STEP = "ip -4 rule add priority 5399 not fwmark 0xca6c lookup 51820";

  /** The changes, in their order. */
  final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  volatile Status status = IN_ORDER;
  volatile List<ListedRule> rules = List.of(LOOKUP, EXTREME);
  volatile List<String> steps = List.of(STEP);
  volatile Optional<ManagerException> refusal = Optional.empty();
  volatile Optional<RuntimeException> fault = Optional.empty();
  volatile Optional<Error> error = Optional.empty();

  @Override
  public Status status() {
    return status;
  }

  @Override
  public List<ListedRule> rules(Scope scope, Set<Family> families) throws ManagerException {
    fail();
    if (!scope.isOwn()) {
      throw ManagerException.notWatched(scope);
    }
    List<ListedRule> wanted = new ArrayList<>();
    for (ListedRule rule : rules) {
      if (families.contains(rule.family())) {
        wanted.add(rule);
      }
    }
    return wanted;
  }

  @Override
  public CheckResult check() throws ManagerException {
    fail();
    return new CheckResult(false, List.of(FINDING));
  }

  @Override
  public List<String> plan() throws ManagerException {
    fail();
    return List.of(STEP);
  }

  @Override
  public List<HistoryEntry> history(int max) throws ManagerException {
    fail();
    List<HistoryEntry> all = List.of(REPAIRED, RELOADED);
    return all.subList(Math.max(0, all.size() - max), all.size());
  }

  @Override
  public String metrics() throws ManagerException {
    fail();
    return METRICS;
  }

  @Override
  public List<String> repair() throws ManagerException {
    return change("repair");
  }

  @Override
  public List<String> undo() throws ManagerException {
    return change("undo");
  }

  @Override
  public void reload() throws ManagerException {
    change("reload");
  }

  @Override
  public void setMode(Mode mode) throws ManagerException {
    change("mode " + mode.text());
  }

  private List<String> change(String what) throws ManagerException {
    fail();
    done.add(what);
    return steps;
  }

  private void fail() throws ManagerException {
    if (error.isPresent()) {
      throw error.get();
    }
    if (fault.isPresent()) {
      throw fault.get();
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
