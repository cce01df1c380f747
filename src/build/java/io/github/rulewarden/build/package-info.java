/**
 * Rewrites the compiled classes before they are tested and packed.
 *
 * <p><b>2026-11-26: no bootstraps at start-up.</b> javac compiles pattern switches, and {@code
 * equals} and {@code hashCode} of records, to {@code invokedynamic}. The JDK generates the code of
 * such a call when it runs for the first time. The AOT cache of Java 25 keeps this code for
 * lambdas, but not for these calls, and the first repair waited 40 ms for them. {@link
 * io.github.rulewarden.build.PlainClasses} replaces these calls by the code that the JDK would
 * generate, so the sources can use pattern switches and records freely.
 *
 * <p><b>When to delete this package:</b> as soon as the JDK's AOT cache keeps the bootstraps of
 * pattern switches and of the {@code equals} and {@code hashCode} of records, and {@code
 * src/bench/start/run.sh} shows the same start-up time with {@code -Dplain.skip}.
 *
 * <p><b>2026-11-27: the property {@code plain.skip}.</b> {@code -Dplain.skip} leaves the classes as
 * javac wrote them. CI runs the unit tests on both, so that no test depends on the rewriting.
 */
@NullMarked
package io.github.rulewarden.build;

import org.jspecify.annotations.NullMarked;
