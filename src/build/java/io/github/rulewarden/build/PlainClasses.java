package io.github.rulewarden.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Replaces the {@code invokedynamic} of pattern switches and records in compiled classes by plain
 * code with the same effect.
 *
 * <p>{@code java -cp CLASSPATH PlainClasses.java DIRECTORY} rewrites every class file below
 * DIRECTORY. A file that is already plain is not changed. CLASSPATH must have everything that the
 * classes were compiled with, because stack maps name common supertypes.
 */
public final class PlainClasses {
  private PlainClasses() {}

  public static void main(String[] words) throws IOException {
    if (words.length != 1) {
      System.err.println("expected one directory of classes, found " + words.length + " words");
      System.exit(2);
    }
    try (Stream<Path> files = Files.walk(Path.of(words[0]))) {
      files.filter(file -> file.toString().endsWith(".class")).forEach(PlainClasses::rewrite);
    }
  }

  private static void rewrite(Path file) {
    try {
      Optional<byte[]> plain = plain(Files.readAllBytes(file));
      if (plain.isPresent()) {
        Files.write(file, plain.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " cannot be rewritten", e);
    }
  }

  /** Returns the class file rewritten in plain code; empty if it is already plain. */
  static Optional<byte[]> plain(byte[] classFile) {
    ClassFile context = ClassFile.of();
    ClassModel model = context.parse(classFile);
    for (MethodModel method : model.methods()) {
      if (isToChange(method)) {
        ClassTransform change = ClassTransform.ofStateful(() -> new Change(model));
        return Optional.of(context.transformClass(model, change));
      }
    }
    return Optional.empty();
  }

  private static boolean isToChange(MethodModel method) {
    return method.code().stream().flatMap(code -> code.elementStream()).anyMatch(Change::concerns);
  }

  /** Returns the change of one class. */
  private static final class Change implements ClassTransform {
    private final PlainSwitches switches;
    private final PlainRecord self;

    Change(ClassModel model) {
      switches = new PlainSwitches(model);
      self = new PlainRecord(model.thisClass().asSymbol());
    }

    static boolean concerns(CodeElement element) {
      return element instanceof InvokeDynamicInstruction call
          && (PlainSwitches.isOne(call) || PlainRecord.isMethod(call));
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
      if (element instanceof MethodModel method && isToChange(method)) {
        builder.transformMethod(method, MethodTransform.transformingCode(this::change));
      } else {
        builder.with(element);
      }
    }

    private void change(CodeBuilder builder, CodeElement element) {
      if (element instanceof InvokeDynamicInstruction call && PlainSwitches.isOne(call)) {
        switches.write(builder, call);
      } else if (element instanceof InvokeDynamicInstruction call && PlainRecord.isMethod(call)) {
        self.write(builder, call);
      } else {
        builder.with(element);
      }
    }

    @Override
    public void atEnd(ClassBuilder builder) {
      switches.addMethods(builder);
    }
  }
}
