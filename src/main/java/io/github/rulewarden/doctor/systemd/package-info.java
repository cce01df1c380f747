/**
 * Reads unit files with their drop-ins and links, and configuration files, as systemd does, and
 * derives the boot order from them. Source: systemd.unit(5), systemd.syntax(7), systemd.special(7).
 *
 * <p>This package reads the files and does not query systemd: the files also give the line that has
 * to change, and they are available where systemd does not answer, as in a rescue shell.
 *
 * <p>2026-11-20: an empty {@code After=} or {@code Before=} resets nothing (systemd.unit(5):
 * "Dependencies cannot be reset to an empty list"; tested with systemd-analyze 252), so {@code
 * Unit} does not handle it.
 */
@NullMarked
package io.github.rulewarden.doctor.systemd;

import org.jspecify.annotations.NullMarked;
