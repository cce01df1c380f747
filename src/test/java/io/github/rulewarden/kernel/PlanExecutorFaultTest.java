package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.ExecutionText;
import io.github.rulewarden.text.StepText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans whose requests the kernel refuses, or whose replies are lost. */
class PlanExecutorFaultTest extends PlanExecutorFixture {
  @Test
  void anAddThatIsRefusedWithdrawsTheOthers() {
    kernel.plan(Fault.BUSY, "add 5398");
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, repair(INVERTED));
    assertEquals("The kernel refused: netlink request RTM_NEWRULE: EBUSY (busy).", failed.reason());
    expectWire("add 5399: " + CAPTURE + " + add 5398: " + SUPPRESS, "read", "del 5399: " + CAPTURE);
    expectRules(INVERTED);
    assertEquals(
        List.of(
            "ip -4 rule add priority 5399 " + CAPTURE, "ip -4 rule del priority 5399 " + CAPTURE),
        StepText.commands(failed.steps()));
  }

  @Test
  void aRefusedFirstAddWithdrawsTheSecond() {
    kernel.plan(Fault.PERMISSION_REFUSED, "add 5399");
    assertInstanceOf(Outcome.Denied.class, repair(INVERTED));
    expectRules(INVERTED);
  }

  @Test
  void withoutPermissionNothingChanges() {
    kernel.plan(Fault.PERMISSION_REFUSED, "add");
    kernel.plan(Fault.PERMISSION_REFUSED, "add");
    Outcome.Denied denied = assertInstanceOf(Outcome.Denied.class, repair(INVERTED));
    assertEquals(
        "The kernel refused: netlink request RTM_NEWRULE: EPERM (operation not permitted). "
            + ExecutionText.NO_PERMISSION,
        denied.reason());
    assertEquals(List.of(), denied.steps());
    expectRules(INVERTED);
  }

  @Test
  void aCopyThatCannotBeWithdrawnDoesNotBlockTheOthers() {
    String twoTunnels =
        """
        5206: from all lookup main suppress_prefixlength 0
        5207: not from all fwmark 0x4d lookup 51820
        5208: from all lookup main suppress_prefixlength 0
        5209: not from all fwmark 0xca6c lookup 51820
        5270: from all lookup 52
        """;
    kernel.set(Family.IPV4, twoTunnels);
    Plan plan = plan(twoTunnels, SavedState.NONE);
    assertEquals(4, plan.adds().size());
    kernel.plan(Fault.OUT_OF_MEMORY, "add " + plan.adds().get(3).rule().priority());
    kernel.plan(Fault.PERMISSION_REFUSED, "del " + plan.adds().get(0).rule().priority());
    Outcome outcome = new PlanExecutor(channel, plan).execute();
    assertInstanceOf(Outcome.Failed.class, outcome, "the add's refusal is the reason");
    assertEquals(5 + 1, kernel.rules(Family.IPV4).size(), "one copy is left");
  }

  @Test
  void anAddWithoutAcknowledgementIsFoundByTheRead() {
    kernel.plan(Fault.ANSWER_LOST, "add 5399");
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, repair(INVERTED));
    assertEquals(4, done.steps().size(), "including the step without an acknowledgement");
    expectRules(RIGHT);
  }

  @Test
  void anAddThatIsLostKeepsTheOriginals() {
    kernel.plan(Fault.REQUEST_LOST, "add 5399");
    expectOvertaken("the copy of `5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    expectRules(INVERTED);
  }

  @Test
  void aDeleteWithoutAcknowledgementEndsTheDeletes() {
    kernel.plan(Fault.REQUEST_LOST, "del 5209");
    expectOvertaken("the acknowledgement of a delete was lost", INVERTED);
    expectRules(BOTH);
    kernel.sent().clear();
    kernel.plan(Fault.ANSWER_LOST, "del 5209");
    expectOvertaken("the acknowledgement of a delete was lost", BOTH);
    assertInstanceOf(Outcome.Done.class, repairFurther());
    expectRules(RIGHT);
  }

  @Test
  void aRefusedDeleteKeepsOriginalsAndCopies() {
    for (String refused : List.of("del 5209", "del 5209", "del 5209")) {
      kernel.plan(Fault.PERMISSION_REFUSED, refused);
    }
    assertInstanceOf(Outcome.Denied.class, repair(INVERTED));
    expectRules(BOTH);
    assertInstanceOf(Outcome.Denied.class, repairFurther());
    assertInstanceOf(Outcome.Denied.class, repairFurther());
    expectRules(BOTH);
  }

  @Test
  void aKillBeforeAnyMessageLeavesNoCaptureAlone() {
    for (int last = 0; last < 5; last++) {
      FakeKernel dying = new FakeKernel();
      dying.set(Family.IPV4, INVERTED);
      int[] left = {last};
      dying.beforeMessage(() -> {
        if (left[0]-- == 0) {
          throw new IllegalStateException("killed");
        }
      });
      Plan plan = plan(INVERTED, SavedState.NONE);
      saved = StateUpdates.planned(SavedState.NONE, ladder(INVERTED, SavedState.NONE), plan);
      PlanExecutor executor = new PlanExecutor(new RuleChannel(dying::open), plan);
      assertThrows(IllegalStateException.class, executor::execute);
      String listing = dying.listing(Family.IPV4);
      assertTrue(listing.indexOf(SUPPRESS) < listing.indexOf(CAPTURE), listing);
      repair(listing);
      expectRules(RIGHT);
    }
  }

  @Test
  void aMalformedReplyCountsAsLost() {
    kernel.plan(Fault.ANSWER_TRUNCATED, "add 5399");
    assertInstanceOf(Outcome.Done.class, repair(INVERTED));
    expectRules(RIGHT);
    kernel.plan(Fault.ANSWER_TRUNCATED, "del 5209");
    expectOvertaken("the acknowledgement of a delete was lost", INVERTED);
    assertInstanceOf(Outcome.Done.class, repairFurther());
    expectRules(RIGHT);
  }

  @Test
  void aRuleDeletedByItsOwnerLosesItsCopyAfterAMalformedReply() {
    kernel.plan(Fault.ANSWER_TRUNCATED, "add 5399");
    kernel.before("read", () -> kernel.set(Family.IPV4, RIGHT));
    expectOvertaken("`5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    expectRules("5270: from all lookup 52\n32766: from all lookup main\n");
  }

  @Test
  void aFailedReadIsRetried() {
    kernel.plan(Fault.ANSWER_TRUNCATED, "read");
    assertInstanceOf(Outcome.Done.class, repair(INVERTED));
    expectRules(RIGHT);
  }

  @Test
  void aRuleDeletedByItsOwnerLosesItsCopyAfterAFailedRead() {
    kernel.before("read", () -> kernel.set(Family.IPV4, RIGHT));
    kernel.plan(Fault.ANSWER_TRUNCATED, "read");
    expectOvertaken("`5209: " + CAPTURE + "` was deleted by another process", INVERTED);
    expectRules("5270: from all lookup 52\n32766: from all lookup main\n");
  }

  @Test
  void aReadThatFailsTwiceDeletesNothing() {
    kernel.plan(Fault.ANSWER_TRUNCATED, "read");
    kernel.plan(Fault.ANSWER_TRUNCATED, "read");
    assertInstanceOf(Outcome.Failed.class, repair(INVERTED));
    expectRules(BOTH);
    assertInstanceOf(Outcome.Done.class, repairFurther());
    expectRules(RIGHT);
  }
}
