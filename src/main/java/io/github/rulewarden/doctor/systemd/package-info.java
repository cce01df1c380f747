/**
 * systemd's files as systemd reads them: unit files with their drop-ins and links, configuration
 * files, and what follows from them for the order at boot. Source: systemd.unit(5),
 * systemd.syntax(7), systemd.special(7).
 *
 * <p>The files are read, and systemd itself is not asked: they also tell which line in which file
 * has to be changed, and they are there where systemd does not answer, as in a rescue shell.
 *
 * <p>2026-11-20: an empty {@code After=} or {@code Before=} takes nothing back (systemd.unit(5):
 * "Dependencies cannot be reset to an empty list"; tried with systemd-analyze 252), so there is
 * nothing of that kind here.
 */
@NullMarked
package io.github.rulewarden.doctor.systemd;

import org.jspecify.annotations.NullMarked;
