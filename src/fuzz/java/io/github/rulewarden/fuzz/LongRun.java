package io.github.rulewarden.fuzz;

import io.github.rulewarden.systemd.LogProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Jazzer on targets, one after the other: {@code LongRun SECONDS TARGET} runs every target
 * whose name ends with TARGET.
 *
 * <p>Jazzer stores interesting inputs in target/fuzz and continues with them in the next run. It
 * writes inputs that fail to the target's corpus.
 */
public final class LongRun {
  /** As the daemon runs, but for the heap: Jazzer wants some for itself. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xss256k",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+EnableDynamicAgentLoading",
          "-Dslf4j.provider=" + LogProvider.class.getName(),
          "-Dslf4j.internal.verbosity=WARN",
          "-Xshare:off");

  /** The parsers are guided through as well: most of what a text makes happen happens there. */
  private static final String INSTRUMENTED =
      "io.github.rulewarden.**:org.tomlj.**:org.freedesktop.dbus.**";

  private static final int LONGEST_INPUT = 4096;
  private static final int LONGEST_SECONDS_FOR_ONE = 60;

  private LongRun() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int seconds = Integer.parseInt(arguments[0]);
    List<String> failed = new ArrayList<>();
    for (Corpus corpus : Corpus.all()) {
      if (corpus.name().endsWith(arguments[1]) && !run(corpus, seconds)) {
        failed.add(corpus.name());
      }
    }
    if (!failed.isEmpty()) {
      System.err.println("Failed, see what was added to src/fuzz/corpus: " + failed);
      System.exit(1);
    }
  }

  /** Whether nothing failed. */
  private static boolean run(Corpus corpus, int seconds) throws IOException, InterruptedException {
    Path found = Files.createDirectories(Path.of("target/fuzz", corpus.name()));
    Path temporary = Files.createDirectories(Path.of("target/fuzz-temporary"));
    System.out.println("== " + corpus.name() + ", " + seconds + " s");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + temporary.toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + JazzerEntry.class.getName(),
            "--target_args=" + corpus.name(),
            "--instrumentation_includes=" + INSTRUMENTED,
            // What is asked is whether it crashes, not whether it opens files: that it may.
            "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal",
            "--reproducer_path=" + temporary,
            "-artifact_prefix=" + corpus.directory() + "/",
            "-max_len=" + LONGEST_INPUT,
            "-timeout=" + LONGEST_SECONDS_FOR_ONE,
            "-report_slow_units=" + LONGEST_SECONDS_FOR_ONE,
            "-max_total_time=" + seconds,
            "-rss_limit_mb=0",
            "-print_final_stats=1",
            found.toString(),
            corpus.directory().toString()));
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
