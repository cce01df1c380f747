package io.github.rulewarden.build;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * A record's {@code equals} and {@code hashCode} as {@code java.lang.runtime.ObjectMethods}
 * generates them: component by component, primitives as their boxes compare and hash them. {@code
 * toString} stays as it is, because it is not called at start-up.
 */
final class PlainRecord {
  private static final String BOOTSTRAP = "Ljava/lang/runtime/ObjectMethods;";
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc EQUALS =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
  private static final int FACTOR = 31;

  private final ClassDesc type;

  PlainRecord(ClassDesc type) {
    this.type = type;
  }

  static boolean isMethod(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().descriptorString().equals(BOOTSTRAP)
        && !call.name().equalsString("toString");
  }

  /** Replaces the call with code that pops its arguments and pushes its result. */
  void write(CodeBuilder code, InvokeDynamicInstruction call) {
    if (call.name().equalsString("hashCode")) {
      writeHash(code, fields(call));
    } else {
      writeEquals(code, fields(call));
    }
  }

  /**
   * Returns the getters of the components. The arguments before them are the record's class and the
   * components' names.
   */
  private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction call) {
    List<DirectMethodHandleDesc> fields = new ArrayList<>();
    for (ConstantDesc argument : call.bootstrapArgs()) {
      if (argument instanceof DirectMethodHandleDesc field) {
        fields.add(field);
      }
    }
    return fields;
  }

  private void writeHash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    int self = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(self).iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc kind = kind(field);
      code.bipush(FACTOR).imul();
      load(code, self, field);
      ClassDesc owner = kind.isPrimitive() ? box(kind) : OBJECTS;
      ClassDesc parameter = kind.isPrimitive() ? kind : ConstantDescs.CD_Object;
      code.invokestatic(owner, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, parameter));
      code.iadd();
    }
  }

  private void writeEquals(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    int self = code.allocateLocal(TypeKind.REFERENCE);
    int other = code.allocateLocal(TypeKind.REFERENCE);
    Label equal = code.newLabel();
    Label different = code.newLabel();
    Label end = code.newLabel();
    code.astore(other).astore(self);
    code.aload(self).aload(other).if_acmpeq(equal);
    code.aload(other).instanceOf(type).ifeq(different);
    code.aload(other).checkcast(type).astore(other);
    for (DirectMethodHandleDesc field : fields) {
      load(code, self, field);
      load(code, other, field);
      ClassDesc kind = kind(field);
      if (kind.isPrimitive()) {
        MethodTypeDesc compare = MethodTypeDesc.of(ConstantDescs.CD_int, kind, kind);
        code.invokestatic(box(kind), "compare", compare).ifne(different);
      } else {
        code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(different);
      }
    }
    code.labelBinding(equal).iconst_1().goto_(end);
    code.labelBinding(different).iconst_0().labelBinding(end);
  }

  private void load(CodeBuilder code, int slot, DirectMethodHandleDesc field) {
    code.aload(slot).getfield(type, field.methodName(), kind(field));
  }

  private static ClassDesc kind(DirectMethodHandleDesc field) {
    return field.invocationType().returnType();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
    };
  }
}
