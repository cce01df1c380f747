package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.ManagerException.Kind;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Undoing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Undoes moves because an operator wants it, and tells what came of it. */
final class Reversal {
  private final RuleTable table;
  private final Caretaker caretaker;
  private final Policy policy;
  private final Map<Family, List<String>> steps = new EnumMap<>(Family.class);

  /** What is not exactly as it was; in the order it was found, each once. */
  private final Map<Family, Set<String>> remarks = new EnumMap<>(Family.class);

  private Optional<ManagerException> complaint = Optional.empty();

  Reversal(RuleTable table, Caretaker caretaker, Policy policy) {
    this.table = table;
    this.caretaker = caretaker;
    this.policy = policy;
  }

  /** Undoes what can be undone in a family; returns whether to look again at once. */
  boolean undo(FamilyKeeper keeper) {
    Undoing undoing = new Undoing(keeper.ladder(), caretaker.memory(), policy);
    if (undoing.plan().isEmpty() && undoing.owned().isEmpty()) {
      remark(keeper.family(), undoing);
      return false;
    }
    caretaker.planned(undoing);
    Outcome outcome = execute(undoing);
    List<String> done = steps.computeIfAbsent(keeper.family(), family -> new ArrayList<>());
    done.addAll(outcome.steps());
    switch (outcome) {
      case Outcome.Done _ -> {
        caretaker.done(undoing);
        remark(keeper.family(), undoing);
      }
      case Outcome.Overtaken _ -> {
        return true;
      }
      case Outcome.Denied(_, String reason) -> complain(Kind.DENIED, reason);
      case Outcome.Failed(_, String reason) -> complain(Kind.REFUSED, reason);
    }
    return !outcome.steps().isEmpty();
  }

  /** What Rulewarden invented goes last, when everything else is in its place. */
  private Outcome execute(Undoing undoing) {
    Outcome moved =
        undoing.plan().isEmpty() ? new Outcome.Done(List.of()) : table.execute(undoing.plan());
    if (undoing.owned().isEmpty() || !(moved instanceof Outcome.Done)) {
      return moved;
    }
    Outcome removed = table.withdraw(undoing.plan().family(), undoing.owned());
    List<String> all = new ArrayList<>(moved.steps());
    all.addAll(removed.steps());
    return switch (removed) {
      case Outcome.Done _ -> new Outcome.Done(all);
      case Outcome.Overtaken(_, String reason) -> new Outcome.Overtaken(all, reason);
      case Outcome.Denied(_, String reason) -> new Outcome.Denied(all, reason);
      case Outcome.Failed(_, String reason) -> new Outcome.Failed(all, reason);
    };
  }

  private void complain(Kind kind, String reason) {
    failed(new ManagerException(kind, reason));
  }

  /** Notes why it did not come to its end; the first reason counts. */
  void failed(ManagerException reason) {
    complaint = complaint.or(() -> Optional.of(reason));
  }

  private void remark(Family family, Undoing undoing) {
    remarks.computeIfAbsent(family, key -> new LinkedHashSet<>()).addAll(undoing.remarks());
  }

  /**
   * Everything that was done, and as shell comments whatever is to be said of it.
   *
   * @throws ManagerException if the kernel did not let it come to its end
   */
  List<String> result() throws ManagerException {
    if (complaint.isPresent()) {
      throw complaint.get();
    }
    List<String> report = new ArrayList<>();
    for (Family family : Family.values()) {
      report.addAll(report(family));
    }
    return report;
  }

  private List<String> report(Family family) {
    List<String> report = new ArrayList<>(steps.getOrDefault(family, List.of()));
    for (String remark : remarks.getOrDefault(family, Set.of())) {
      report.add("# " + family.text() + ": " + remark);
    }
    return report;
  }

  /** One event for each family in which something was done. */
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (Family family : Family.values()) {
      if (!steps.getOrDefault(family, List.of()).isEmpty()) {
        events.add(new Event.Undone("", family, report(family)));
      }
    }
    return events;
  }
}
