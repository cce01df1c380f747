package io.github.rulewarden.cli;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.api.Fix;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.SignalListener;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A daemon in one of several conditions. */
final class FakeDaemon implements DaemonLink, Manager {
  private static final String RIGHT =
      "Tailscale's lookup at 5270 is evaluated before the VPN's at 5399.";
  private static final String NO_VPN =
      "No VPN rule was recognised here, so there is nothing to keep behind Tailscale.";
  private static final String INVERTED =
      "`5209: not from all fwmark 0xca6c lookup 51820` is evaluated before Tailscale's lookup at 5270.";
  private static final String LEAKING = "wg0 is up and nothing leads into it.";

  /** How often a command waits for the daemon before it is interrupted. */
  private static final int MAX_PAUSES = 3;

  private final String condition;
  private int follows;
  private int pauses;

  /** Creates a daemon in a condition that a transcript names. */
  FakeDaemon(String condition) {
    this.condition = condition;
  }

  @Override
  public Manager connect() throws ManagerException {
    if (condition.equals("absent")) {
      throw unreachable();
    }
    return this;
  }

  private static ManagerException unreachable() {
    return new ManagerException(Kind.UNREACHABLE, "No daemon answers on the system bus.");
  }

  /**
   * The condition {@code lively} includes a restart of the daemon, after which the command needs
   * two attempts to connect.
   */
  @Override
  public void follow(SignalListener listener) throws ManagerException {
    Status now = connect().status();
    follows++;
    if (follows == 1 || follows == 3) {
      listener.report(now, Optional.empty());
    }
    if (condition.equals("lively") && follows == 1) {
      reportSignals(listener);
    }
    throw unreachable();
  }

  private static void reportSignals(SignalListener listener) {
    Status inverted =
        status(
            State.INVERTED,
            INVERTED,
            0,
            0,
            family("", Family.IPV4, State.INVERTED, INVERTED, 0, 1),
            family("", Family.IPV6, State.IDLE, NO_VPN, 0, 0));
    listener.report(
        inverted, Optional.of(new Signal.Inverted(Scope.OWN.of(Family.IPV4), INVERTED)));
    listener.report(
        good(), Optional.of(new Signal.Repaired(Scope.OWN.of(Family.IPV4), History.STEPS, 412)));
    listener.report(good(), Optional.empty());
    Status observing = inMode(good(), Mode.OBSERVE);
    listener.report(
        observing, Optional.of(new Signal.Contested(Scope.OWN.of(Family.IPV4), "hog[77]")));
    listener.report(
        observing, Optional.of(new Signal.Leak(Scope.named("mullvad").of(Family.IPV6), LEAKING)));
  }

  @Override
  public void pause() throws InterruptedException {
    if (++pauses == MAX_PAUSES || !condition.equals("lively")) {
      throw new InterruptedException();
    }
  }

  @Override
  public Status status() throws ManagerException {
    return switch (condition) {
      case "new" ->
          status(
              State.IDLE,
              NO_VPN,
              0,
              0,
              family("", Family.IPV4, State.IDLE, NO_VPN, 0, 0),
              family("", Family.IPV6, State.IDLE, NO_VPN, 0, 0));
      case "good", "lively" -> good();
      case "observing" -> observing();
      case "leaking" ->
          status(
              State.LEAK,
              LEAKING,
              1_795_160_000_000_000L,
              1_234_567,
              family("", Family.IPV4, State.LEAK, LEAKING, 1, 1),
              family(
                  "",
                  Family.IPV6,
                  State.CONTESTED,
                  "Another process keeps undoing the repairs.",
                  12,
                  12));
      case "forbidding" ->
          throw new ManagerException(Kind.DENIED, "The bus denies access to the daemon.");
      default -> throw new IllegalArgumentException("no such daemon: " + condition);
    };
  }

  private static Status good() {
    return status(
        State.OK,
        RIGHT,
        1_795_164_088_123_456L,
        412,
        family("", Family.IPV4, State.OK, RIGHT, 2, 2),
        family("", Family.IPV6, State.OK, RIGHT, 1, 1),
        family("mullvad", Family.IPV4, State.IDLE, NO_VPN, 0, 0));
  }

  /** It still has the configuration from before its files became invalid. */
  private static Status observing() {
    Status status = inMode(good(), Mode.OBSERVE);
    return new Status(
        State.INVERTED,
        INVERTED,
        status.mode(),
        status.strategy(),
        status.repairs(),
        status.inversions() + 1,
        status.lastRepairMicros(),
        status.lastRepairDurationMicros(),
        List.of(
            family("", Family.IPV4, State.INVERTED, INVERTED, 2, 3),
            family("", Family.IPV6, State.OK, RIGHT, 1, 1)),
        List.of("/etc/rulewarden/rulewarden.toml", "/etc/rulewarden/conf.d/10-budget.toml"),
        "/etc/rulewarden/rulewarden.toml:1:1: mode: found \"repare\", expected \"repair\" or"
            + " \"observe\"");
  }

  @Override
  public List<ListedRule> rules(Scope scope, Set<Family> families) {
    throw new UnsupportedOperationException("the commands read the kernel");
  }

  @Override
  public CheckResult check() throws ManagerException {
    if (condition.equals("forbidding")) {
      throw new ManagerException(Kind.DENIED, "The bus denies access to the daemon.");
    }
    List<Finding> findings = new ArrayList<>();
    if (condition.equals("leaking")) {
      findings.add(
          finding(
              Severity.ERROR, Finding.Code.LEAK, LEAKING, new Fix.Advice("restart the tunnel")));
    }
    // The command reports this finding itself.
    findings.add(
        finding(Severity.INFO, Finding.Code.NO_VPN, "no VPN rule was recognised", new Fix.None()));
    return new CheckResult(findings.size() == 1, findings);
  }

  private static Finding finding(Severity severity, Finding.Code code, String text, Fix fix) {
    return new Finding(Scope.OWN.of(Family.IPV4), severity, code, text, fix);
  }

  @Override
  public List<String> plan() {
    throw new UnsupportedOperationException("the commands read the kernel");
  }

  @Override
  public List<HistoryEntry> history(int max) throws ManagerException {
    return switch (condition) {
      case "new" -> List.of();
      case "good", "lively" -> latest(History.ORDINARY, max);
      case "leaking" -> latest(History.EVENTFUL, max);
      default -> throw new ManagerException(Kind.REFUSED, "The daemon has no history.");
    };
  }

  private static List<HistoryEntry> latest(List<HistoryEntry> all, int max) {
    return all.subList(Math.max(0, all.size() - max), all.size());
  }

  @Override
  public String metrics() throws ManagerException {
    if (condition.equals("forbidding")) {
      throw new ManagerException(Kind.DENIED, "The bus denies access to the daemon.");
    }
    return "rulewarden_repairs_total{family=\"ipv4\"} 3\n";
  }

  @Override
  public List<String> undo() throws ManagerException {
    return switch (condition) {
      case "new" -> List.of();
      case "good" -> List.of("ip -4 rule add priority 5209 by the daemon");
      default -> throw new ManagerException(Kind.DENIED, "You are not authorised; run it as root.");
    };
  }

  @Override
  public void reload() {
    throw new UnsupportedOperationException("no command calls this");
  }

  @Override
  public void setMode(Mode mode) {
    throw new UnsupportedOperationException("no command calls this");
  }

  @Override
  public List<String> repair() throws ManagerException {
    return switch (condition) {
      case "new" -> List.of();
      case "good" -> List.of("ip -4 rule del priority 5209 by the daemon");
      case "leaking" ->
          throw new ManagerException(Kind.REFUSED, "There is no safe plan: 5209 has a twin.");
      case "forbidding" ->
          throw new ManagerException(Kind.DENIED, "You are not authorised; run it as root.");
      default -> throw new IllegalArgumentException("no such daemon: " + condition);
    };
  }

  private static Status status(
      State state, String reason, long repairedMicros, long durationMicros, FamilyStatus... all) {
    List<FamilyStatus> families = List.of(all);
    long repairs = families.stream().mapToLong(FamilyStatus::repairs).sum();
    long inversions = families.stream().mapToLong(FamilyStatus::inversions).sum();
    return new Status(
        state,
        reason,
        Mode.REPAIR,
        Strategy.RELOCATE,
        repairs,
        inversions,
        repairedMicros,
        durationMicros,
        families,
        List.of(),
        "");
  }

  private static Status inMode(Status status, Mode mode) {
    return new Status(
        status.state(),
        status.reason(),
        mode,
        status.strategy(),
        status.repairs(),
        status.inversions(),
        status.lastRepairMicros(),
        status.lastRepairDurationMicros(),
        status.families(),
        status.configFiles(),
        status.reloadResult());
  }

  private static FamilyStatus family(
      String netns, Family family, State state, String reason, long repairs, long inversions) {
    return new FamilyStatus(Scope.ofText(netns).of(family), state, reason, repairs, inversions);
  }
}
