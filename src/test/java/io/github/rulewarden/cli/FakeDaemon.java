package io.github.rulewarden.cli;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Examination;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.HistoryEntry;
import io.github.rulewarden.manager.ListedRule;
import io.github.rulewarden.manager.Manager;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.ManagerException.Kind;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.manager.StatusListener;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.util.List;
import java.util.Set;

/** A daemon in one of a few conditions. */
final class FakeDaemon implements DaemonLink, Manager {
  private static final String RIGHT =
      "Tailscale's lookup at 5270 is asked before the VPN's at 5399.";

  private final String condition;

  /** The daemon in the condition that a transcript calls by this name. */
  FakeDaemon(String condition) {
    this.condition = condition;
  }

  @Override
  public Manager connect() throws ManagerException {
    if (condition.equals("absent")) {
      throw new ManagerException(Kind.UNREACHABLE, "No daemon answers on the system bus.");
    }
    return this;
  }

  @Override
  public void follow(StatusListener listener) throws ManagerException {
    listener.report(connect().status(), List.of());
  }

  @Override
  public Status status() throws ManagerException {
    return switch (condition) {
      case "new" ->
          status(
              State.IDLE,
              "No VPN captures traffic here.",
              0,
              0,
              family("", Family.IPV4, State.IDLE, "No VPN captures traffic here.", 0),
              family("", Family.IPV6, State.IDLE, "No VPN captures traffic here.", 0));
      case "good" ->
          status(
              State.OK,
              RIGHT,
              1_795_164_088_123_456L,
              412,
              family("", Family.IPV4, State.OK, RIGHT, 2),
              family("", Family.IPV6, State.OK, RIGHT, 1),
              family("mullvad", Family.IPV4, State.IDLE, "No VPN captures traffic here.", 0));
      case "leaking" ->
          status(
              State.LEAK,
              "wg0 is up and nothing leads into it.",
              1_795_160_000_000_000L,
              1_234_567,
              family("", Family.IPV4, State.LEAK, "wg0 is up and nothing leads into it.", 1),
              family("", Family.IPV6, State.CONTESTED, "Somebody undoes each repair.", 12));
      case "forbidding" ->
          throw new ManagerException(Kind.DENIED, "The bus does not let you ask the daemon.");
      default -> throw new IllegalArgumentException("no such daemon: " + condition);
    };
  }

  @Override
  public List<ListedRule> rules(Set<Family> families) {
    throw new UnsupportedOperationException("the commands read the kernel");
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

  private static FamilyStatus family(
      String netns, Family family, State state, String reason, long repairs) {
    return new FamilyStatus(netns, family, state, reason, repairs, repairs);
  }
}
