package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Rulewarden carries from one look to the next. A process that was killed finds it again. */
record Mind(Memory memory, Life life) {
  /** Whether it is the first one's since the boot. */
  enum Life {
    FIRST,

    /**
     * Somebody was killed before. A rule that he was about to delete, and a new one in the very
     * place, cannot be told apart; then one suppress rule too many may stay. It does no harm.
     */
    INHERITED
  }

  /** A host that was booted just now. */
  static final Mind NEW = new Mind(Memory.NONE, Life.FIRST);

  /** After a kill. */
  Mind inherited() {
    return new Mind(memory, Life.INHERITED);
  }

  /** Rules as they are seen with this in mind. */
  Scenario recall(Scenario rules) {
    return rules.remembering(memory);
  }

  /** After a look. */
  Mind after(Scenario seen) {
    Ladder ladder = recall(seen).ladder();
    Memory now = Recollection.of(memory, seen.snapshot(), List.of(ladder), seen.policy(), Set.of());
    Memory known =
        new Memory(
            tablesOf(now),
            now.moves(),
            now.leaving(),
            now.restored(),
            now.independent(),
            now.unclaimed(),
            now.duplicates());
    return new Mind(known, life);
  }

  /** Of a pair that was whole only its table counts for the order: fewer minds to tell apart. */
  private static List<Whole> tablesOf(Memory memory) {
    List<Whole> tables = new ArrayList<>();
    for (Whole whole : memory.wholes()) {
      Rule capture = whole.capture().at(0);
      tables.add(
          new Whole(whole.tunnel(), whole.name(), capture, Optional.empty(), Optional.empty()));
    }
    return tables;
  }

  /** Before a plan is carried out. */
  Mind before(Ladder ladder, Plan plan) {
    return new Mind(Recollection.of(memory, ladder, plan), life);
  }

  /** After all of a plan was carried out. */
  Mind done(Plan plan) {
    return new Mind(Recollection.ofDone(memory, plan), life);
  }

  @Override
  public String toString() {
    return "remembers moves "
        + memory.moves()
        + ", leaving "
        + memory.leaving()
        + ", independent "
        + memory.independent()
        + ", unclaimed "
        + memory.unclaimed()
        + ", duplicates "
        + memory.duplicates()
        + "\n";
  }
}
