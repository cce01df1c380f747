/**
 * Fuzzing of the decoders and of the whole loop.
 *
 * <p>Each {@link io.github.rulewarden.fuzz.Target} is in the package of the code that it tests, and
 * its name ends in {@code Fuzz}. Its recorded inputs are the files in {@code
 * src/fuzz/corpus/<package>.<name>}: captures of the real kernel, typical texts, and inputs that
 * once caused a failure.
 *
 * <ul>
 *   <li>{@code mvn verify} runs every target with its files ({@link
 *       io.github.rulewarden.fuzz.CorpusTest}) and checks that each target reaches its decoder
 *       ({@link io.github.rulewarden.fuzz.ReachTest}). This needs no fuzzer.
 *   <li>{@code mvn -P fuzz verify -Dfuzz.seconds=60} makes Jazzer search for new inputs, guided by
 *       coverage, for one target after the other ({@link io.github.rulewarden.fuzz.LongRun}). It
 *       writes an input that fails to the target's corpus as {@code crash-...}: fix the bug and
 *       rename the file.
 * </ul>
 *
 * <p>2026-11-20: Jazzer's driver is used and not its JUnit engine, because the engine loads an
 * agent into the virtual machine of all unit tests and instruments every class that they load.
 */
@NullMarked
package io.github.rulewarden.fuzz;

import org.jspecify.annotations.NullMarked;
