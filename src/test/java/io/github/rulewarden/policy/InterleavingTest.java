package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several programs come and go, one command after another, and Rulewarden looks and repairs, or
 * not, after each: in every order that there is, for {@link Casts casts} of up to eight rules.
 */
class InterleavingTest {
  /** Ways by chance, where there are too many to go every one. */
  private static final int WAYS = 60;

  static List<Cast> casts() {
    return Casts.all();
  }

  static List<Cast> undisturbedCasts() {
    return Casts.undisturbed();
  }

  static List<Cast> largeCasts() {
    return Casts.large();
  }

  static List<Cast> castsWithoutRepetition() {
    return Casts.whereEachClearsAllCopies();
  }

  @ParameterizedTest
  @MethodSource("undisturbedCasts")
  void endsWellInEveryOrder(Cast cast, TestReporter reporter) {
    explore(cast, Exploration.Fate.UNDISTURBED, reporter);
  }

  /** Scenario 24: killed between any two steps of any plan; the next finds what it left. */
  @ParameterizedTest
  @MethodSource("castsWithoutRepetition")
  void endsWellThoughKilled(Cast cast, TestReporter reporter) {
    explore(cast, Exploration.Fate.KILLED, reporter);
  }

  /** Scenario 25a, for everybody: others go on between any two messages of a plan. */
  @ParameterizedTest
  @MethodSource("casts")
  void endsWellThoughDisturbed(Cast cast, TestReporter reporter) {
    explore(cast, Exploration.Fate.DISTURBED, reporter);
  }

  /**
   * Where two tunnels come up at once and Rulewarden is killed or disturbed meanwhile, nobody can
   * tell whose a suppress rule is. A failure names the seed; put it in the place of the clock to
   * see it again.
   */
  @ParameterizedTest
  @MethodSource("largeCasts")
  void endsWellByChanceWhereThereAreMore(Cast cast) {
    long seed = System.nanoTime();
    for (Exploration.Fate fate : Exploration.Fate.values()) {
      Random random = new Random(seed);
      for (int way = 0; way < WAYS; way++) {
        try {
          Cast asTold = fate == Exploration.Fate.UNDISTURBED ? cast : cast.tearingPairsApart();
          new Exploration(asTold, fate).somewhere(random);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", way " + way + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static void explore(Cast cast, Exploration.Fate fate, TestReporter reporter) {
    Exploration exploration = new Exploration(cast, fate);
    exploration.everywhere();
    reporter.publishEntry(cast + ", " + fate, exploration.figures());
    assertTrue(exploration.moments() > 300, exploration::figures);
  }
}
