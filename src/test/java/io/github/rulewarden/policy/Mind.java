package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Rulewarden carries from one look to the next. A process that was killed finds it again. */
record Mind(Memory memory) {
  /** A host that was booted just now. */
  static final Mind NEW = new Mind(Memory.NONE);

  /** Rules as they are seen with this in mind. */
  Scenario recall(Scenario rules) {
    return rules.remembering(memory);
  }

  /** After a look. */
  Mind after(Scenario seen) {
    Ladder ladder = recall(seen).ladder();
    Memory now = Recollection.of(memory, seen.snapshot(), List.of(ladder), seen.policy());
    return new Mind(
        new Memory(tablesOf(now), now.moves(), now.leaving(), now.restored(), now.independent()));
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
  Mind before(Plan plan) {
    return new Mind(Recollection.of(memory, plan));
  }
}
