package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.policy.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, in which order, and the errors for unreadable ones. */
class ConfigurationReaderTest {
  @TempDir private Path directory;
  private Path main;
  private Path extras;
  private ConfigurationReader reader;

  @BeforeEach
  void locate() {
    main = directory.resolve("rulewarden.toml");
    extras = directory.resolve("conf.d");
    reader = new ConfigurationReader(directory);
  }

  @Test
  void withoutFilesTheDefaultsApply() throws Exception {
    assertEquals(Configuration.DEFAULT, reader.read());
    assertEquals(
        Configuration.DEFAULT, new ConfigurationReader(directory.resolve("absent")).read());
    Files.createDirectory(extras);
    assertEquals(Configuration.DEFAULT, reader.read());
  }

  @Test
  void extrasAreLaidOverTheMainFileByName() throws Exception {
    write(main, "mode = 'observe'\nvpn.tables = [1, 2]\nbudget.repairs = 1\n");
    Path second = write(extras.resolve("20-late.toml"), "budget.repairs = 3\nvpn.tables = [3]");
    Path first = write(extras.resolve("10-early.toml"), "budget.repairs = 2");

    Configuration configuration = reader.read();

    assertEquals(List.of(main, first, second), configuration.files());
    assertEquals(Mode.OBSERVE, configuration.policy().mode());
    assertEquals(3, configuration.policy().budget().repairs());
    assertEquals(Set.of(3L), configuration.policy().vpn().tables());
  }

  @Test
  void whatCannotBePrintedIsNotPrinted() throws Exception {
    write(main, "mode = \"\\\u001b[2J\"");

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> reader.read());

    assertEquals("Invalid escape sequence '\\?'", refused.problems().getFirst().text());
  }

  @Test
  void extrasDoWithoutAMainFile() throws Exception {
    Path extra = write(extras.resolve("a.toml"), "mode = 'observe'");

    assertEquals(List.of(extra), reader.read().files());
  }

  @Test
  void whatEditorsAndPackageManagersLeaveBehindIsNotRead() throws Exception {
    write(extras.resolve("a.toml.dpkg-old"), "nonsense");
    write(extras.resolve("a.toml~"), "nonsense");
    write(extras.resolve(".#a.toml"), "nonsense");

    assertEquals(Configuration.DEFAULT, reader.read());
  }

  @Test
  void aNamedFileIsTheOnlyOneThatIsRead() throws Exception {
    write(main, "nonsense");
    write(extras.resolve("a.toml"), "nonsense");
    Path named = write(directory.resolve("other.conf"), "mode = 'observe'");

    Configuration configuration = reader.read(named);

    assertEquals(List.of(named), configuration.files());
    assertEquals(Mode.OBSERVE, configuration.policy().mode());
  }

  @Test
  void theProblemsOfAllFilesAreReportedTogether() throws Exception {
    write(main, "mode = 'x'\n");
    Path first = write(extras.resolve("a.toml"), "budget.repairs = 0\n");
    Path second = write(extras.resolve("b.toml"), "\n]\n");

    assertProblems(
        main + ":1:1: mode: found \"x\", expected \"repair\" or \"observe\"",
        first + ":1:1: budget.repairs: found 0, expected a number from 1 to 1000000",
        second + ":2:1: found ']', expected a key, a [table], a newline, or end-of-input");
  }

  @Test
  void keysOfDifferentFilesMayContradictEachOther() throws Exception {
    write(main, "vpn.tables = [1, 2]\n");
    write(extras.resolve("a.toml"), "tailscale.table = 2\n");

    assertProblems(
        main + ":1:18: vpn.tables: found 2, expected a table other than tailscale.table");
  }

  @Test
  void aLaterFileMayResolveAContradiction() throws Exception {
    write(main, "vpn.tables = [1, 2]\ntailscale.table = 2\n");
    write(extras.resolve("a.toml"), "vpn.tables = [1]\n");

    assertEquals(Set.of(1L), reader.read().policy().vpn().tables());
  }

  @Test
  void aNamedFileMustBeThere() {
    Path absent = directory.resolve("absent.toml");

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> reader.read(absent));

    assertEquals(
        absent + ":1:1: found no such file, expected a readable file", refused.getMessage());
  }

  @Test
  void aLinkThatLeadsNowhereIsNoAbsentFile() throws Exception {
    Files.createSymbolicLink(main, directory.resolve("absent"));

    assertProblems(main + ":1:1: found a dangling symbolic link, expected a readable file");
  }

  @Test
  void aLinkToItselfIsNoAbsentFile() throws Exception {
    Files.createSymbolicLink(main, main);

    assertProblems(
        main
            + ":1:1: found `Too many levels of symbolic links or unable to access attributes of"
            + " symbolic link`, expected a readable file");
  }

  @Test
  void aDirectoryIsNoFile() throws Exception {
    Files.createDirectory(main);

    assertProblems(main + ":1:1: found a directory, expected a readable file");
  }

  @Test
  void aFileIsNoDirectory() throws Exception {
    write(extras, "");

    assertProblems(extras + ":1:1: found a file, expected a readable directory");
  }

  @Test
  void whatIsNotUtf8IsPointedAt() throws Exception {
    byte[] bytes = "# ä 😀\nmode = 'x'".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xe4;
    Files.write(main, bytes);

    assertProblems(main + ":2:9: found the byte 0xe4, expected text in UTF-8");
  }

  @Test
  void aFileThatEndsWithinACharacterIsNotUtf8() throws Exception {
    Files.write(main, new byte[] {'#', (byte) 0xc3});

    assertProblems(main + ":1:2: found the byte 0xc3, expected text in UTF-8");
  }

  @Test
  void aDeviceThatNeverEndsIsNotReadToItsEnd() {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> reader.read(Path.of("/dev/zero")));

    assertEquals(
        "/dev/zero:1:1: found more than 256 KiB, expected at most that", refused.getMessage());
  }

  @Test
  void aPileOfBracketsIsRefused() throws Exception {
    write(main, "vpn.tables = " + "[".repeat(200_000));

    assertProblems(main + ":1:1: found too many nested arrays, expected TOML with fewer");
  }

  private void assertProblems(String... problems) {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> reader.read());
    assertEquals(String.join("\n", problems), refused.getMessage());
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
