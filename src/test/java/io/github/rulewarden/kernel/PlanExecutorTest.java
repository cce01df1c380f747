package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.StepText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that other processes disturb. */
class PlanExecutorTest extends PlanExecutorFixture {
  @Test
  void addsThenReadsThenDeletes() {
    Outcome outcome = repair(INVERTED);
    assertInstanceOf(Outcome.Done.class, outcome);
    assertEquals(
        List.of(
            "ip -4 rule add priority 5399 " + CAPTURE,
            "ip -4 rule add priority 5398 " + SUPPRESS,
            "ip -4 rule del priority 5209 " + CAPTURE,
            "ip -4 rule del priority 5208 " + SUPPRESS),
        StepText.commands(outcome.steps()));
    expectWire(
        "add 5399: " + CAPTURE + " + add 5398: " + SUPPRESS,
        "read",
        "del 5209: " + CAPTURE,
        "del 5208: " + SUPPRESS);
    expectRules(RIGHT);
  }

  @Test
  void onlyDeletesARuleWithAnEqualBehindTailscale() {
    assertInstanceOf(Outcome.Done.class, repair(BOTH));
    expectWire("read", "del 5209: " + CAPTURE, "del 5208: " + SUPPRESS);
    expectRules(RIGHT);
  }

  @Test
  void theEqualRuleHasToExistStill() {
    kernel.before("read", () -> delete("5399: " + CAPTURE));
    expectOvertaken("the copy of `5209: " + CAPTURE + "` was deleted by another process", BOTH);
    expectRules(BOTH.replace("5399: " + CAPTURE + "\n", ""));
  }

  @Test
  void aRuleOfAnotherProcessIsNotWithdrawn() {
    kernel.before("add 5398", () -> add("5398: " + SUPPRESS));
    assertInstanceOf(Outcome.Overtaken.class, repair(INVERTED));
    expectRules(INVERTED.replace("32766", "5398: " + SUPPRESS + "\n32766"));
  }

  @Test
  void aRuleDeletedByItsOwnerBeforeTheReadLosesItsCopy() {
    kernel.before("read", () -> delete("5209: " + CAPTURE));
    expectOvertaken("`5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    expectRules(
        """
        5270: from all lookup 52
        5398: from all lookup main suppress_prefixlength 0
        32766: from all lookup main
        """);
  }

  @Test
  void aRuleDeletedByItsOwnerBeforeTheDeleteLosesItsCopy() {
    kernel.before("del 5209", () -> delete("5209: " + CAPTURE));
    kernel.before("del 5208", () -> delete("5208: " + SUPPRESS));
    expectOvertaken("`5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    expectRules("5270: from all lookup 52\n32766: from all lookup main\n");
  }

  @Test
  void aRuleDeletedByItsOwnerTogetherWithTheCopyStaysDeleted() {
    kernel.before(
        "del 5209",
        () -> {
          delete("5209: " + CAPTURE);
          delete("5399: " + CAPTURE);
        });
    expectOvertaken("`5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    expectRules(
        """
        5270: from all lookup 52
        5398: from all lookup main suppress_prefixlength 0
        32766: from all lookup main
        """);
  }

  @Test
  void withoutItsCopyTheOriginalAndItsCompanionStay() {
    kernel.before("read", () -> delete("5399: " + CAPTURE));
    expectOvertaken("the copy of `5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    expectRules(INVERTED);
  }

  @Test
  void aRuleAddedAgainByItsOwnerAndItsCompanionStay() {
    kernel.before("del 5209", () -> delete("5209: " + CAPTURE));
    kernel.before(2, "read", () -> add("5209: " + CAPTURE));
    expectOvertaken(
        "`5209: " + CAPTURE + "` was deleted and added again by another process", INVERTED);
    expectRules(BOTH);
  }

  @Test
  void aNewTwinIsNotDeletedAndTheCompanionStays() {
    kernel.before(
        "read",
        () ->
            kernel.set(
                Family.IPV4,
                BOTH.replace("5209: not", "5209: from all fwmark 0xca6c lookup 51820\n5209: not")));
    expectOvertaken(
        "deleting `5209: "
            + CAPTURE
            + "` would delete its twin `5209: from all fwmark 0xca6c lookup 51820`",
        INVERTED);
    expectRules(BOTH.replace("5209: not", "5209: from all fwmark 0xca6c lookup 51820\n5209: not"));
  }

  @Test
  void aTwinOfACopyIsNotDeleted() {
    String twin = "5399: from all fwmark 0xca6c lookup 51820";
    kernel.before(
        "read",
        () ->
            kernel.set(
                Family.IPV4,
                BOTH.replace("5399: not", twin + "\n5399: not")
                    .replace("5209: " + CAPTURE + "\n", "")));
    expectOvertaken("`5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    assertTrue(kernel.rules(Family.IPV4).contains(Listing.rule(Family.IPV4, twin)));
  }

  /**
   * A dump of more rules than fit into one datagram repeats a rule if another one is added ahead of
   * it meanwhile. The kernel does not report that the dump is inconsistent.
   */
  @Test
  void aRepeatedRuleOfADumpIsMovedOnce() {
    Plan plan =
        plan(
            INVERTED.replace("5209: " + CAPTURE, "5209: " + CAPTURE + "\n5209: " + CAPTURE),
            SavedState.NONE);
    kernel.set(Family.IPV4, INVERTED);
    new PlanExecutor(channel, plan).execute();
    expectRules(RIGHT);
  }
}
