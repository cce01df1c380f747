package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.text.StateText;
import java.util.Optional;

/** An inversion that did not exist in the previous round. */
record NewInversion(Scope scope, Assessment assessment) {
  /**
   * The event that reports it.
   *
   * @param author the netlink port id of the last change of a rule
   */
  Event event(Attribution attribution, Optional<Integer> author) {
    String opponent = attribution.whoAdded(assessment.plan().verdict().offenders(), author);
    String reason = StateText.inverted(assessment.ladder(), assessment.plan().verdict());
    return new Event.Inverted(scope.of(assessment.ladder().family()), reason, opponent);
  }
}
