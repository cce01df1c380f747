package io.github.rulewarden.policy;

import java.util.ArrayList;
import java.util.List;

/** Setups in which the actors add up to eight rules. */
final class Setups {
  /** Set this system property to {@code true} to include setups with millions of interleavings. */
  static final String EVERYBODY = "rulewarden.everybody";

  private static final String USUAL =
      """
      0: from all lookup local
      32766: from all lookup main
      32767: from all lookup default
      """;
  private static final String LOGGED_IN =
      USUAL.replace(
          "32766:",
          """
          5210: from all fwmark 0x80000/0xff0000 lookup main
          5230: from all fwmark 0x80000/0xff0000 lookup default
          5250: from all fwmark 0x80000/0xff0000 unreachable
          5270: from all lookup 52
          32766:\
          """);
  private static final String LEFT_CAPTURE = "5399: not from all fwmark 0xca6c lookup 51820\n";
  private static final String LEFT =
      "5398: from all lookup main suppress_prefixlength 0\n" + LEFT_CAPTURE;
  private static final String MWAN3 =
      """
      0: from all lookup local
      1001: from all iif eth0 lookup 1
      2001: from all fwmark 0x100/0x3f00 lookup 1
      32766: from all lookup main
      32767: from all lookup default
      """;
  private static final String CILIUM =
      """
      9: from all fwmark 0x200/0xf00 lookup 2004
      10: from all fwmark 0xa00/0xf00 lookup 2005
      100: from all lookup local
      32766: from all lookup main
      32767: from all lookup default
      """;

  private static final Actor TAILSCALED =
      Actor.Tailscaled.of(
          """
          5210: from all fwmark 0x80000/0xff0000 lookup main
          5230: from all fwmark 0x80000/0xff0000 lookup default
          5250: from all fwmark 0x80000/0xff0000 unreachable
          5270: from all lookup 52
          """);
  private static final Actor TAILSCALED_BESIDE_MWAN3 =
      Actor.Tailscaled.of(
          """
          1310: from all fwmark 0x80000/0xff0000 lookup main
          1330: from all fwmark 0x80000/0xff0000 lookup default
          1350: from all fwmark 0x80000/0xff0000 unreachable
          1370: from all lookup 52
          """);
  private static final Actor TAILSCALED_ON_UNIFI =
      Actor.Tailscaled.of("5270: not from all fwmark 0x80000/0xff0000 lookup 52");
  private static final Actor WG0 = Actor.WgQuick.of(51820);
  private static final Actor WG1 = Actor.WgQuick.of(51821);
  private static final Actor MULLVAD = Actor.Mullvad.of(0x6d6f6c65);
  private static final Actor AGAIN = Actor.AfterDeath.of(51820, LEFT);
  private static final Actor AGAIN_STRIPPED = Actor.AfterDeath.of(51820, LEFT_CAPTURE);
  private static final Actor BEHIND_TAILSCALE =
      Actor.OtherProgram.adds("5300: from 10.2.0.0/16 lookup 77");
  private static final Actor OTHER_PROGRAM =
      Actor.OtherProgram.adds("0: from 10.1.0.0/16 lookup 77");

  /** Eight rules, and millions of interleavings. */
  static final Setup ALL_FIVE =
      Setup.of("all five", USUAL)
          .andStaying(TAILSCALED_ON_UNIFI)
          .and(WG0)
          .and(WG1)
          .andStaying(MULLVAD)
          .and(OTHER_PROGRAM);

  /** More than eight rules, and actors that repeat their scripts. */
  static final Setup CROWD =
      Setup.of("a crowd", MWAN3)
          .and(TAILSCALED, 2)
          .and(WG0, 3)
          .and(WG1, 3)
          .and(Actor.WgQuick.of(51822), 2)
          .andStaying(MULLVAD)
          .and(OTHER_PROGRAM, 2)
          .and(Actor.OtherProgram.adds("5300: from 10.2.0.0/16 goto 5399"))
          .and(Actor.OtherProgram.adds("5397: from 10.3.0.0/16 unreachable"))
          // With several half-built pairs, the owner of a suppress rule is not known.
          .tearingPairsApart();

  private Setups() {}

  static List<Setup> all() {
    List<Setup> setups = whereEachClearsAllCopies();
    if (Boolean.getBoolean(EVERYBODY)) {
      setups.add(pair("the Mullvad app").and(MULLVAD));
    }
    return setups;
  }

  /** Returns the setups that can be searched completely if no plan is interrupted. */
  static List<Setup> undisturbed() {
    List<Setup> setups = all();
    if (Boolean.getBoolean(EVERYBODY)) {
      setups.add(
          Setup.of("all five, staying", USUAL)
              .andStaying(TAILSCALED_ON_UNIFI)
              .andStaying(WG0)
              .andStaying(WG1)
              .andStaying(MULLVAD)
              .andStaying(OTHER_PROGRAM));
    }
    return setups;
  }

  /** Returns the setups that are too large for a complete search. */
  static List<Setup> large() {
    return Boolean.getBoolean(EVERYBODY) ? List.of(CROWD, ALL_FIVE) : List.of(CROWD);
  }

  /**
   * Returns the setups in which a rule's owner removes a copy that Rulewarden did not remove. The
   * Mullvad app removes only one of two equal rules.
   */
  static List<Setup> whereEachClearsAllCopies() {
    List<Setup> setups = new ArrayList<>();
    setups.add(Setup.of("tailscaled, wg0 twice", USUAL).and(TAILSCALED).and(WG0, 2));
    setups.add(pair("wg1, staying").andStaying(WG1));
    setups.add(pair("the Mullvad app, staying").andStaying(MULLVAD));
    setups.add(
        Setup.of("tailscaled, wg0, wg1 beside Cilium", CILIUM)
            .andStaying(TAILSCALED)
            .and(WG0)
            .andStaying(WG1)
            .tearingPairsApart());
    setups.add(
        Setup.of("tailscaled, wg0, another program beside mwan3", MWAN3)
            .andStaying(TAILSCALED_BESIDE_MWAN3)
            .and(WG0)
            .and(OTHER_PROGRAM));
    addNeighbours(setups);
    addDead(setups);
    if (Boolean.getBoolean(EVERYBODY)) {
      setups.add(pair("wg1").and(WG1));
    }
    return setups;
  }

  private static void addNeighbours(List<Setup> setups) {
    for (String rule :
        List.of(
            "0: from 10.1.0.0/16 lookup 77",
            "1000: from 10.1.0.0/16 lookup 77",
            "5220: from 10.1.0.0/16 lookup 77",
            "5300: from 10.1.0.0/16 lookup 77",
            "5398: from 10.1.0.0/16 lookup 77",
            "1000: from 10.1.0.0/16 goto 5399",
            "5205: not from all fwmark 0xca6e lookup 51829")) {
      setups.add(beside(rule));
    }
    setups.add(beside("1000: from 10.1.0.0/16 goto 5209").refused("it is the target of"));
    setups.add(
        beside("5209: from all fwmark 0xca6c lookup 51820").refused("would delete its twin"));
    setups.add(
        beside("1000: from all lookup main")
            .refused("which decides for every packet from this host"));
  }

  /** Scenario 42. The rules of all others exist, because the tunnel came up before it died. */
  private static void addDead(List<Setup> setups) {
    String ahead = "1000: from 10.1.0.0/16 lookup 77\n";
    String lookAlike = "5205: not from all fwmark 0xca6e lookup 51829\n";
    setups.add(afterDeath(LEFT, ahead).and(AGAIN, 2).and(BEHIND_TAILSCALE));
    setups.add(afterDeath(LEFT, lookAlike).and(AGAIN, 2).and(BEHIND_TAILSCALE));
    setups.add(afterDeath(LEFT_CAPTURE, ahead).and(AGAIN_STRIPPED, 2).and(BEHIND_TAILSCALE));
    // A tunnel that goes down deletes the suppress rules of a tunnel that comes up.
    setups.add(afterDeath(LEFT, "wg1\n").andStaying(AGAIN).andStaying(WG1));
  }

  private static Setup afterDeath(String left, String other) {
    String base = other.contains(":") ? LOGGED_IN.replace("5210:", other + "5210:") : LOGGED_IN;
    return Setup.of("wg0 after a death that left\n" + left + "beside " + other, base);
  }

  private static Setup beside(String rule) {
    return pair(rule).and(Actor.OtherProgram.adds(rule));
  }

  private static Setup pair(String other) {
    return Setup.of("tailscaled, wg0, " + other, USUAL).andStaying(TAILSCALED).and(WG0);
  }
}
