package io.github.rulewarden.build;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * The pattern switches of one class whose labels are all types. Each call of {@code
 * java.lang.runtime.SwitchBootstraps.typeSwitch} becomes a call of a new private method.
 *
 * <p>That method takes the value and the label to begin at. It returns the index of the first label
 * from there on that the value is an instance of, -1 for null, or the number of labels if none
 * matches.
 */
final class PlainSwitches {
  private static final String BOOTSTRAP = "Ljava/lang/runtime/SwitchBootstraps;";
  private static final int METHOD =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final int VALUE = 0;
  private static final int FIRST = 1;

  private final ClassDesc owner;
  private final boolean isInterface;
  private final List<InvokeDynamicInstruction> calls = new ArrayList<>();

  PlainSwitches(ClassModel owner) {
    this.owner = owner.thisClass().asSymbol();
    this.isInterface = owner.flags().has(AccessFlag.INTERFACE);
  }

  static boolean isOne(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    return bootstrap.owner().descriptorString().equals(BOOTSTRAP)
        && bootstrap.methodName().equals("typeSwitch")
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  /** Replaces the call with a call of a method that {@link #addMethods} adds. */
  void write(CodeBuilder builder, InvokeDynamicInstruction call) {
    builder.invokestatic(owner, name(calls.size()), call.typeSymbol(), isInterface);
    calls.add(call);
  }

  /** Adds the methods that {@link #write} calls. */
  void addMethods(ClassBuilder builder) {
    for (int number = 0; number < calls.size(); number++) {
      InvokeDynamicInstruction call = calls.get(number);
      builder.withMethodBody(
          name(number), call.typeSymbol(), METHOD, code -> choose(code, call.bootstrapArgs()));
    }
  }

  private static String name(int number) {
    return "typeSwitch$" + number;
  }

  private static void choose(CodeBuilder code, List<ConstantDesc> types) {
    Label notNull = code.newLabel();
    code.aload(VALUE).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
    for (int label = 0; label < types.size(); label++) {
      Label next = code.newLabel();
      code.loadConstant(label).iload(FIRST).if_icmplt(next);
      code.aload(VALUE).instanceOf((ClassDesc) types.get(label)).ifeq(next);
      code.loadConstant(label).ireturn().labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }
}
