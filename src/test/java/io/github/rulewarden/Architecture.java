package io.github.rulewarden;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules for dependencies between the program's packages, as ArchUnit rules. */
final class Architecture {

  private static final String ROOT = "io.github.rulewarden";

  /**
   * The dependencies that a package may have besides itself, its base and JSpecify's annotations.
   *
   * @param ours packages of the program; a name that ends with two dots includes the subpackages
   * @param foreign packages of libraries
   */
  private record Use(
      String name, String because, Base base, List<String> ours, List<String> foreign) {
    ArchRule rule() {
      return classes()
          .that()
          .resideInAPackage(ROOT + "." + name + "..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(ROOT + "." + name + "..", "org.jspecify.annotations")
                  .or(base.allowed())
                  .or(resideInAnyPackage(packages())))
          .because(because);
    }

    private String[] packages() {
      List<String> packages = new ArrayList<>(foreign);
      ours.forEach(name -> packages.add(ROOT + "." + name));
      return packages.toArray(String[]::new);
    }

    /** Returns the permitted packages that no class of this package uses. */
    List<String> unused(JavaClasses program) {
      List<String> unused = new ArrayList<>();
      for (String wanted : packages()) {
        if (!isUsed(wanted, program)) {
          unused.add(name + " -> " + wanted);
        }
      }
      return unused;
    }

    private boolean isUsed(String wanted, JavaClasses program) {
      DescribedPredicate<JavaClass> isWanted = resideInAnyPackage(wanted);
      for (JavaClass user : program.that(resideInAnyPackage(ROOT + "." + name + ".."))) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          if (isWanted.test(dependency.getTargetClass().getBaseComponentType())) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /** The classes of the JDK and of the logger that a package may use. */
  private enum Base {
    /** The part of java.base that does no I/O and does not block. */
    PURE,
    /** java.base. The runtime image contains little more. */
    JAVA,
    /** java.base and the logger. */
    LOGGED;

    DescribedPredicate<JavaClass> allowed() {
      return switch (this) {
        case PURE -> pureJava();
        case JAVA -> javaBase();
        case LOGGED -> javaBase().or(resideInAnyPackage("org.slf4j.."));
      };
    }
  }

  private static Use use(String name, String because, Base base, String... ours) {
    return new Use(name, because, base, List.of(ours), List.of());
  }

  private static final List<Use> USES =
      List.of(
          use("fib", "fib contains only values", Base.PURE),
          use("state", "the saved state contains only values", Base.PURE, "fib.."),
          use(
              "policy",
              "policy computes plans and does not execute them",
              Base.PURE,
              "fib..",
              "state.."),
          use(
              "leak",
              "leaks are computed from snapshots and saved state",
              Base.PURE,
              "fib..",
              "state..",
              "policy.."),
          use(
              "api",
              "both ends of the bus use the same values for status and requests",
              Base.PURE,
              "policy..",
              "fib.."),
          use(
              "text",
              "log, history, bus and commands use the same sentences",
              Base.PURE,
              "api..",
              "leak..",
              "policy..",
              "fib.."),
          use(
              "daemon",
              "the daemon accesses the outside only through its own ports",
              Base.LOGGED,
              "api..",
              "fib..",
              "state..",
              "policy..",
              "leak..",
              "text.."),
          use(
              "namespaces",
              "it runs one loop per namespace and combines their answers",
              Base.JAVA,
              "api..",
              "daemon..",
              "fib..",
              "policy..",
              "text.."),
          new Use(
              "history",
              "it words each event once and stores the text",
              Base.LOGGED,
              List.of("api..", "text..", "daemon..", "fib.."),
              List.of("com.grack.nanojson..")),
          use(
              "metrics",
              "it counts the events that the daemon reports",
              Base.LOGGED,
              "api..",
              "daemon..",
              "fib.."),
          new Use(
              "doctor",
              "it reads the host and never changes it",
              Base.JAVA,
              List.of("api..", "text..", "daemon..", "policy..", "fib.."),
              List.of("com.grack.nanojson..")),
          use(
              "statefile",
              "it stores the state in the kernel's message format",
              Base.LOGGED,
              "daemon..",
              "state..",
              "fib..",
              "wire..",
              "netlink.linux"),
          use("netlink", "it is a library that needs java.base only", Base.JAVA),
          use(
              "wire",
              "it translates between messages and values, without a socket",
              Base.PURE,
              "fib..",
              "netlink",
              "netlink.route"),
          use(
              "kernel",
              "it translates between netlink and the daemon's ports",
              Base.LOGGED,
              "daemon..",
              "text..",
              "policy..",
              "fib..",
              "wire..",
              "netlink",
              "netlink.linux",
              "netlink.route",
              "netlink.generic",
              "netlink.netfilter"),
          new Use(
              "systemd",
              "notify socket and journal are datagram sockets, and logback writes to the journal",
              Base.LOGGED,
              List.of(
                  "api..", "text..", "daemon..", "policy..", "fib..", "netlink", "netlink.linux"),
              List.of("ch.qos.logback..")),
          new Use(
              "dbus",
              "it exports the daemon on the bus; a package of its own has the protocol",
              Base.LOGGED,
              List.of("api..", "text..", "policy..", "fib.."),
              List.of("org.freedesktop..")),
          new Use(
              "dbus.protocol",
              "the protocol is independent of the program and encapsulates dbus-java",
              Base.JAVA,
              List.of(),
              List.of("org.freedesktop..")),
          new Use(
              "config",
              "only one package depends on tomlj",
              Base.JAVA,
              List.of("policy..", "fib.."),
              List.of("org.tomlj..")),
          new Use(
              "cli",
              "commands access kernel and bus only through ports that Main provides",
              Base.JAVA,
              List.of("config..", "api..", "text..", "policy..", "fib..", "doctor.."),
              List.of("picocli..", "com.grack.nanojson..")),
          use(
              "demo",
              "it runs the whole program, and no other package needs it",
              Base.JAVA,
              "cli..",
              "kernel..",
              "api..",
              "daemon..",
              "state..",
              "policy..",
              "fib..",
              "netlink",
              "netlink.linux"));

  /** Returns the permitted dependencies that no class has. */
  static List<String> unusedArrows(JavaClasses program) {
    List<String> unused = new ArrayList<>();
    USES.forEach(use -> unused.addAll(use.unused(program)));
    return unused;
  }

  /** Returns the dependency rules. They also hold for packages that are still empty. */
  static List<ArchRule> rules() {
    List<ArchRule> rules = new ArrayList<>();
    USES.forEach(use -> rules.add(use.rule()));
    rules.add(
        classes()
            .should()
            .resideInAnyPackage(knownPackages())
            .because("a new package needs a line in this table"));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT)
            .because("the root package wires the others, and none of them depends on it"));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".netlink.linux")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign..")
            .because("only one package makes native calls"));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".dbus.protocol")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.freedesktop..")
            .because("only one package depends on dbus-java"));
    rules.add(
        noClasses()
            .that()
            .resideInAnyPackage(
                ROOT + ".fib..",
                ROOT + ".state..",
                ROOT + ".policy..",
                ROOT + ".leak..",
                ROOT + ".text..")
            .should()
            .accessTargetWhere(impure())
            .because("the same snapshot always gives the same plan"));
    return rules.stream().map(rule -> rule.allowEmptyShould(true)).toList();
  }

  /** Forbids cyclic dependencies between packages, also within netlink. */
  static ArchRule noCircles() {
    return slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Requires that every package has a package-info that enables the null checks. */
  static ArchRule nullMarked() {
    return classes().should(resideInANullMarkedPackage());
  }

  private static String[] knownPackages() {
    List<String> names = new ArrayList<>(List.of(ROOT));
    USES.forEach(use -> names.add(ROOT + "." + use.name() + ".."));
    return names.toArray(String[]::new);
  }

  /**
   * Matches the classes of java.base. The runtime image contains little more than this module, so
   * java.util.logging is not allowed either.
   */
  private static DescribedPredicate<JavaClass> javaBase() {
    Set<String> packages = Object.class.getModule().getPackages();
    return describe("are of java.base", type -> packages.contains(element(type).getPackageName()));
  }

  /** Matches the part of java.base that does no I/O and does not block. */
  private static DescribedPredicate<JavaClass> pureJava() {
    Set<String> packages =
        Set.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.nio",
            "java.time",
            "java.util",
            "java.util.function",
            "java.util.stream");
    Set<String> except =
        Set.of(
            "java.lang.InheritableThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.time.Clock",
            "java.util.Random",
            "java.util.ServiceLoader",
            "java.util.Timer",
            "java.util.TimerTask");
    return describe(
        "are pure java.base",
        type ->
            packages.contains(element(type).getPackageName())
                && !except.contains(element(type).getName()));
  }

  /**
   * Matches the members of otherwise pure classes that read the clock, the environment or random
   * numbers.
   */
  private static DescribedPredicate<JavaAccess<?>> impure() {
    Set<String> pureSystemMembers = Set.of("arraycopy", "identityHashCode", "lineSeparator");
    return describe(
        "reads clock, environment or chance",
        access -> {
          String owner = access.getTargetOwner().getName();
          String member = access.getTarget().getName();
          return switch (owner) {
            case "java.lang.System" -> !pureSystemMembers.contains(member);
            case "java.lang.Math" -> member.equals("random");
            case "java.util.UUID" -> member.equals("randomUUID");
            default -> owner.startsWith("java.time.") && member.equals("now");
          };
        });
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getDescription() + " is not"));
      }
    };
  }

  private static JavaClass element(JavaClass type) {
    return type.getBaseComponentType();
  }

  private Architecture() {}
}
