package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The program follows the dependency rules. ArchitectureRulesTest shows that the rules can fail.
 */
class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.rulewarden");

  static List<ArchRule> rules() {
    return Architecture.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramFollows(ArchRule rule) {
    rule.check(PROGRAM);
  }

  @Test
  void everyArrowOfTheTableIsUsed() {
    assertEquals(List.of(), Architecture.unusedArrows(PROGRAM));
  }

  @Test
  void noPackagesDependOnEachOther() {
    Architecture.noCircles().check(PROGRAM);
  }

  @Test
  void everyPackageIsNullMarked() {
    Architecture.nullMarked().check(PROGRAM);
  }

  @Test
  void theWholeProgramWasImported() {
    assertTrue(PROGRAM.contain(Main.class));
  }
}
