package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Policy;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds Tailscale's link and decides whether its table is Tailscale's.
 *
 * <p>If the policy does not name the link, it is the outgoing link of the tailnet's routes in
 * Tailscale's table, because its name is not always tailscale0 (Unraid uses tailscale1). While the
 * table is empty, it is a TUN with the name tailscale0.
 */
public final class TailscaleLink {
  /** The name that tailscaled gives its TUN by default. */
  public static final String USUAL_NAME = "tailscale0";

  private TailscaleLink() {}

  /** The link, up or down; empty if it does not exist. */
  public static Optional<Link> of(Snapshot snapshot, Policy policy) {
    for (Link link : snapshot.links()) {
      if (is(link, snapshot, policy)) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /** Whether a link is Tailscale's. */
  public static boolean is(Link link, Snapshot snapshot, Policy policy) {
    Optional<String> name = policy.tailscale().linkName();
    if (name.isPresent()) {
      return link.kind() == Link.Kind.TUN && link.name().equals(name.get());
    }
    Set<Integer> links = links(snapshot, policy);
    return links.isEmpty() ? hasUsualForm(link) : links.contains(link.index());
  }

  /**
   * The name of the link that Tailscale's table leads to if the policy names a different link; else
   * empty.
   */
  public static Optional<String> misnamed(Snapshot snapshot, Policy policy) {
    Set<Integer> links = links(snapshot, policy);
    Optional<String> misnamed = Optional.empty();
    for (Link link : snapshot.links()) {
      if (links.contains(link.index())) {
        boolean isNamed = policy.tailscale().linkName().equals(Optional.of(link.name()));
        if (isNamed || policy.tailscale().linkName().isEmpty()) {
          return Optional.empty();
        }
        misnamed = Optional.of(link.name());
      }
    }
    return misnamed;
  }

  /**
   * Whether there is a TUN that may be Tailscale's although its table, which is empty, does not
   * show that.
   */
  public static boolean mayHaveAnotherName(Snapshot snapshot, Policy policy) {
    if (policy.tailscale().linkName().isPresent()) {
      return false;
    }
    for (Link link : snapshot.links()) {
      if (link.kind() == Link.Kind.TUN && !snapshot.hasDefaultRouteBy(link)) {
        return true;
      }
    }
    return false;
  }

  private static Set<Integer> links(Snapshot snapshot, Policy policy) {
    Set<Integer> links = new HashSet<>();
    for (Family family : Family.values()) {
      snapshot
          .tailnet()
          .table(family, policy.tailscale().table())
          .ifPresent(routes -> links.addAll(routes.links()));
    }
    return links;
  }

  /** Whether the configured table belongs to Tailscale: {@link #table} is not empty. */
  public static boolean ownsTable(Snapshot snapshot, Policy policy) {
    return table(snapshot, policy).isPresent();
  }

  /**
   * Tailscale's table. Empty if another program uses its number: then it has routes, but none to
   * the tailnet. An empty table belongs to Tailscale, because tailscaled may not be logged in yet.
   * So does a table whose routes all use a TUN with the name tailscale0: these may be tailscaled's
   * first routes.
   */
  static OptionalLong table(Snapshot snapshot, Policy policy) {
    long number = policy.tailscale().table();
    boolean isForeign = false;
    for (Family family : Family.values()) {
      Optional<TailnetRoutes> routes = snapshot.tailnet().table(family, number);
      if (routes.isPresent() && !routes.get().peers().isEmpty()) {
        return OptionalLong.of(number);
      }
      isForeign |= routes.isPresent() && leavesByOther(routes.get().otherLinks(), snapshot);
    }
    return isForeign && policy.tailscale().linkName().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(number);
  }

  private static boolean leavesByOther(Set<Integer> indexes, Snapshot snapshot) {
    for (int index : indexes) {
      Optional<Link> link = snapshot.link(index);
      if (link.isEmpty() || !hasUsualForm(link.get())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasUsualForm(Link link) {
    return link.kind() == Link.Kind.TUN && link.name().equals(USUAL_NAME);
  }
}
