package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.rulewarden.ClassLoadRecorder;
import io.github.rulewarden.config.ConfigurationReader;
import io.github.rulewarden.doctor.FixtureHost;
import io.github.rulewarden.fib.Snapshot;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The daemon starts without loading picocli, which takes longer than the rest of its start. */
class NoParserForTheDaemonTest {
  @Test
  void theDaemonDoesNotLoadPicocli() throws Exception {
    assertEquals(List.of(), parserClassesLoadedBy(Daemon.class));
  }

  @Test
  void otherCommandsLoadPicocli() throws Exception {
    assertNotEquals(List.of(), parserClassesLoadedBy(Version.class));
  }

  private static List<String> parserClassesLoadedBy(Class<? extends Runnable> call)
      throws Exception {
    ClassLoadRecorder recorder = new ClassLoadRecorder("picocli.");
    recorder.run(call);
    return recorder.loaded();
  }

  /** {@code rulewarden daemon}. */
  public static final class Daemon implements Runnable {
    @Override
    public void run() {
      call("daemon");
    }
  }

  /** {@code rulewarden --version}. */
  public static final class Version implements Runnable {
    @Override
    public void run() {
      call("--version");
    }
  }

  private static void call(String word) {
    Dependencies dependencies =
        new Dependencies(
            "1.2.3",
            new ConfigurationReader(Path.of("/nonexistent")),
            new FakeLocalKernel(Snapshot.EMPTY, "good"),
            new FakeDaemon("absent"),
            configuration -> ExitCode.SUCCESS,
            (out, terminal) -> ExitCode.SUCCESS,
            new FixtureHost(Path.of("/nonexistent")).host(),
            Clock.systemUTC());
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int exit =
        new RulewardenCli(dependencies).run(new String[] {word}, nowhere, nowhere, Terminal.PLAIN);
    assertEquals(ExitCode.SUCCESS, exit);
  }
}
