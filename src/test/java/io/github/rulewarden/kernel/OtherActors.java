package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.List;

/** The actions of other processes just before or after a message of the daemon. */
final class OtherActors {
  private static final String TUNNEL = "wg0";

  private OtherActors() {}

  static List<Arrival> ownerDeletesFirst(Request request) throws KernelException {
    delete(request.kernel(), ruleOf(request));
    return request.proceed();
  }

  static List<Arrival> copyIsRemoved(Request request) throws KernelException {
    List<Rule> rules = request.kernel().rules(request.message().family().orElseThrow());
    List<Rule> captures = rules.stream().filter(PairWatch::isCapture).toList();
    delete(request.kernel(), captures.getLast());
    return request.proceed();
  }

  static List<Arrival> ruleVanishesAfterRead(Request request) throws KernelException {
    List<Arrival> reply = request.proceed();
    Family family = request.message().family().orElseThrow();
    if (!request.kernel().delete(family, PairWatch::isVpns)) {
      throw new AssertionError("the VPN has no rule");
    }
    return reply;
  }

  static List<Arrival> placeIsTaken(Request request) throws KernelException {
    Rule copy = ruleOf(request);
    request.kernel().add(Listing.rule(copy.family(), copy.priority() + ": from all lookup 77"));
    return request.proceed();
  }

  static List<Arrival> twinAtPlace(Request request) throws KernelException {
    request.kernel().add(twin(ruleOf(request)));
    return request.proceed();
  }

  static List<Arrival> twinAhead(Request request) throws KernelException {
    List<Rule> rules = request.kernel().rules(request.message().family().orElseThrow());
    Rule original = rules.stream().filter(PairWatch::isCapture).findFirst().orElseThrow();
    delete(request.kernel(), original);
    request.kernel().add(twin(original));
    request.kernel().addBesideEquals(original);
    return request.proceed();
  }

  static List<Arrival> stealBack(Request request) throws KernelException {
    List<Arrival> reply = request.proceed();
    request.kernel().addUnnumbered(ruleOf(request));
    return reply;
  }

  static List<Arrival> companionComes(Request request) throws KernelException {
    String suppress = "0: from all lookup main suppress_prefixlength 0";
    Family family = request.message().family().orElseThrow();
    request.kernel().addUnnumbered(Listing.rule(family, suppress));
    return request.proceed();
  }

  static List<Arrival> linkVanishes(Request request) throws KernelException {
    request.kernel().removeLink(TUNNEL);
    return request.proceed();
  }

  static List<Arrival> everythingIsFlushed(Request request) throws KernelException {
    for (Family family : Family.values()) {
      while (request.kernel().delete(family, rule -> rule.protocol() != 2)) {
        // The loop deletes one rule at a time.
      }
    }
    return request.proceed();
  }

  private static Rule twin(Rule rule) {
    Selector plain = new Selector(Selector.Sense.PLAIN, rule.selector().criteria());
    return new Rule(
        rule.family(),
        rule.priority(),
        plain,
        rule.action(),
        rule.modifiers(),
        rule.protocol(),
        Extras.NONE);
  }

  private static void delete(FakeKernel kernel, Rule rule) {
    if (!kernel.delete(rule.family(), rule::equals)) {
      throw new AssertionError(rule + " does not exist");
    }
  }

  private static Rule ruleOf(Request request) {
    try {
      return RuleCodec.decode(RuleMessage.decode(request.frame().payload()));
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
