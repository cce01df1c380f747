package io.github.rulewarden.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Remark;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Specifies the commands and comments of an undo. */
class UndoTextTest {
  private static final Rule RULE = Listing.rule(Family.IPV4, "5399: from all lookup 51820");
  private static final Event.Undone UNDONE =
      new Event.Undone(
          Scope.OWN.of(Family.IPV4),
          Steps.ipv4("-5399: from all lookup 7"),
          List.of(
              new Remark.IsUnrecorded(RULE),
              new Remark.GoesElsewhere(RULE, 5207, 5209),
              new Remark.Stays(new Refusal(RULE, new Refusal.Reason.NoPriorityAtOrigin()))));

  @Test
  void remarksAreComments() {
    assertEquals(
        List.of(
            "ip -4 rule del priority 5399 from all lookup 7",
            "# ipv4: `5399: from all lookup 51820` stays where it is: no move of it is recorded.",
            "# ipv4: `5399: from all lookup 51820` is moved to 5207 instead of its original"
                + " priority 5209.",
            "# ipv4: `5399: from all lookup 51820` stays where it is: no priority is free for it at"
                + " its original place."),
        UndoText.lines(UNDONE));
  }

  @Test
  void onlyCommandsAreConvertedToAnotherNamespace() {
    List<String> own = UndoText.lines(List.of(UNDONE), Scope.OWN);
    List<String> other = UndoText.lines(List.of(UNDONE), Scope.named("mullvad"));
    assertEquals(UndoText.lines(UNDONE), own);
    assertEquals("ip -n mullvad -4 rule del priority 5399 from all lookup 7", other.getFirst());
    assertEquals(own.subList(1, own.size()), other.subList(1, other.size()));
  }
}
