package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationReader;
import io.github.rulewarden.doctor.host.Host;
import java.time.Clock;

/**
 * Everything that the commands depend on.
 *
 * @param version the version of the program
 * @param host what the doctor examines, in addition to the kernel's rules and the daemon
 * @param clock the clock, in the time zone of printed times
 */
public record Dependencies(
    String version,
    ConfigurationReader configuration,
    KernelAccess kernel,
    DaemonLink daemon,
    DaemonRunner runner,
    Demo demo,
    Host host,
    Clock clock) {}
