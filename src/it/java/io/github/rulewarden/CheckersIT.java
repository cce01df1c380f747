package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Error Prone and NullAway reject the code that they must reject. Some combinations of their
 * versions load without an error and find nothing.
 */
class CheckersIT {

  @TempDir Path directory;

  private final List<String> sources = new ArrayList<>();

  private record Outcome(int exitCode, String output) {}

  @Test
  void aClassWithoutFaultCompiles() throws Exception {
    write("Right", "String text() { return \"\"; }");
    assertEquals(new Outcome(0, ""), compile());
  }

  @Test
  void faultsAreRefused() throws Exception {
    write("ReturnsNull", "String text() { return null; }");
    // NullAway finds this only in JSpecify mode.
    write(
        "NullInTypeArgument",
        """
        static class Box<T extends @org.jspecify.annotations.Nullable Object> {}
        Box<String> box() { return new Box<@org.jspecify.annotations.Nullable String>(); }
        """);
    write("ForgetsToThrow", "void forget() { new Exception(); }");

    Outcome outcome = compile();

    assertEquals(1, outcome.exitCode(), outcome.output());
    assertReported("ReturnsNull", "NullAway", outcome);
    assertReported("NullInTypeArgument", "NullAway", outcome);
    assertReported("ForgetsToThrow", "DeadException", outcome);
  }

  private static void assertReported(String name, String checker, Outcome outcome) {
    String report = "(?s).*" + name + "\\.java:\\d+: error: \\[" + checker + "\\].*";
    assertTrue(outcome.output().matches(report), outcome.output());
  }

  private void write(String name, String members) throws IOException {
    Path source = directory.resolve(name + ".java");
    String head = "package io.github.rulewarden; @org.jspecify.annotations.NullMarked class ";
    Files.writeString(source, head + name + " { " + members + " }");
    sources.add(source.toString());
  }

  /** Compiles the written files as the build does, with the JDK that runs this test. */
  private Outcome compile() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    for (String name : "api file main model parser processing tree util".split(" ", -1)) {
      command.add("-J--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
    }
    for (String name : List.of("code", "comp")) {
      command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-XDcompilePolicy=simple", "--should-stop=ifError=FLOW"));
    command.addAll(List.of("-XDaddTypeAnnotationsToSymbol=true", "-proc:none"));
    command.add(required("errorprone.arguments"));
    command.addAll(
        List.of("-processorpath", Files.readString(Path.of(required("errorprone.path")))));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-d", directory.toString()));
    command.addAll(sources);
    Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(javac.waitFor(), output);
  }

  /** Returns a system property that the build passes. */
  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("run by mvn verify, which sets " + property);
    }
    return value;
  }
}
