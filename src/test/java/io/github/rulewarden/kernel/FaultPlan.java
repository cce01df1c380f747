package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which faults are to strike, and where. */
final class FaultPlan {
  /**
   * Where a fault strikes.
   *
   * @param family of the message; empty for any
   * @param text what the message begins with
   * @param first 1 for the first such message, 2 for the second
   * @param last the last such message that it strikes at
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

  /** A fault that was planned, and how often it has come about. */
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

  /** Somebody acts just before a message, once. */
  void add(Runnable action, Occasion occasion) {
    Strike.OnRequest strike =
        request -> {
          action.run();
          return request.proceed();
        };
    entries.add(new Entry("somebody", strike, occasion));
  }

  /**
   * The next strike at a message, in the order they were planned.
   *
   * @param past the strikes at this very message so far; the new one is added
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

  /** What has struck so far. */
  List<String> struck() {
    return struck;
  }

  /** The faults that were planned and did not come about. */
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
