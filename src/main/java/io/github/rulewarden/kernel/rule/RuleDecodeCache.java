package io.github.rulewarden.kernel.rule;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a dump and reuses the rules of the previous one. Most messages have the same bytes in the
 * same order, with a few rules added or deleted in between. A reused rule is the same object, so
 * later comparisons are fast, too.
 */
final class RuleDecodeCache {
  /** How many deleted rules in a row the cache skips. A repair deletes a few at once. */
  private static final int MAXIMUM_SKIP = 8;

  private List<Bytes> previousPayloads = List.of();
  private List<Rule> previousRules = List.of();
  private List<Bytes> payloads = List.of();
  private List<Rule> rules = List.of();

  /** The index in the previous dump after the last reused rule. */
  private int cursor;

  /** Begins a new dump. */
  void begin() {
    previousPayloads = payloads;
    previousRules = rules;
    payloads = new ArrayList<>(previousPayloads.size() + MAXIMUM_SKIP);
    rules = new ArrayList<>(previousPayloads.size() + MAXIMUM_SKIP);
    cursor = 0;
  }

  /** Adds the payload of a message. */
  void add(Bytes payload) throws MalformedMessageException {
    rules.add(rule(payload));
    payloads.add(payload);
  }

  private Rule rule(Bytes payload) throws MalformedMessageException {
    int end = Math.min(previousPayloads.size(), cursor + MAXIMUM_SKIP);
    for (int index = cursor; index < end; index++) {
      if (previousPayloads.get(index).equals(payload)) {
        cursor = index + 1;
        return previousRules.get(index);
      }
    }
    return RuleCodec.decode(RuleMessage.decode(payload));
  }

  /** The rules of the dump, in its order. */
  List<Rule> rules() {
    return List.copyOf(rules);
  }
}
