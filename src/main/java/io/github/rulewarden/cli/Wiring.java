package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationReader;
import io.github.rulewarden.doctor.host.Host;
import java.time.Clock;

/**
 * Everything that the commands reach the world by.
 *
 * @param version of the program
 * @param host what the doctor looks at beside the kernel's rules and the daemon
 * @param clock its zone is the one that times are shown in
 */
public record Wiring(
    String version,
    ConfigurationReader configuration,
    Kernel kernel,
    DaemonLink daemon,
    DaemonRunner runner,
    Demo demo,
    Host host,
    Clock clock) {}
