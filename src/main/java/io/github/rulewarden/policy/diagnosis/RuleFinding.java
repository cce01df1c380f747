package io.github.rulewarden.policy.diagnosis;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Refusal;
import java.util.List;
import java.util.OptionalLong;

/** Something that an operator should know about the rules of one family. */
public sealed interface RuleFinding {
  /** The kernel has no policy routing for the family. */
  record NoPolicyRouting() implements RuleFinding {}

  /** No rule is Tailscale's lookup. */
  record NoTailscale(MissingLookup missing) implements RuleFinding {}

  /** The rules are in order, but Tailscale's have no effect at present. */
  record Disconnected(Disconnection disconnection) implements RuleFinding {}

  /** No VPN has a rule. */
  record NoVpn() implements RuleFinding {}

  /**
   * Rules of a VPN stand ahead of Tailscale's lookup, and a repair can change that.
   *
   * @param lookup the priority of the lookup
   */
  record Inverted(List<Rule> offenders, long lookup) implements RuleFinding {
    public Inverted {
      offenders = List.copyOf(offenders);
    }
  }

  /** Like {@link Inverted}, but there is no safe repair. */
  record InvertedWithoutRepair(List<Rule> offenders, long lookup) implements RuleFinding {
    public InvertedWithoutRepair {
      offenders = List.copyOf(offenders);
    }
  }

  /** A rule that should be moved stays. */
  record Refused(Refusal refusal) implements RuleFinding {}

  /** A foreign rule that will be evaluated before the VPN's rules after the repair. */
  record Overtaken(Rule rule) implements RuleFinding {}

  /**
   * The policy names a link that is not Tailscale's.
   *
   * @param actual the link that Tailscale's table leads to
   */
  record MisnamedLink(String configured, String actual, long table) implements RuleFinding {}

  /**
   * A peer cannot be reached, and no rule of a VPN is the cause.
   *
   * @param lookup {@link Ladder#lookupFor}
   */
  record PeerIsUnreachable(UnreachablePeer peer, OptionalLong lookup) implements RuleFinding {}

  /** A capture that takes the LAN's traffic too, because no companion stands ahead of it. */
  record NoCompanion(Rule capture) implements RuleFinding {}

  /** A capture whose table has no default route, while no tunnel exists that may add one. */
  record Stale(Rule capture) implements RuleFinding {}
}
