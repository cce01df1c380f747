/**
 * How the doctor reads a host: files under a root, the output of commands, tailscaled's LocalAPI.
 * Nothing here can change the host.
 *
 * <p>Each result is a {@link io.github.rulewarden.doctor.host.Probe}: a value, or the reason why it
 * is unknown. Tests replace the root, the commands and the LocalAPI.
 */
@NullMarked
package io.github.rulewarden.doctor.host;

import org.jspecify.annotations.NullMarked;
