package io.github.rulewarden.policy;

import java.util.ArrayList;
import java.util.List;

/** Casts of up to eight rules, beside those that are there before anybody starts. */
final class Casts {
  /** Set this system property to {@code true} to have those with millions of ways more as well. */
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
      Actor.Somebody.adds("5300: from 10.2.0.0/16 lookup 77");
  private static final Actor SOMEBODY = Actor.Somebody.adds("0: from 10.1.0.0/16 lookup 77");

  /** Eight rules, and millions of ways. */
  static final Cast ALL_FIVE =
      Cast.of("all five", USUAL)
          .andStaying(TAILSCALED_ON_UNIFI)
          .and(WG0)
          .and(WG1)
          .andStaying(MULLVAD)
          .and(SOMEBODY);

  /** More than eight rules, and everybody again and again. */
  static final Cast CROWD =
      Cast.of("a crowd", MWAN3)
          .and(TAILSCALED, 2)
          .and(WG0, 3)
          .and(WG1, 3)
          .and(Actor.WgQuick.of(51822), 2)
          .andStaying(MULLVAD)
          .and(SOMEBODY, 2)
          .and(Actor.Somebody.adds("5300: from 10.2.0.0/16 goto 5399"))
          .and(Actor.Somebody.adds("5397: from 10.3.0.0/16 unreachable"))
          // Of several half-built pairs nobody can tell whose a suppress rule is.
          .tearingPairsApart();

  private Casts() {}

  static List<Cast> all() {
    List<Cast> casts = whereEachClearsAllCopies();
    if (Boolean.getBoolean(EVERYBODY)) {
      casts.add(pair("the Mullvad app").and(MULLVAD));
    }
    return casts;
  }

  /** Those that can be gone every way as long as nothing befalls a plan. */
  static List<Cast> undisturbed() {
    List<Cast> casts = all();
    if (Boolean.getBoolean(EVERYBODY)) {
      casts.add(
          Cast.of("all five, staying", USUAL)
              .andStaying(TAILSCALED_ON_UNIFI)
              .andStaying(WG0)
              .andStaying(WG1)
              .andStaying(MULLVAD)
              .andStaying(SOMEBODY));
    }
    return casts;
  }

  /** Those that are too large to go every way. */
  static List<Cast> large() {
    return Boolean.getBoolean(EVERYBODY) ? List.of(CROWD, ALL_FIVE) : List.of(CROWD);
  }

  /**
   * Those where a copy that was not cleared by Rulewarden is cleared by the rule's owner. The
   * Mullvad app clears one and leaves the other where it is.
   */
  static List<Cast> whereEachClearsAllCopies() {
    List<Cast> casts = new ArrayList<>();
    casts.add(Cast.of("tailscaled, wg0 twice", USUAL).and(TAILSCALED).and(WG0, 2));
    casts.add(pair("wg1, staying").andStaying(WG1));
    casts.add(pair("the Mullvad app, staying").andStaying(MULLVAD));
    casts.add(
        Cast.of("tailscaled, wg0, wg1 beside Cilium", CILIUM)
            .andStaying(TAILSCALED)
            .and(WG0)
            .andStaying(WG1)
            .tearingPairsApart());
    casts.add(
        Cast.of("tailscaled, wg0, somebody beside mwan3", MWAN3)
            .andStaying(TAILSCALED_BESIDE_MWAN3)
            .and(WG0)
            .and(SOMEBODY));
    addNeighbours(casts);
    addDead(casts);
    if (Boolean.getBoolean(EVERYBODY)) {
      casts.add(pair("wg1").and(WG1));
    }
    return casts;
  }

  private static void addNeighbours(List<Cast> casts) {
    for (String rule :
        List.of(
            "0: from 10.1.0.0/16 lookup 77",
            "1000: from 10.1.0.0/16 lookup 77",
            "5220: from 10.1.0.0/16 lookup 77",
            "5300: from 10.1.0.0/16 lookup 77",
            "5398: from 10.1.0.0/16 lookup 77",
            "1000: from 10.1.0.0/16 goto 5399",
            "5205: not from all fwmark 0xca6e lookup 51829")) {
      casts.add(beside(rule));
    }
    casts.add(beside("1000: from 10.1.0.0/16 goto 5209").refused("it is the target of"));
    casts.add(beside("5209: from all fwmark 0xca6c lookup 51820").refused("would delete its twin"));
    casts.add(
        beside("1000: from all lookup main")
            .refused("which decides for every packet from this host"));
  }

  /** Scenario 42. Everybody else's rules are there: the tunnel had come up before it died. */
  private static void addDead(List<Cast> casts) {
    String ahead = "1000: from 10.1.0.0/16 lookup 77\n";
    String lookAlike = "5205: not from all fwmark 0xca6e lookup 51829\n";
    casts.add(afterDeath(LEFT, ahead).and(AGAIN, 2).and(BEHIND_TAILSCALE));
    casts.add(afterDeath(LEFT, lookAlike).and(AGAIN, 2).and(BEHIND_TAILSCALE));
    casts.add(afterDeath(LEFT_CAPTURE, ahead).and(AGAIN_STRIPPED, 2).and(BEHIND_TAILSCALE));
    // One that goes down takes the suppress rules of a tunnel that is coming up.
    casts.add(afterDeath(LEFT, "wg1\n").andStaying(AGAIN).andStaying(WG1));
  }

  private static Cast afterDeath(String left, String other) {
    String base = other.contains(":") ? LOGGED_IN.replace("5210:", other + "5210:") : LOGGED_IN;
    return Cast.of("wg0 after a death that left\n" + left + "beside " + other, base);
  }

  private static Cast beside(String rule) {
    return pair(rule).and(Actor.Somebody.adds(rule));
  }

  private static Cast pair(String other) {
    return Cast.of("tailscaled, wg0, " + other, USUAL).andStaying(TAILSCALED).and(WG0);
  }
}
