package io.github.rulewarden.wire;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Extras.Extra;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rules with random values for everything that a kernel could dump. */
final class RandomRules {
  private static final long U32 = 1L << 32;

  private final SplittableRandom random;

  RandomRules(SplittableRandom random) {
    this.random = random;
  }

  Rule next() {
    Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
    Selector.Sense sense = random.nextBoolean() ? Selector.Sense.PLAIN : Selector.Sense.INVERTED;
    return new Rule(
        family,
        u32(),
        new Selector(sense, criteria(family)),
        action(),
        modifiers(),
        random.nextInt(256),
        extras());
  }

  private List<Criterion> criteria(Family family) {
    List<Criterion> criteria = new ArrayList<>();
    maybe(criteria, new Criterion.From(prefix(family)));
    maybe(criteria, new Criterion.To(prefix(family)));
    maybe(criteria, new Criterion.TypeOfService(random.nextInt(1, 256)));
    maybe(criteria, new Criterion.FwMark(new Mark(random.nextInt(), random.nextInt())));
    maybe(criteria, new Criterion.FwMark(new Mark(0, 1)));
    maybe(criteria, new Criterion.IncomingInterface("if" + random.nextInt(1000)));
    maybe(criteria, new Criterion.OutgoingInterface("of" + random.nextInt(1000)));
    maybe(criteria, new Criterion.L3Master());
    maybe(criteria, new Criterion.UserIds(new Range(u32(), u32())));
    maybe(criteria, new Criterion.IpProtocol(random.nextInt(256)));
    maybe(criteria, new Criterion.SourcePorts(new Range(u16(), u16())));
    maybe(criteria, new Criterion.DestinationPorts(new Range(u16(), u16())));
    maybe(criteria, new Criterion.TunnelId(random.nextLong()));
    maybe(criteria, new Criterion.Dscp(random.nextInt(64)));
    return criteria;
  }

  private Prefix prefix(Family family) {
    byte[] bytes = new byte[family.addressBits() / Byte.SIZE];
    random.nextBytes(bytes);
    return new Prefix(Address.of(family, bytes), random.nextInt(1, family.addressBits() + 1));
  }

  private Action action() {
    return switch (random.nextInt(8)) {
      case 0 -> new Action.Goto(u32());
      case 1 -> new Action.Nop();
      case 2 -> new Action.Reject(Action.Reject.Kind.BLACKHOLE);
      case 3 -> new Action.Reject(Action.Reject.Kind.UNREACHABLE);
      case 4 -> new Action.Reject(Action.Reject.Kind.PROHIBIT);
      case 5 -> new Action.Unknown(random.nextInt(9, 256));
      case 6 -> new Action.Lookup(random.nextInt(256));
      default -> new Action.Lookup(u32());
    };
  }

  private List<Modifier> modifiers() {
    List<Modifier> modifiers = new ArrayList<>();
    maybe(modifiers, new Modifier.SuppressPrefixLength(random.nextInt(129)));
    maybe(modifiers, new Modifier.SuppressInterfaceGroup(random.nextLong(U32 - 1)));
    maybe(modifiers, new Modifier.Realms(random.nextInt()));
    return modifiers;
  }

  private Extras extras() {
    List<Extra> extras = new ArrayList<>();
    maybe(extras, new Extra(26, "00012345"));
    maybe(extras, new Extra(28, "ff00"));
    maybe(extras, new Extra(77, "0102030405"));
    maybe(extras, new Extra(0x8000 | 78, ""));
    int passingAndSense = 0x4 | 0x8 | 0x10 | 0x2;
    int flags = random.nextInt(4) == 0 ? random.nextInt() & ~passingAndSense : 0;
    return new Extras(flags, extras);
  }

  private <T> void maybe(List<T> list, T element) {
    boolean isNew = list.stream().noneMatch(other -> other.getClass() == element.getClass());
    if (random.nextInt(5) == 0 && (isNew || element instanceof Extra)) {
      list.add(element);
    }
  }

  private long u32() {
    return random.nextInt(8) == 0 ? U32 - 1 : random.nextLong(U32);
  }

  private int u16() {
    return random.nextInt(1 << 16);
  }
}
