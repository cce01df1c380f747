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

/** The dependency rule in the root package's package-info, as rules that can be checked. */
final class Architecture {

  private static final String ROOT = "io.github.rulewarden";

  /**
   * What a package may use, in addition to itself, what its base allows and JSpecify's annotations.
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

    /** Returns the packages that no class of this package uses. */
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

  /** What a package may use of Java and of the logger. */
  private enum Base {
    /** The part of java.base without input, output, threads and clocks. */
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
          use("state", "the saved state consists of values", Base.PURE, "fib.."),
          use(
              "policy",
              "plans are computed here, and executed elsewhere",
              Base.PURE,
              "fib..",
              "state.."),
          use(
              "leak",
              "leaks are computed from the snapshot and the saved state",
              Base.PURE,
              "fib..",
              "state..",
              "policy.."),
          use(
              "api",
              "the operators' interface consists of values, the same on both ends of the bus",
              Base.PURE,
              "policy..",
              "fib.."),
          use(
              "daemon",
              "the daemon uses its own ports for everything outside",
              Base.LOGGED,
              "api..",
              "fib..",
              "state..",
              "policy..",
              "leak.."),
          use(
              "namespaces",
              "a loop for each namespace, and one status for all",
              Base.JAVA,
              "api..",
              "daemon..",
              "fib..",
              "policy.."),
          new Use(
              "history",
              "events are kept in memory and in a file",
              Base.LOGGED,
              List.of("api..", "daemon..", "fib.."),
              List.of("com.grack.nanojson..")),
          use("metrics", "events are counted", Base.LOGGED, "api..", "daemon..", "fib.."),
          new Use(
              "doctor",
              "it reads the host, and never changes it",
              Base.JAVA,
              List.of("api..", "daemon..", "policy..", "fib.."),
              List.of("com.grack.nanojson..")),
          use(
              "statefile",
              "rules are saved in the kernel's encoding",
              Base.LOGGED,
              "daemon..",
              "state..",
              "fib..",
              "kernel..",
              "netlink.linux"),
          use("netlink", "it is a library that needs java.base only", Base.JAVA),
          use(
              "kernel",
              "it translates between netlink and the daemon's ports",
              Base.LOGGED,
              "daemon..",
              "policy..",
              "fib..",
              "netlink",
              "netlink.linux",
              "netlink.route",
              "netlink.generic",
              "netlink.netfilter"),
          new Use(
              "systemd",
              "notify socket and journal are datagram sockets, logback's output goes there",
              Base.LOGGED,
              List.of("api..", "daemon..", "fib..", "netlink", "netlink.linux"),
              List.of("ch.qos.logback..")),
          new Use(
              "dbus",
              "only one package depends on dbus-java",
              Base.LOGGED,
              List.of("api..", "policy..", "fib.."),
              List.of("org.freedesktop..")),
          new Use(
              "config",
              "only one package depends on tomlj",
              Base.JAVA,
              List.of("policy..", "fib.."),
              List.of("org.tomlj..")),
          new Use(
              "cli",
              "commands use kernel and bus through ports that Main implements",
              Base.JAVA,
              List.of("config..", "api..", "daemon..", "policy..", "fib..", "doctor.."),
              List.of("picocli..", "com.grack.nanojson..")),
          use(
              "demo",
              "it runs the whole program, and nothing depends on it",
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

  /** Returns the dependency rules; they also hold for packages without classes. */
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
            .because("the root package connects the others, and none depends on it"));
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
            .resideInAnyPackage(
                ROOT + ".fib..", ROOT + ".state..", ROOT + ".policy..", ROOT + ".leak..")
            .should()
            .accessTargetWhere(impure())
            .because("the same snapshot always gives the same plan"));
    return rules.stream().map(rule -> rule.allowEmptyShould(true)).toList();
  }

  /** Returns the rule that no packages depend on each other, not even within netlink. */
  static ArchRule noCircles() {
    return slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Returns the rule that every package has a package-info that enables the checks for null. */
  static ArchRule nullMarked() {
    return classes().should(resideInANullMarkedPackage());
  }

  private static String[] knownPackages() {
    List<String> names = new ArrayList<>(List.of(ROOT));
    USES.forEach(use -> names.add(ROOT + "." + use.name() + ".."));
    return names.toArray(String[]::new);
  }

  /** The runtime image contains little more than this module, so not java.util.logging either. */
  private static DescribedPredicate<JavaClass> javaBase() {
    Set<String> packages = Object.class.getModule().getPackages();
    return describe("are of java.base", type -> packages.contains(element(type).getPackageName()));
  }

  /** The part of java.base without input, output, threads and clocks. */
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

  /** Members of otherwise pure classes that read the clock, the environment or random numbers. */
  private static DescribedPredicate<JavaAccess<?>> impure() {
    Set<String> pureSystemMembers = Set.of("arraycopy", "identityHashCode", "lineSeparator");
    return describe(
        "reads clock, environment or random numbers",
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
