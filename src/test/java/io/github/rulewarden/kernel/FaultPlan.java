package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The faults to inject, and where. */
final class FaultPlan {
  /**
   * Where a fault is injected.
   *
   * @param family of the message; empty for any
   * @param text the beginning of the message
   * @param first 1 for the first such message, 2 for the second
   * @param last the last such message
   */
  record Occasion(Optional<Family> family, String text, int first, int last) {
    /** Selects the first such message. */
    static Occasion first(String text) {
      return nth(1, text);
    }

    static Occasion nth(int number, String text) {
      return new Occasion(Optional.empty(), text, number, number);
    }

    private boolean fits(Message message) {
      return message.text().startsWith(text)
          && (family.isEmpty() || message.family().isEmpty() || family.equals(message.family()));
    }
  }

  /** A planned fault, and how often it was injected. */
  private static final class Entry {
    private final String name;
    private final FaultEffect effect;
    private final Occasion occasion;
    private int seen;
    private int injections;

    private Entry(String name, FaultEffect effect, Occasion occasion) {
      this.name = name;
      this.effect = effect;
      this.occasion = occasion;
    }

    private boolean isDue(Message message) {
      if (!occasion.fits(message)) {
        return false;
      }
      seen++;
      return occasion.first() <= seen && seen <= occasion.last();
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> injected = new ArrayList<>();

  void add(Fault fault, Occasion occasion) {
    add(fault.name(), fault.effect(), occasion);
  }

  void add(String name, FaultEffect effect, Occasion occasion) {
    entries.add(new Entry(name, effect, occasion));
  }

  /** Plans an action of another process that runs once, just before a message. */
  void add(Runnable action, Occasion occasion) {
    FaultEffect.OnRequest effect =
        request -> {
          action.run();
          return request.proceed();
        };
    add("another process", effect, occasion);
  }

  /**
   * Returns the next fault for a message, in the order of planning.
   *
   * @param past the faults of this message so far; the new one is added
   */
  Optional<FaultEffect> next(Message message, Set<FaultEffect> past) {
    for (Entry entry : entries) {
      if (!past.contains(entry.effect) && entry.isDue(message)) {
        entry.injections++;
        injected.add(entry.name + " at " + message.text());
        past.add(entry.effect);
        return Optional.of(entry.effect);
      }
    }
    return Optional.empty();
  }

  /** Returns the faults that were injected so far. */
  List<String> injected() {
    return injected;
  }

  /** Returns the planned faults that were not injected. */
  List<String> notInjected() {
    List<String> notInjected = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.injections == 0) {
        notInjected.add(entry.name + " at " + entry.occasion.text());
      }
    }
    return notInjected;
  }
}
