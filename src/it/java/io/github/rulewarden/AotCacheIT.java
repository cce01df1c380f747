package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program starts from its AOT caches, and also without them. */
@Timeout(600)
class AotCacheIT {
  private static final String COMPLAINT = "The start was slow, because ";

  @RegisterExtension final TestHost host = TestHost.create();

  /** A change to the daemon's cache, or to the files that the cache was made from. */
  enum Mishap {
    MISSING {
      @Override
      void befall(Path lib) throws IOException {
        Files.delete(lib.resolve("daemon.aot"));
      }
    },
    EMPTY {
      @Override
      void befall(Path lib) throws IOException {
        Files.write(lib.resolve("daemon.aot"), new byte[0]);
      }
    },
    CUT_OFF {
      @Override
      void befall(Path lib) throws IOException {
        Path cache = lib.resolve("daemon.aot");
        try (FileChannel channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
          channel.truncate(Files.size(cache) / 2);
        }
      }
    },
    SOMETHING_ELSE {
      @Override
      void befall(Path lib) throws IOException {
        byte[] jar = Files.readAllBytes(lib.resolve("rulewarden.jar"));
        Files.write(lib.resolve("daemon.aot"), jar);
      }
    },
    MADE_FROM_ANOTHER_JAR {
      @Override
      void befall(Path lib) throws IOException {
        Path jar = lib.resolve("rulewarden.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
      }
    };

    abstract void befall(Path lib) throws IOException;
  }

  @Test
  void theDaemonStartsFromItsCacheWhereverItIsInstalled() throws Exception {
    Path copy = copy();

    Daemon daemon = Daemon.on(host).installedAt(copy).start();

    assertTrue(Files.readString(maps(daemon.pid())).contains(copy + "/lib/daemon.aot"));
    assertFalse(daemon.log().contains(COMPLAINT), daemon.log());
  }

  @Test
  void commandsStartFromTheirs() throws Exception {
    // The command blocks until the test writes to the FIFO.
    Path fifo = host.directory().resolve("fifo");
    host.run("mkfifo", fifo.toString()).require();
    Process command = Rulewarden.start(host, List.of(), "config", "check", fifo.toString());
    try {
      Path cache = Rulewarden.home().toRealPath().resolve("lib/commands.aot");
      assertTrue(Patience.until(() -> isMapped(cache, command.pid())));
    } finally {
      Files.writeString(fifo, "");
      assertEquals(0, command.waitFor());
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutItsCacheTheDaemonStartsAndSaysSoOnce(Mishap mishap) throws Exception {
    Path copy = copy();
    mishap.befall(copy.resolve("lib"));

    Daemon daemon = Daemon.on(host).installedAt(copy).start();
    daemon.awaitNoticeThatBegins("STATUS=");
    daemon.terminate();
    assertEquals(0, daemon.awaitExit());

    List<String> complaints =
        daemon.log().lines().filter(line -> line.contains(COMPLAINT)).toList();
    assertEquals(1, complaints.size(), daemon.log());
    assertTrue(complaints.getFirst().contains(copy + "/lib/daemon.aot"), complaints.getFirst());
    assertFalse(daemon.log().contains("[aot]"), daemon.log());
  }

  /** Java does not verify every byte of a cache, and a damaged cache may crash it. */
  @Test
  void ofACacheWithBrokenBytesItDiesOnceAtMost() throws Exception {
    Path copy = copy();
    overwriteTheMiddle(copy.resolve("lib/daemon.aot"));

    Daemon first = Daemon.on(host).installedAt(copy).launch();
    if (first.isDeadOr(() -> first.log().contains("ipv6 is idle"))) {
      assertTrue(Files.exists(mark()));
    } else {
      first.kill();
    }
    Daemon second = Daemon.on(host).installedAt(copy).start();
    assertTrue(second.pid() > 0);
  }

  @Test
  void aStartThatWasCutShortIsFollowedByOneWithoutTheCache() throws Exception {
    Files.createDirectories(mark().getParent());
    Files.createFile(mark());
    Daemon daemon = Daemon.on(host).start();
    daemon.awaitNoticeThatBegins("STATUS=");
    assertTrue(daemon.log().contains(COMPLAINT), daemon.log());
    assertFalse(Files.exists(mark()), "this one was not");
    daemon.terminate();
    assertEquals(0, daemon.awaitExit());

    Daemon next = Daemon.on(host).start();
    next.awaitNoticeThatBegins("STATUS=");
    assertFalse(next.log().contains(COMPLAINT), next.log());
  }

  private Path mark() {
    return host.directory().resolve("run/starting");
  }

  private static void overwriteTheMiddle(Path cache) throws IOException {
    try (FileChannel channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
      byte[] nonsense = new byte[1 << 16];
      Arrays.fill(nonsense, (byte) 0x5a);
      for (long place = Files.size(cache) / 4; place < Files.size(cache) / 2; place += 1 << 16) {
        channel.write(ByteBuffer.wrap(nonsense), place);
      }
    }
  }

  @Test
  void withoutItsCacheACommandSaysNothingOfIt() throws Exception {
    Path copy = copy();
    Files.delete(copy.resolve("lib/commands.aot"));

    Program version = host.run(copy + "/bin/rulewarden", "--version");

    assertEquals(Rulewarden.run(host, "--version"), version);
  }

  @Test
  void ofACacheWithBrokenBytesNoCommandDies() throws Exception {
    Path copy = copy();
    overwriteTheMiddle(copy.resolve("lib/commands.aot"));

    Program version = host.run(copy + "/bin/rulewarden", "--version");

    assertEquals(Rulewarden.run(host, "--version"), version);
  }

  /** The environment variables of the caller's shell do not affect the program. */
  @ParameterizedTest
  @ValueSource(strings = {"CDPATH=/usr", "guard=false", "PATH=", "JAVA_TOOL_OPTIONS=-Xcheck:jni"})
  void theCallersEnvironmentChangesNothing(String variable) throws Exception {
    Path home = Rulewarden.home();
    Path link = host.directory().resolve("rulewarden");
    Files.createSymbolicLink(link, home.resolve("bin/rulewarden"));
    Program expected = Rulewarden.run(host, "--version");

    for (String call :
        List.of("cd " + home + " && bin/rulewarden --version", link + " --version")) {
      assertEquals(expected, host.run("/usr/bin/env", variable, "/bin/sh", "-c", call), call);
    }
  }

  /** Copies the program as the README's installation steps do. */
  private Path copy() {
    Path lib = host.directory().resolve("lib");
    host.run("mkdir", lib.toString()).require();
    Path copy = lib.resolve("rulewarden");
    host.run("cp", "-a", Rulewarden.home().toString(), copy.toString()).require();
    return copy;
  }

  private static boolean isMapped(Path file, long pid) {
    try {
      return Files.readString(maps(pid)).contains(file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path maps(long pid) {
    return Path.of("/proc/" + pid + "/maps");
  }
}
