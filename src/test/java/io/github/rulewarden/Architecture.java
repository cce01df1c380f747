package io.github.rulewarden;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
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

  /** What a package may use beside itself and the annotations of JSpecify. */
  private record Use(String name, String because, DescribedPredicate<JavaClass> allowed) {

    ArchRule rule() {
      return classes()
          .that()
          .resideInAPackage(ROOT + "." + name + "..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(ROOT + "." + name + "..", "org.jspecify.annotations").or(allowed))
          .because(because);
    }
  }

  private static final List<Use> USES =
      List.of(
          new Use("fib", "values know nothing but values", pureJava()),
          new Use("state", "what is remembered is values, too", pureJava().or(ours("fib.."))),
          new Use(
              "policy",
              "plans are computed, not performed",
              pureJava().or(ours("fib..", "state.."))),
          new Use(
              "leak",
              "what leaks follows from what is seen and remembered",
              pureJava().or(ours("fib..", "state..", "policy.."))),
          new Use(
              "api",
              "what operators see and ask is values, the same on either end of the bus",
              inner("policy", "fib")),
          new Use(
              "daemon",
              "the shell sees the outside by its own ports",
              inner("api", "fib", "state", "policy", "leak")),
          new Use(
              "history",
              "what happened is told once and kept",
              inner("api", "daemon", "policy", "fib")
                  .or(resideInAnyPackage("com.grack.nanojson.."))),
          new Use("metrics", "what is told is counted", inner("api", "daemon", "policy", "fib")),
          new Use(
              "doctor",
              "it reads the host, and never changes it",
              inner("api", "daemon", "config", "policy", "fib")
                  .or(resideInAnyPackage("com.grack.nanojson.."))),
          new Use(
              "statefile",
              "memory is kept in the kernel's own words",
              inner("daemon", "state", "fib", "wire").or(ours("netlink.linux"))),
          new Use("netlink", "it is a library that needs java.base only", javaBase()),
          new Use(
              "wire",
              "it translates between messages and values, without a socket",
              pureJava().or(ours("fib..", "netlink", "netlink.route"))),
          new Use(
              "kernel",
              "it translates between netlink and the daemon's ports",
              inner("daemon", "policy", "fib", "wire")
                  .or(
                      ours(
                          "netlink",
                          "netlink.linux",
                          "netlink.route",
                          "netlink.generic",
                          "netlink.netfilter"))),
          new Use(
              "systemd",
              "notify socket and journal are datagram sockets, logback's output goes there",
              inner("api", "daemon", "policy", "fib")
                  .or(ours("netlink", "netlink.linux"))
                  .or(resideInAnyPackage("ch.qos.logback.."))),
          new Use(
              "dbus",
              "only one package has to follow dbus-java",
              inner("api", "daemon", "policy", "fib").or(resideInAnyPackage("org.freedesktop.."))),
          new Use(
              "config",
              "only one package has to follow tomlj",
              inner("daemon", "policy", "fib").or(resideInAnyPackage("org.tomlj.."))),
          new Use(
              "cli",
              "commands reach kernel and bus by ports that Main fills, never by their packages",
              inner("config", "api", "daemon", "policy", "fib", "doctor")
                  .or(resideInAnyPackage("picocli..", "com.grack.nanojson.."))),
          new Use(
              "demo",
              "it stages the whole program, and nothing of the program needs it",
              inner("cli", "kernel", "api", "daemon", "state", "policy", "fib")
                  .or(ours("netlink", "netlink.linux"))));

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
            .resideInAnyPackage(
                ROOT + ".fib..", ROOT + ".state..", ROOT + ".policy..", ROOT + ".leak..")
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

  private static DescribedPredicate<JavaClass> ours(String... names) {
    List<String> packages = new ArrayList<>();
    for (String name : names) {
      packages.add(ROOT + "." + name);
    }
    return resideInAnyPackage(packages.toArray(String[]::new));
  }

  /**
   * What every package outside the pure core may use: java.base, the logger, and inner packages.
   */
  private static DescribedPredicate<JavaClass> inner(String... names) {
    DescribedPredicate<JavaClass> allowed = javaBase().or(resideInAnyPackage("org.slf4j.."));
    for (String name : names) {
      allowed = allowed.or(ours(name + ".."));
    }
    return allowed;
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
