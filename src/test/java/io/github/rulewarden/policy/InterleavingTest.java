package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Explores every interleaving of several programs that add and delete rules with Rulewarden's
 * repairs, for {@link Setups setups} of up to eight rules.
 */
class InterleavingTest {
  /** The number of random paths for setups that are too large for a complete search. */
  private static final int RANDOM_PATHS = 60;

  static List<Setup> setups() {
    return Setups.all();
  }

  static List<Setup> undisturbedSetups() {
    return Setups.undisturbed();
  }

  static List<Setup> largeSetups() {
    return Setups.large();
  }

  static List<Setup> setupsWithoutRepetition() {
    return Setups.whereEachClearsAllCopies();
  }

  @ParameterizedTest
  @MethodSource("undisturbedSetups")
  void reachesTheRightEndInEveryOrder(Setup setup, TestReporter reporter) {
    explore(setup, Exploration.Disturbance.UNDISTURBED, reporter);
  }

  /** Scenario 24: Rulewarden is killed between any two steps of any plan, and started again. */
  @ParameterizedTest
  @MethodSource("setupsWithoutRepetition")
  void reachesTheRightEndIfKilled(Setup setup, TestReporter reporter) {
    explore(setup, Exploration.Disturbance.KILLED, reporter);
  }

  /** Scenario 25a: actors run between any two messages of a plan. */
  @ParameterizedTest
  @MethodSource("setups")
  void reachesTheRightEndIfDisturbed(Setup setup, TestReporter reporter) {
    explore(setup, Exploration.Disturbance.DISTURBED, reporter);
  }

  /**
   * If two tunnels come up at once and Rulewarden is killed or disturbed meanwhile, the owner of a
   * suppress rule is not known. A failure names the seed; use it instead of the clock to reproduce
   * the failure.
   */
  @ParameterizedTest
  @MethodSource("largeSetups")
  void reachesTheRightEndOnRandomPaths(Setup setup) {
    long seed = System.nanoTime();
    for (Exploration.Disturbance disturbance : Exploration.Disturbance.values()) {
      Random random = new Random(seed);
      for (int path = 0; path < RANDOM_PATHS; path++) {
        try {
          Setup adjusted =
              disturbance == Exploration.Disturbance.UNDISTURBED
                  ? setup
                  : setup.tearingPairsApart();
          new Exploration(adjusted, disturbance).exploreRandomPath(random);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", way " + path + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static void explore(
      Setup setup, Exploration.Disturbance disturbance, TestReporter reporter) {
    Exploration exploration = new Exploration(setup, disturbance);
    exploration.exploreAll();
    reporter.publishEntry(setup + ", " + disturbance, exploration.figures());
    assertTrue(exploration.states() > 300, exploration::figures);
  }
}
