/**
 * The neighbours that tests play or start: a private bus, systemd's notify socket, a program with a
 * deadline. Each is closed by the test that made it and leaves nothing behind.
 */
@NullMarked
package io.github.rulewarden.testing;

import org.jspecify.annotations.NullMarked;
