/**
 * What the daemon owes its service manager: word of its state ({@link
 * io.github.rulewarden.systemd.Notifier}), signs of life ({@link
 * io.github.rulewarden.systemd.Watchdog}), and a log whose priorities the journal understands
 * ({@link io.github.rulewarden.systemd.LogConfigurator}, which logback finds by itself). Without
 * systemd all of it still works and tells nobody.
 */
@NullMarked
package io.github.rulewarden.systemd;

import org.jspecify.annotations.NullMarked;
