package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules reject what they must reject, and nothing else. */
class ArchitectureRulesTest {

  @TempDir Path directory;

  /** Whether the row may use the column: x = allowed, - = refused. The test checks every pair. */
  private static final String ARROWS =
      """
                      fib state policy leak api text daemon namespaces netlink netlink.linux netlink.route netlink.testing wire kernel statefile history metrics doctor dbus dbus.protocol systemd config cli demo
      fib             x   -     -      -    -   -    -      -          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      state           x   x     -      -    -   -    -      -          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      policy          x   x     x      -    -   -    -      -          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      leak            x   x     x      x    -   -    -      -          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      api             x   -     x      -    x   -    -      -          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      text            x   -     x      x    x   x    -      -          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      daemon          x   x     x      x    x   x    x      -          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      namespaces      x   -     x      -    x   x    x      x          -       -             -             -               -    -      -         -       -       -      -    -         -       -      -   -
      netlink         -   -     -      -    -   -    -      -          x       x             x             x               -    -      -         -       -       -      -    -         -       -      -   -
      netlink.linux   -   -     -      -    -   -    -      -          x       x             x             x               -    -      -         -       -       -      -    -         -       -      -   -
      netlink.route   -   -     -      -    -   -    -      -          x       x             x             x               -    -      -         -       -       -      -    -         -       -      -   -
      netlink.testing -   -     -      -    -   -    -      -          x       x             x             x               -    -      -         -       -       -      -    -         -       -      -   -
      wire            x   -     -      -    -   -    -      -          x       -             x             -               x    -      -         -       -       -      -    -         -       -      -   -
      kernel          x   -     x      -    -   x    x      -          x       x             x             -               x    x      -         -       -       -      -    -         -       -      -   -
      statefile       x   x     -      -    -   -    x      -          -       x             -             -               x    -      x         -       -       -      -    -         -       -      -   -
      history         x   -     -      -    x   x    x      -          -       -             -             -               -    -      -         x       -       -      -    -         -       -      -   -
      metrics         x   -     -      -    x   -    x      -          -       -             -             -               -    -      -         -       x       -      -    -         -       -      -   -
      doctor          x   -     x      -    x   x    x      -          -       -             -             -               -    -      -         -       -       x      -    -         -       -      -   -
      dbus            x   -     x      -    x   x    -      -          -       -             -             -               -    -      -         -       -       -      x    x         -       -      -   -
      dbus.protocol       -   -     -      -    -   -    -      -          -       -             -             -               -    -      -         -       -       -      -    x         -       -      -   -
      systemd         x   -     x      -    x   x    x      -          x       x             -             -               -    -      -         -       -       -      -    -         x       -      -   -
      config          x   -     x      -    -   -    -      -          -       -             -             -               -    -      -         -       -       -      -    -         -       x      -   -
      cli             x   -     x      -    x   x    -      -          -       -             -             -               -    -      -         -       -       x      -    -         -       x      x   -
      demo            x   x     x      -    x   -    x      -          x       x             -             -               -    x      -         -       -       -      -    -         -       -      x   x
      """;

  /**
   * Each line: a package, x (allowed) or - (refused), and the library type that the package uses.
   */
  private static final String FOREIGN_TYPES =
      """
      fib           x java.util.List    -
      fib           x java.time.Duration    -
      fib           x byte[]    -
      fib           x int
      fib           - java.io.File
      fib           - java.nio.file.Path
      fib           - java.nio.channels.Selector
      fib           - java.net.InetAddress
      fib           - java.time.Clock
      fib           - Thread
      fib           - Thread[]
      fib           - java.util.Random
      fib           - java.util.Timer
      fib           - java.util.concurrent.Executor
      fib           - org.slf4j.Logger
      policy        x java.util.Optional
      policy        - java.io.InputStream
      policy        - java.time.Clock
      policy        - java.util.concurrent.locks.Lock
      policy        - ProcessBuilder
      policy        - org.slf4j.Logger
      text          - org.slf4j.Logger
      text          - java.time.Clock
      daemon        x java.util.concurrent.Executor
      daemon        x org.slf4j.Logger
      daemon        - java.util.logging.Logger
      daemon        - java.lang.foreign.Arena
      daemon        - org.freedesktop.dbus.types.Variant
      daemon        - org.tomlj.Toml
      daemon        - picocli.CommandLine
      netlink       x java.nio.ByteBuffer
      netlink       - org.slf4j.Logger
      netlink       - java.util.logging.Logger
      netlink       - java.lang.foreign.Arena
      netlink.linux x java.lang.foreign.Arena
      netlink.linux - org.slf4j.Logger
      netlink.route - java.lang.foreign.Arena
      kernel        - java.lang.foreign.MemorySegment
      kernel        - org.freedesktop.dbus.types.Variant
      dbus          - org.freedesktop.dbus.types.Variant
      dbus.protocol     x org.freedesktop.dbus.types.Variant
      dbus.protocol     - org.slf4j.Logger
      dbus          - picocli.CommandLine
      dbus          - org.w3c.dom.Document
      systemd       x ch.qos.logback.classic.LoggerContext
      systemd       - java.lang.foreign.Arena
      systemd       - org.freedesktop.dbus.types.Variant
      config        x org.tomlj.Toml
      config        - com.grack.nanojson.JsonWriter
      cli           x picocli.CommandLine
      cli           x com.grack.nanojson.JsonWriter
      cli           - org.tomlj.Toml
      cli           - org.freedesktop.dbus.types.Variant
      cli           - ch.qos.logback.classic.LoggerContext
      """;

  /**
   * Each line: a package, x (allowed) or - (refused), and the expression that the package
   * evaluates.
   */
  private static final String EXPRESSIONS =
      """
      fib    x java.util.List.of().size()
      fib    x System.lineSeparator()
      fib    - System.nanoTime()
      fib    - System.currentTimeMillis()
      fib    - System.out
      fib    - java.time.Instant.now()
      fib    - java.time.LocalDate.now()
      fib    - java.util.UUID.randomUUID()
      fib    - Math.random()
      policy x Math.max(1, 2)
      policy - System.getenv()
      policy - java.time.Instant.now()
      policy - Runtime.getRuntime()
      text   - java.time.Instant.now()
      daemon x System.nanoTime()
      """;

  /** Whether the rules allow each class, by class name. */
  private final Map<String, Boolean> allowed = new TreeMap<>();

  private final Fixture fixture = new Fixture();

  @Test
  void eachArrowBetweenPackagesIsAllowedOrRefusedAsDrawn() {
    List<String> lines = ARROWS.lines().toList();
    List<String> targets = words(lines.getFirst());
    targets.forEach(it -> fixture.add(it + ".Anything", ""));
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = words(line);
      for (int i = 0; i < targets.size(); i++) {
        String name = row.getFirst() + ".Uses_" + targets.get(i).replace('.', '_');
        String type = Fixture.fullName(targets.get(i) + ".Anything");
        add(name, row.get(i + 1), type + " it;");
      }
    }
    assertEquals(targets.size() * targets.size(), allowed.size());
    expectTheRulesToAgree();
  }

  @Test
  void foreignTypesAreConfinedToTheirPackage() {
    for (String line : FOREIGN_TYPES.lines().toList()) {
      List<String> row = words(line);
      add(row.get(0) + ".Wants" + allowed.size(), row.get(1), row.get(2) + " it;");
    }
    expectTheRulesToAgree();
  }

  @Test
  void thePureCoreMayNotAskTheWorld() {
    for (String line : EXPRESSIONS.lines().toList()) {
      String[] row = line.split(" +", 3);
      add(row[0] + ".Asks" + allowed.size(), row[1], "Object it() { return " + row[2] + "; }");
    }
    expectTheRulesToAgree();
  }

  @Test
  void nothingImportsTheRootPackageWhichImportsAll() {
    fixture.add("cli.Anything", "");
    fixture.add("netlink.route.Anything", "");
    String route = Fixture.fullName("netlink.route.Anything");
    add("Main", "x", Fixture.fullName("cli.Anything") + " a; " + route + " b;");
    add("PartOfMain", "x", Fixture.fullName("Main") + " main;");
    add("cli.Asks", "-", Fixture.fullName("Main") + " main;");
    add("daemon.Asks", "-", Fixture.fullName("PartOfMain") + " part;");
    expectTheRulesToAgree();
  }

  @Test
  void unknownPlacesAreRefused() {
    add("util.Helper", "-", "");
    expectTheRulesToAgree();
  }

  @Test
  void aCircleIsRefusedEvenWithinNetlink() {
    fixture.add("netlink.A", Fixture.fullName("netlink.linux.B") + " b;");
    fixture.add("netlink.linux.B", Fixture.fullName("netlink.A") + " a;");
    assertTrue(refused(Architecture.noCircles()));
  }

  @Test
  void aLineOfPackagesIsNoCircle() {
    fixture.add("netlink.A", "");
    fixture.add("netlink.linux.B", Fixture.fullName("netlink.A") + " a;");
    assertFalse(refused(Architecture.noCircles()));
  }

  @Test
  void aPackageThatIsNotNullMarkedIsRefused() {
    fixture.add("daemon.A", "");
    assertTrue(refused(Architecture.nullMarked()));
  }

  private boolean refused(ArchRule rule) {
    return rule.evaluate(fixture.compile(directory)).hasViolation();
  }

  private void add(String name, String mark, String members) {
    fixture.add(name, members);
    allowed.put(Fixture.fullName(name), mark.equals("x"));
  }

  private void expectTheRulesToAgree() {
    JavaClasses classes = fixture.compile(directory);
    List<String> violations = new ArrayList<>();
    Architecture.rules()
        .forEach(rule -> violations.addAll(rule.evaluate(classes).getFailureReport().getDetails()));
    Map<String, Boolean> found = new TreeMap<>();
    for (String name : allowed.keySet()) {
      found.put(name, violations.stream().noneMatch(it -> mentions(it, name)));
    }
    assertEquals(allowed, found);
  }

  /** Whether the violation is about this class: "Class <name> ..." or "Field <name.it> ...". */
  private static boolean mentions(String violation, String name) {
    return violation.matches("(?s)\\w+ <" + name.replace(".", "\\.") + "[.>].*");
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }
}
