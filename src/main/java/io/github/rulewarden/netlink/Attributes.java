package io.github.rulewarden.netlink;

import java.util.List;
import java.util.Optional;

/** Looks for one kind of attribute. */
public final class Attributes {
  private Attributes() {}

  /** The last one of a kind, because that is the one the kernel uses (nla_parse). */
  public static <A> Optional<A> find(List<? super A> attributes, Class<A> kind) {
    for (int i = attributes.size() - 1; i >= 0; i--) {
      if (kind.isInstance(attributes.get(i))) {
        return Optional.of(kind.cast(attributes.get(i)));
      }
    }
    return Optional.empty();
  }
}
