package io.github.rulewarden.netlink.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which datagrams a socket is to get, as a program that the kernel runs for each of them (classic
 * BPF; {@code linux/filter.h}, Documentation/networking/filter.rst).
 *
 * <p>Numbers in a datagram are read big-endian, whatever the machine: see {@link #machineOrder16}.
 */
public final class SocketFilter {
  private static final int BPF_LD_H_ABS = 0x28;
  private static final int BPF_LD_B_ABS = 0x30;
  private static final int BPF_JMP_JEQ_K = 0x15;
  private static final int BPF_JMP_JGT_K = 0x25;
  private static final int BPF_RET_K = 0x06;

  private static final int INSTRUCTION_SIZE = 8;
  private static final int PROGRAM_SIZE = 16;
  private static final int PROGRAM_POINTER = 8;
  private static final int EVERYTHING = -1;

  private record Instruction(int code, int ifTrue, int ifNot, int operand) {}

  private final List<Instruction> instructions = new ArrayList<>();

  /** Takes the 16 bits at an offset for the next comparison. */
  public SocketFilter load16(int offset) {
    return append(new Instruction(BPF_LD_H_ABS, 0, 0, offset));
  }

  /** Takes the 8 bits at an offset for the next comparison. */
  public SocketFilter load8(int offset) {
    return append(new Instruction(BPF_LD_B_ABS, 0, 0, offset));
  }

  /** Compares what was taken, and skips so many instructions. */
  public SocketFilter skip(int value, int ifEqual, int ifNot) {
    return append(new Instruction(BPF_JMP_JEQ_K, ifEqual, ifNot, value));
  }

  /** Compares what was taken as an unsigned number, and skips so many instructions. */
  public SocketFilter skipIfGreater(int value, int ifGreater, int ifNot) {
    return append(new Instruction(BPF_JMP_JGT_K, ifGreater, ifNot, value));
  }

  /** Ends: the datagram is let through. */
  public SocketFilter accept() {
    return append(new Instruction(BPF_RET_K, 0, 0, EVERYTHING));
  }

  /** Ends: the datagram is dropped. */
  public SocketFilter drop() {
    return append(new Instruction(BPF_RET_K, 0, 0, 0));
  }

  /** How 16 bits in the machine's order look when they are read big-endian. */
  public static int machineOrder16(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? value
        : Short.reverseBytes((short) value) & 0xffff;
  }

  /** The program as the kernel wants it ({@code struct sock_fprog}, {@code struct sock_filter}). */
  MemorySegment program(Arena arena) {
    MemorySegment code = arena.allocate((long) INSTRUCTION_SIZE * instructions.size(), Long.BYTES);
    ByteBuffer codeView = code.asByteBuffer().order(ByteOrder.nativeOrder());
    for (Instruction each : instructions) {
      codeView
          .putShort((short) each.code())
          .put((byte) each.ifTrue())
          .put((byte) each.ifNot())
          .putInt(each.operand());
    }
    MemorySegment program = arena.allocate(PROGRAM_SIZE, Long.BYTES);
    ByteBuffer view = program.asByteBuffer().order(ByteOrder.nativeOrder());
    view.putShort(0, (short) instructions.size());
    view.putLong(PROGRAM_POINTER, code.address());
    return program;
  }

  private SocketFilter append(Instruction instruction) {
    instructions.add(instruction);
    return this;
  }
}
