package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationReader;
import java.time.Clock;

/**
 * Everything that the commands reach the world by.
 *
 * @param version of the program
 * @param clock its zone is the one that times are shown in
 */
public record Wiring(
    String version,
    ConfigurationReader configuration,
    Kernel kernel,
    DaemonLink daemon,
    DaemonRunner runner,
    Demo demo,
    Clock clock) {}
