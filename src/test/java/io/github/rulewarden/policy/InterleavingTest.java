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
    explore(setup, Exploration.Fate.UNDISTURBED, reporter);
  }

  /** Scenario 24: Rulewarden is killed between any two steps of any plan, and started again. */
  @ParameterizedTest
  @MethodSource("setupsWithoutRepetition")
  void reachesTheRightEndIfKilled(Setup setup, TestReporter reporter) {
    explore(setup, Exploration.Fate.KILLED, reporter);
  }

  /** Scenario 25a: actors run between any two messages of a plan. */
  @ParameterizedTest
  @MethodSource("setups")
  void reachesTheRightEndIfDisturbed(Setup setup, TestReporter reporter) {
    explore(setup, Exploration.Fate.DISTURBED, reporter);
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
    for (Exploration.Fate fate : Exploration.Fate.values()) {
      Random random = new Random(seed);
      for (int path = 0; path < RANDOM_PATHS; path++) {
        try {
          Setup adjusted = fate == Exploration.Fate.UNDISTURBED ? setup : setup.tearingPairsApart();
          new Exploration(adjusted, fate).exploreRandomPath(random);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", way " + path + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static void explore(Setup setup, Exploration.Fate fate, TestReporter reporter) {
    Exploration exploration = new Exploration(setup, fate);
    exploration.exploreAll();
    reporter.publishEntry(setup + ", " + fate, exploration.figures());
    assertTrue(exploration.states() > 300, exploration::figures);
  }
}
