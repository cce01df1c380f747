package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.state.SavedState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Classifies a single rule by its form, regardless of its place.
 *
 * <p>A rule with an additional criterion does not match a form. Unknown attributes are ignored: a
 * future kernel may dump a new attribute for every rule, and Rulewarden must still recognise them.
 * A moved rule keeps its unknown attributes.
 */
public final class RuleClassifier {
  private static final int PROTOCOL_OWNED = 82;

  /** No LAN has a shorter prefix; a rule that suppresses longer ones may suppress the LAN's. */
  private static final int SHORTEST_LAN = 8;

  private static final Modifier SUPPRESS_DEFAULT = new Modifier.SuppressPrefixLength(0);

  private final Policy policy;
  private final Tunnels tunnels;
  private final SavedState saved;

  /** Tailscale's table; empty if another program uses its number. */
  private final OptionalLong tailscaleTable;

  private final LookupForm lookupForm;

  /** Which rules get the role of Tailscale's lookup. */
  private enum LookupForm {
    /** Rules that match every packet. */
    PLAIN,
    /**
     * If there is no plain lookup: rules that match some plain packets of this host, such as {@code
     * to 100.64.0.0/10}. A rule for one interface, source, user or mark does not show where these
     * packets should go.
     */
    NARROW
  }

  /** A classifier for the rules of one family. */
  RuleClassifier(List<Rule> rules, Snapshot snapshot, Policy policy, SavedState saved) {
    this.policy = policy;
    this.tunnels = Tunnels.of(snapshot, policy);
    this.saved = saved;
    this.tailscaleTable = TailscaleLink.table(snapshot, policy);
    this.lookupForm = hasPlainLookup(rules) ? LookupForm.PLAIN : LookupForm.NARROW;
  }

  private boolean hasPlainLookup(List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.protocol() != PROTOCOL_OWNED && isPlainLookup(rule)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The role of the first form that matches. For a suppress rule, the form alone does not decide
   * whether it belongs to a VPN ({@link PairMatcher}).
   */
  Role of(Rule rule) {
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
  public static Optional<Mark> excludedMark(Rule rule) {
    return rule.selector().isInverted() ? onlyMark(rule) : Optional.empty();
  }

  /** Whether a rule is {@code not fwmark M lookup T}, wherever that table leads. */
  public static boolean looksLikeCapture(Rule rule) {
    long table = rule.table();
    return table != 0 && !Tables.isKernels(table) && excludedMark(rule).isPresent();
  }

  /** Whether a rule is a capture as soon as its table leads to a tunnel. */
  public static boolean mayBecomeCapture(Rule rule, Policy policy) {
    return looksLikeCapture(rule) && !isIgnored(rule, policy);
  }

  private static boolean isIgnored(Rule rule, Policy policy) {
    long mark = Integer.toUnsignedLong(excludedMark(rule).orElseThrow().value());
    return policy.vpn().ignored().contains(mark) || policy.vpn().ignored().contains(rule.table());
  }

  private boolean isTailscaleLookup(Rule rule) {
    return switch (lookupForm) {
      case PLAIN -> isPlainLookup(rule);
      case NARROW -> looksUpTailscale(rule) && PlainPacket.ANYWHERE.matches(rule);
    };
  }

  private boolean looksUpTailscale(Rule rule) {
    return tailscaleTable.isPresent() && rule.table() == tailscaleTable.getAsLong();
  }

  private boolean isPlainLookup(Rule rule) {
    return looksUpTailscale(rule) && rule.modifiers().isEmpty() && matchesEveryPacket(rule);
  }

  /**
   * The lookup that tailscaled adds on UniFi gateways is not a capture, whatever its table contains
   * now.
   */
  private boolean isTailscaleForm(Rule rule) {
    return rule.table() == policy.tailscale().table() && matchesEveryPacket(rule);
  }

  /** The second form is the one that tailscaled uses on UniFi gateways. */
  private boolean matchesEveryPacket(Rule rule) {
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

  /** A rule that suppresses the default route of its table captures nothing. */
  private boolean isCapture(Rule rule) {
    long table = rule.table();
    return !suppressesPrefixes(rule)
        && !looksUpTailscale(rule)
        && !isTailscaleForm(rule)
        && mayBecomeCapture(rule, policy)
        && leadsIntoVpn(table);
  }

  /** Whether every packet for the LAN takes its route in main, whoever added the rule. */
  static boolean keepsSpecificRoutes(Rule rule) {
    if (rule.table() != Tables.MAIN || !rule.selector().equals(Selector.ALL)) {
      return false;
    }
    for (Modifier modifier : rule.modifiers()) {
      if (modifier instanceof Modifier.SuppressPrefixLength(int length)) {
        return length < SHORTEST_LAN;
      }
    }
    return false;
  }

  private static boolean suppressesPrefixes(Rule rule) {
    for (Modifier modifier : rule.modifiers()) {
      if (modifier instanceof Modifier.SuppressPrefixLength) {
        return true;
      }
    }
    return false;
  }

  private boolean leadsIntoVpn(long table) {
    return policy.vpn().tables().contains(table)
        || tunnels.behind(table).isPresent()
        || saved.knowsTunnelBehind(table);
  }

  /**
   * Whether a rule is {@code lookup main suppress_prefixlength 0}, of any owner. NordVPN adds
   * {@code suppress_ifgroup} to it unless its LAN discovery is on.
   */
  public static boolean isSuppress(Rule rule) {
    if (rule.table() != Tables.MAIN || !rule.selector().equals(Selector.ALL)) {
      return false;
    }
    List<Modifier> modifiers = rule.modifiers();
    return switch (modifiers.size()) {
      case 1 -> modifiers.getFirst().equals(SUPPRESS_DEFAULT);
      case 2 ->
          modifiers.getFirst().equals(SUPPRESS_DEFAULT)
              && modifiers.getLast() instanceof Modifier.SuppressInterfaceGroup;
      default -> false;
    };
  }

  private static Optional<Mark> onlyMark(Rule rule) {
    List<Criterion> criteria = rule.selector().criteria();
    return criteria.size() == 1 && criteria.getFirst() instanceof Criterion.FwMark(Mark mark)
        ? Optional.of(mark)
        : Optional.empty();
  }
}
