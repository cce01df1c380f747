package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Planner;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.StateUpdates;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.ExecutionText;
import io.github.rulewarden.text.StepText;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanExecutorTest {
  private static final String CAPTURE = "not from all fwmark 0xca6c lookup 51820";
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";
  private static final String INVERTED =
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      32766: from all lookup main
      """;
  private static final String BOTH =
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;
  private static final String RIGHT =
      """
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  private final FakeKernel kernel = new FakeKernel();
  private final RuleChannel channel = new RuleChannel(kernel::open);

  /** The state survives a plan executor. */
  private SavedState saved = SavedState.NONE;

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
  void aRuleOfAnotherProcessIsNotWithdrawn() {
    kernel.before("add 5398", () -> add("5398: " + SUPPRESS));
    assertInstanceOf(Outcome.Overtaken.class, repair(INVERTED));
    expectRules(INVERTED.replace("32766", "5398: " + SUPPRESS + "\n32766"));
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

  /**
   * A dump of more rules than fit into one datagram tells a rule twice if another one is added
   * ahead of it meanwhile, and the kernel does not say that it is inconsistent.
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

  private Outcome repair(String listing) {
    kernel.set(Family.IPV4, listing);
    return repairFurther();
  }

  private Outcome repairFurther() {
    Ladder ladder = ladder(kernel.listing(Family.IPV4), saved);
    Plan plan = Planner.plan(ladder, Policy.DEFAULT);
    saved = StateUpdates.planned(saved, ladder, plan);
    return new PlanExecutor(channel, plan).execute();
  }

  private static Plan plan(String listing, SavedState saved) {
    return Planner.plan(ladder(listing, saved), Policy.DEFAULT);
  }

  private static Ladder ladder(String listing, SavedState saved) {
    Snapshot snapshot = Snapshot.EMPTY.with(Family.IPV4, Listing.parse(listing));
    return Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT, saved);
  }

  private void expectOvertaken(String reason, String listing) {
    Outcome.Overtaken overtaken = assertInstanceOf(Outcome.Overtaken.class, repair(listing));
    assertEquals(reason, overtaken.reason());
  }

  private void expectWire(String... lines) {
    assertEquals(List.of(lines), kernel.wire());
  }

  private void expectRules(String listing) {
    assertEquals(listing, kernel.listing(Family.IPV4));
  }

  private void add(String line) {
    Rule rule = Listing.rule(Family.IPV4, line);
    kernel.set(Family.IPV4, RuleList.withAdded(kernel.rules(Family.IPV4), rule));
  }

  private void delete(String line) {
    List<Rule> rules = kernel.rules(Family.IPV4);
    int index = rules.indexOf(Listing.rule(Family.IPV4, line));
    kernel.set(Family.IPV4, RuleList.without(rules, index));
  }
}
