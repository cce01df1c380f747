package io.github.rulewarden.doctor.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.doctor.FixtureHost;
import io.github.rulewarden.doctor.host.Processes.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class HostTest {
  @TempDir private Path root;

  @Test
  void filesAreUnderTheRootAlsoByAbsoluteLinks() {
    HostFiles files =
        new FixtureHost(root)
            .add(
                """
                == file /run/a
                text
                == link /etc/absolute /run/a
                == link /etc/relative ../run/a
                == link /etc/twice /etc/absolute
                == link /etc/nowhere /run/absent
                == link /etc/circle /etc/circle
                == dir /etc/directory
                """)
            .host()
            .files();

    Probe<Optional<String>> text = new Probe.Known<>(Optional.of("text\n"));
    assertEquals(text, files.text("/run/a"));
    assertEquals(text, files.text("/etc/absolute"));
    assertEquals(text, files.text("/etc/relative"));
    assertEquals(text, files.text("/etc/twice"));
    assertEquals(new Probe.Known<>(Optional.empty()), files.text("/etc/nowhere"));
    assertEquals(new Probe.Known<>(Optional.empty()), files.text("/run/a/b"));
    assertEquals(Probe.unknown("not a regular file"), files.text("/etc/directory"));
    assertEquals(Probe.unknown("too many symbolic links"), files.text("/etc/circle"));
    assertEquals(Optional.of("/run/a"), files.link("/etc/absolute"));
    assertEquals(Optional.empty(), files.link("/run/a"));
    assertTrue(files.exists("/etc/nowhere"));
    assertFalse(files.exists("/etc/absent"));
  }

  @Test
  void namesAreSortedAndThoseOfNothingAreNone() {
    HostFiles files =
        new FixtureHost(root).add("== file /d/b\n== file /d/a\n== dir /d/c\n").host().files();

    assertEquals(new Probe.Known<>(List.of("a", "b", "c")), files.names("/d"));
    assertEquals(new Probe.Known<>(List.of()), files.names("/absent"));
    assertEquals(new Probe.Known<>(List.of()), files.names("/d/a"));
  }

  @Test
  void processesAreThoseWithANumber() {
    HostFiles files =
        new FixtureHost(root)
            .add(
                """
                == process 7 /usr/lib/systemd/systemd-networkd --x
                == link /proc/7/fd/0 /dev/null
                == link /proc/7/fd/3 socket:[5001]
                == dir /proc/8
                == file /proc/self/comm
                """)
            .host()
            .files();

    assertEquals(
        List.of(
            new Entry(
                7,
                "systemd-network",
                List.of("/usr/lib/systemd/systemd-networkd", "--x"),
                List.of(5001L))),
        Processes.of(files));
  }

  @Test
  void programsAreRunWithinALimit() {
    RealPrograms programs = new RealPrograms(Duration.ofMinutes(2));

    assertEquals(new Probe.Known<>("a b\n"), programs.output(List.of("echo", "a b")));
    assertEquals(
        Probe.unknown("no-such-program is not installed"),
        programs.output(List.of("no-such-program")));
    assertEquals(
        Probe.unknown("sh failed: no"),
        programs.output(List.of("sh", "-c", "echo no >&2; exit 3")));
    assertEquals(
        new Probe.Unknown<>(
            new Probe.Failure(Probe.Cause.FORBIDDEN, "sh failed: Operation not permitted")),
        programs.output(List.of("sh", "-c", "echo Operation not permitted >&2; exit 1")));
    assertEquals(
        Probe.unknown("sleep did not finish within 0 s"),
        new RealPrograms(Duration.ofMillis(20)).output(List.of("sleep", "1000")));
  }
}
