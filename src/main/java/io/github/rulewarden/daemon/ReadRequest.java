package io.github.rulewarden.daemon;

import java.util.Set;

/**
 * What a snapshot has to contain.
 *
 * @param tailnetTable the number of Tailscale's table, whose contents are included, or {@link
 *     #NO_TABLE}
 * @param tables tables whose default routes are included even if no rule looks them up
 */
public record ReadRequest(Freshness freshness, long tailnetTable, Set<Long> tables) {
  /** RT_TABLE_UNSPEC. */
  public static final long NO_TABLE = 0;

  /** A complete read with the contents of Tailscale's table. */
  public static ReadRequest everything(long tailnetTable) {
    return new ReadRequest(Freshness.EVERYTHING, tailnetTable, Set.of());
  }
}
