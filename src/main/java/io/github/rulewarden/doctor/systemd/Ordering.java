package io.github.rulewarden.doctor.systemd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The order in which units start at boot, derived from their files. */
public final class Ordering {
  /** Targets that systemd always starts, before ordinary services. */
  private static final List<String> BASE = List.of("sysinit.target", "basic.target");

  /**
   * One unit that starts after another.
   *
   * @param origin the line that orders them; empty if systemd does so by default
   */
  public record Link(String later, String earlier, Optional<Assignment> origin) {}

  private final Units units;

  /** The units that are started at boot: ordering through any other unit has no effect. */
  private final Set<String> booted = new HashSet<>(BASE);

  /** By unit: the units that are {@code Before=} it. */
  private final Map<String, List<Link>> before = new HashMap<>();

  public Ordering(Units units) {
    this.units = units;
    booted.addAll(units.wanted());
    Deque<String> queue = new ArrayDeque<>(booted);
    while (!queue.isEmpty()) {
      String name = queue.remove();
      Unit unit = units.unit(name);
      for (Unit.Word word : unit.units("Before")) {
        before
            .computeIfAbsent(word.text(), _ -> new ArrayList<>())
            .add(new Link(word.text(), name, Optional.of(word.origin())));
      }
      for (String next : units.pulledInBy(unit)) {
        if (booted.add(next)) {
          queue.add(next);
        }
      }
    }
  }

  /**
   * Why one unit starts after another: the shortest chain of units between them; empty if nothing
   * orders them.
   */
  public Optional<List<Link>> chain(String later, String earlier) {
    Map<String, Link> reachedBy = new HashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(later));
    while (!queue.isEmpty()) {
      for (Link link : startsAfter(queue.remove())) {
        String next = link.earlier();
        if (booted.contains(next) && !next.equals(later) && !reachedBy.containsKey(next)) {
          reachedBy.put(next, link);
          queue.add(next);
        }
      }
    }
    return Optional.ofNullable(reachedBy.get(earlier)).map(last -> back(last, later, reachedBy));
  }

  private static List<Link> back(Link last, String later, Map<String, Link> reachedBy) {
    List<Link> chain = new ArrayList<>(List.of(last));
    while (!chain.getFirst().later().equals(later)) {
      chain.addFirst(reachedBy.get(chain.getFirst().later()));
    }
    return chain;
  }

  private List<Link> startsAfter(String name) {
    Unit unit = units.unit(name);
    List<Link> links = new ArrayList<>(before.getOrDefault(name, List.of()));
    for (Unit.Word word : unit.units("After")) {
      links.add(new Link(name, word.text(), Optional.of(word.origin())));
    }
    if (unit.isPresent() && unit.hasDefaultDependencies()) {
      if (name.endsWith(".target")) {
        addPulledIn(unit, links);
      } else if (name.endsWith(".service")) {
        for (String base : BASE) {
          links.add(new Link(name, base, Optional.empty()));
        }
      }
    }
    return links;
  }

  /** A target starts after the units that it pulls in, except those ordered after it. */
  private void addPulledIn(Unit target, List<Link> links) {
    for (String name : units.pulledInBy(target)) {
      Unit unit = units.unit(name);
      if (unit.hasDefaultDependencies() && !unit.names("After").contains(target.name())) {
        links.add(new Link(target.name(), name, Optional.empty()));
      }
    }
  }
}
