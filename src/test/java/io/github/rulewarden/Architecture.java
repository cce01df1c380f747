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

/** The dependency rule of the program's map, as rules that can be checked. */
final class Architecture {

  private static final String ROOT = "io.github.rulewarden";

  /**
   * What a package may use beside itself, what its base allows and the annotations of JSpecify.
   *
   * @param ours packages of the program, each with its subpackages if the name ends with two dots
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

    /** The packages that no class of this one uses. */
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

  /** What of Java and of the logger a package may use. */
  private enum Base {
    /** The part of java.base that neither reads nor writes nor waits. */
    PURE,
    /** java.base: the runtime image holds little more. */
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
          use("fib", "values know nothing but values", Base.PURE),
          use("state", "what is remembered is values, too", Base.PURE, "fib.."),
          use("policy", "plans are computed, not performed", Base.PURE, "fib..", "state.."),
          use(
              "leak",
              "what leaks follows from what is seen and remembered",
              Base.PURE,
              "fib..",
              "state..",
              "policy.."),
          use(
              "api",
              "what operators see and ask is values, the same on either end of the bus",
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
              "the shell sees the outside by its own ports",
              Base.LOGGED,
              "api..",
              "fib..",
              "state..",
              "policy..",
              "leak..",
              "text.."),
          use(
              "namespaces",
              "a loop for each namespace, and one answer for all",
              Base.JAVA,
              "api..",
              "daemon..",
              "fib..",
              "policy..",
              "text.."),
          new Use(
              "history",
              "what happened is worded once and kept",
              Base.LOGGED,
              List.of("api..", "text..", "daemon..", "fib.."),
              List.of("com.grack.nanojson..")),
          use("metrics", "what is reported is counted", Base.LOGGED, "api..", "daemon..", "fib.."),
          new Use(
              "doctor",
              "it reads the host, and never changes it",
              Base.JAVA,
              List.of("api..", "text..", "daemon..", "policy..", "fib.."),
              List.of("com.grack.nanojson..")),
          use(
              "statefile",
              "the state is kept in the kernel's own words",
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
              "notify socket and journal are datagram sockets, logback's output goes there",
              Base.LOGGED,
              List.of(
                  "api..", "text..", "daemon..", "policy..", "fib..", "netlink", "netlink.linux"),
              List.of("ch.qos.logback..")),
          new Use(
              "dbus",
              "it offers the daemon on the bus, and its own part is the protocol",
              Base.LOGGED,
              List.of("api..", "text..", "policy..", "fib.."),
              List.of("org.freedesktop..")),
          new Use(
              "dbus.protocol",
              "the protocol knows nothing of the program, and hides dbus-java",
              Base.JAVA,
              List.of(),
              List.of("org.freedesktop..")),
          new Use(
              "config",
              "only one package has to follow tomlj",
              Base.JAVA,
              List.of("policy..", "fib.."),
              List.of("org.tomlj..")),
          new Use(
              "cli",
              "commands reach kernel and bus by ports that Main fills, never by their packages",
              Base.JAVA,
              List.of("config..", "api..", "text..", "policy..", "fib..", "doctor.."),
              List.of("picocli..", "com.grack.nanojson..")),
          use(
              "demo",
              "it stages the whole program, and nothing of the program needs it",
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

  /** The arrows of the table that no class makes use of. */
  static List<String> unusedArrows(JavaClasses program) {
    List<String> unused = new ArrayList<>();
    USES.forEach(use -> unused.addAll(use.unused(program)));
    return unused;
  }

  /** The rules on who may use what; true as well of packages that are still empty. */
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
            .because("the root package wires the others; nobody asks it for anything"));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".netlink.linux")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign..")
            .because("native calls are made in one place"));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".dbus.protocol")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.freedesktop..")
            .because("only one package has to follow dbus-java"));
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

  /** No package, not even within netlink, is in a circle with another. */
  static ArchRule noCircles() {
    return slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Every package has a package-info that turns the checks for null on. */
  static ArchRule nullMarked() {
    return classes().should(resideInANullMarkedPackage());
  }

  private static String[] knownPackages() {
    List<String> names = new ArrayList<>(List.of(ROOT));
    USES.forEach(use -> names.add(ROOT + "." + use.name() + ".."));
    return names.toArray(String[]::new);
  }

  /** The runtime image holds little more than this module; so no java.util.logging either. */
  private static DescribedPredicate<JavaClass> javaBase() {
    Set<String> packages = Object.class.getModule().getPackages();
    return describe("are of java.base", type -> packages.contains(element(type).getPackageName()));
  }

  /** The part of java.base that neither reads nor writes nor waits. */
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

  /** What an otherwise pure class offers to ask the world: the clock, the environment, chance. */
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
