package io.github.rulewarden.netlink.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects the datagrams that a socket receives: a program that the kernel runs for each of them
 * (classic BPF; {@code linux/filter.h}, Documentation/networking/filter.rst).
 *
 * <p>BPF reads numbers big-endian on all machines: see {@link #machineOrder16}.
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

  /** Loads the 16 bits at an offset for the next comparison. */
  public SocketFilter load16(int offset) {
    return append(new Instruction(BPF_LD_H_ABS, 0, 0, offset));
  }

  /** Loads the 8 bits at an offset for the next comparison. */
  public SocketFilter load8(int offset) {
    return append(new Instruction(BPF_LD_B_ABS, 0, 0, offset));
  }

  /** Compares the loaded value, and skips a number of instructions. */
  public SocketFilter skip(int value, int ifEqual, int ifNot) {
    return append(new Instruction(BPF_JMP_JEQ_K, ifEqual, ifNot, value));
  }

  /** Compares the loaded value as an unsigned number, and skips a number of instructions. */
  public SocketFilter skipIfGreater(int value, int ifGreater, int ifNot) {
    return append(new Instruction(BPF_JMP_JGT_K, ifGreater, ifNot, value));
  }

  /** Ends the program and accepts the datagram. */
  public SocketFilter accept() {
    return append(new Instruction(BPF_RET_K, 0, 0, EVERYTHING));
  }

  /** Ends the program and drops the datagram. */
  public SocketFilter drop() {
    return append(new Instruction(BPF_RET_K, 0, 0, 0));
  }

  /** Converts 16 bits in the machine's order to the value that BPF reads. */
  public static int machineOrder16(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? value
        : Short.reverseBytes((short) value) & 0xffff;
  }

  /**
   * Writes the program to native memory ({@code struct sock_fprog}, {@code struct sock_filter}).
   */
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
