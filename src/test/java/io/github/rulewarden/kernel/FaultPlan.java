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
    /** The first such message. */
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
    private final Strike strike;
    private final Occasion occasion;
    private int seen;
    private int struck;

    private Entry(String name, Strike strike, Occasion occasion) {
      this.name = name;
      this.strike = strike;
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
  private final List<String> struck = new ArrayList<>();

  void add(Fault fault, Occasion occasion) {
    entries.add(new Entry(fault.name(), fault.strike(), occasion));
  }

  /** Another process acts just before a message, once. */
  void add(Runnable action, Occasion occasion) {
    Strike.OnRequest strike =
        request -> {
          action.run();
          return request.proceed();
        };
    entries.add(new Entry("somebody", strike, occasion));
  }

  /**
   * The next fault for a message, in the order of planning.
   *
   * @param past the faults of this message so far; the new one is added
   */
  Optional<Strike> next(Message message, Set<Strike> past) {
    for (Entry entry : entries) {
      if (!past.contains(entry.strike) && entry.isDue(message)) {
        entry.struck++;
        struck.add(entry.name + " at " + message.text());
        past.add(entry.strike);
        return Optional.of(entry.strike);
      }
    }
    return Optional.empty();
  }

  /** The faults that were injected so far. */
  List<String> struck() {
    return struck;
  }

  /** The planned faults that were not injected. */
  List<String> missed() {
    List<String> missed = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.struck == 0) {
        missed.add(entry.name + " at " + entry.occasion.text());
      }
    }
    return missed;
  }
}
