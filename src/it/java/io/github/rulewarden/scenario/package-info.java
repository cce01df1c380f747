/**
 * Scenarios on the real kernel with the real tailscaled and wg-quick: one class for each topic, one
 * method for each scenario. Every test has its own host.
 */
@NullMarked
package io.github.rulewarden.scenario;

import org.jspecify.annotations.NullMarked;
