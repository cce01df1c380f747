/**
 * The daemon's memory in a file of the runtime directory: it outlives the daemon, not the boot.
 *
 * <p>The file is text. Its first line names the format and the boot; each further line adds a fact
 * ({@code +}) or takes one back ({@code -}), so that a change costs one small write and whoever is
 * killed at it leaves at worst a last line without its end, which does not count. When the lines
 * that count for nothing pile up, the file is written anew and renamed over the old one.
 *
 * <p><b>2026-11-20: lines are appended before the kernel is written to.</b> A tmpfs takes such a
 * write in a few microseconds; without it nobody could tell a rule that an interrupted repair left
 * from one that its owner wants.
 */
@NullMarked
package io.github.rulewarden.statefile;

import org.jspecify.annotations.NullMarked;
