package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.memory.Memory;
import java.util.List;
import java.util.Optional;

/**
 * What a single rule looks like, whatever stands around it.
 *
 * <p>A criterion that the shape does not ask for makes it another shape. Attributes that this
 * program does not know do not: a kernel that one day dumps a new one for every rule must not blind
 * it, and a moved rule takes them along.
 */
final class Shapes {
  private static final int PROTOCOL_KERNEL = 2;
  private static final int PROTOCOL_OWNED = 82;
  private static final List<Modifier> SUPPRESS_DEFAULT =
      List.of(new Modifier.SuppressPrefixLength(0));

  private final Policy policy;
  private final Tunnels tunnels;
  private final Memory memory;

  Shapes(Policy policy, Tunnels tunnels, Memory memory) {
    this.policy = policy;
    this.tunnels = tunnels;
    this.memory = memory;
  }

  /** The first shape that fits; a suppress rule is one as far as its looks go. */
  Role of(Rule rule) {
    if (rule.protocol() == PROTOCOL_KERNEL) {
      return Role.KERNEL;
    }
    if (rule.protocol() == PROTOCOL_OWNED) {
      return Role.OWNED;
    }
    if (isTailscaleLookup(rule)) {
      return Role.TAILSCALE_LOOKUP;
    }
    if (isTailscaleBypass(rule)) {
      return Role.TAILSCALE_BYPASS;
    }
    if (isCapture(rule)) {
      return Role.VPN_CAPTURE;
    }
    return isSuppress(rule) ? Role.VPN_SUPPRESS : Role.OTHER;
  }

  /** The mark of {@code not fwmark M}, the selector of a capture. */
  static Optional<Mark> excludedMark(Rule rule) {
    return rule.selector().isInverted() ? onlyMark(rule) : Optional.empty();
  }

  /** Whether a rule is {@code not fwmark M lookup T}, wherever that table leads. */
  static boolean looksLikeCapture(Rule rule) {
    long table = rule.table();
    return table != 0 && !Tables.isKernels(table) && excludedMark(rule).isPresent();
  }

  /** Whether a rule is a capture as soon as a tunnel is behind its table. */
  static boolean mayBecomeCapture(Rule rule, Policy policy) {
    return looksLikeCapture(rule) && !isIgnored(rule, policy);
  }

  private static boolean isIgnored(Rule rule, Policy policy) {
    long mark = Integer.toUnsignedLong(excludedMark(rule).orElseThrow().value());
    return policy.vpn().ignored().contains(mark) || policy.vpn().ignored().contains(rule.table());
  }

  private boolean isTailscaleLookup(Rule rule) {
    if (!rule.modifiers().isEmpty() || rule.table() != policy.tailscale().table()) {
      return false;
    }
    // The second form is the one that tailscaled uses on UniFi gateways.
    return rule.selector().equals(Selector.ALL)
        || excludedMark(rule).equals(Optional.of(policy.tailscale().bypassMark()));
  }

  private boolean isTailscaleBypass(Rule rule) {
    if (rule.selector().isInverted()
        || !rule.modifiers().isEmpty()
        || !onlyMark(rule).equals(Optional.of(policy.tailscale().bypassMark()))) {
      return false;
    }
    return switch (rule.action()) {
      case Action.Lookup(long table) -> table == Tables.MAIN || table == Tables.DEFAULT;
      case Action.Reject(Action.Reject.Kind kind) -> kind == Action.Reject.Kind.UNREACHABLE;
      case Action.Goto _, Action.Nop _, Action.Unknown _ -> false;
    };
  }

  private boolean isCapture(Rule rule) {
    long table = rule.table();
    return table != policy.tailscale().table()
        && mayBecomeCapture(rule, policy)
        && leadsIntoVpn(table);
  }

  private boolean leadsIntoVpn(long table) {
    return policy.vpn().tables().contains(table)
        || tunnels.behind(table).isPresent()
        || memory.knowsTunnelBehind(table);
  }

  /** Whether a rule is {@code lookup main suppress_prefixlength 0}, whosever it is. */
  static boolean isSuppress(Rule rule) {
    return rule.table() == Tables.MAIN
        && rule.selector().equals(Selector.ALL)
        && rule.modifiers().equals(SUPPRESS_DEFAULT);
  }

  private static Optional<Mark> onlyMark(Rule rule) {
    List<Criterion> criteria = rule.selector().criteria();
    return criteria.size() == 1 && criteria.getFirst() instanceof Criterion.FwMark(Mark mark)
        ? Optional.of(mark)
        : Optional.empty();
  }
}
