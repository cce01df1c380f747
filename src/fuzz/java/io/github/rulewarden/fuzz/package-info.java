/**
 * Bytes from strangers: how the decoders, and the loop as a whole, are put under fire.
 *
 * <p>Each {@link io.github.rulewarden.fuzz.Target} stands beside what it fires at, in the same
 * package, and is called {@code ...Fuzz}. Its inputs are the files of {@code
 * src/fuzz/corpus/<package>.<name>}: captures of the real kernel, texts worth a look, and whatever
 * once made something fail.
 *
 * <ul>
 *   <li>{@code mvn verify} feeds every file to its target ({@link
 *       io.github.rulewarden.fuzz.CorpusTest}) and proves for each target that it gets as far as
 *       its decoder ({@link io.github.rulewarden.fuzz.ReachTest}). No fuzzer is needed for that.
 *   <li>{@code mvn -P fuzz verify -Dfuzz.seconds=60} has Jazzer look for new inputs, guided by what
 *       they reach, target by target ({@link io.github.rulewarden.fuzz.LongRun}). What fails is
 *       written into the target's corpus as {@code crash-...}; mend it, and give the file a name.
 * </ul>
 *
 * <p>2026-11-20: Jazzer's driver is used, not its JUnit engine. That works with JUnit 6, but loads
 * an agent into the virtual machine of all unit tests and instruments whatever they load.
 */
@NullMarked
package io.github.rulewarden.fuzz;

import org.jspecify.annotations.NullMarked;
