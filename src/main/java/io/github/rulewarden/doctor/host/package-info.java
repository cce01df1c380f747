/**
 * What the doctor may ask of a host, and nothing that could change it: files under a root, the
 * output of commands that only read, tailscaled's LocalAPI.
 *
 * <p>Each answer is a {@link io.github.rulewarden.doctor.host.Probe}: known, or unknown with the
 * reason. A test puts another root and other answers in their place.
 */
@NullMarked
package io.github.rulewarden.doctor.host;

import org.jspecify.annotations.NullMarked;
