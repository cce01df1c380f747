/**
 * The daemon's saved state in a file of the runtime directory, {@code netns-INODE.state}. It
 * outlives the daemon, but not the boot.
 *
 * <p>The file is text. Its first line names the format and the boot. Each further line adds an
 * entry ({@code +}) or removes one ({@code -}), so a change costs one small write. A process that
 * is killed while it writes leaves at worst a last line without a line end, which is ignored. When
 * too many lines no longer matter, the file is rewritten and renamed over the old one.
 *
 * <p><b>2026-11-20: lines are appended before the kernel is written to.</b> A tmpfs takes such a
 * write in a few microseconds. Without it a restarted daemon could not distinguish a rule that an
 * interrupted repair left behind from one that its owner wants.
 *
 * <p><b>2026-11-27: "state", no longer "journal",</b> which has another meaning under systemd. If
 * there is only a {@code netns-INODE.journal}, it is read once, written in the new form and
 * deleted.
 */
@NullMarked
package io.github.rulewarden.statefile;

import org.jspecify.annotations.NullMarked;
