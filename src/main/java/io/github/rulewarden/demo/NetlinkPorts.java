package io.github.rulewarden.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the port ids of a process's netlink sockets. The kernel lists all sockets of a namespace
 * with port id and inode ({@code /proc/PID/net/netlink}), and the inodes that a process has open.
 */
public final class NetlinkPorts {
  private static final int PORT_COLUMN = 2;
  private static final int INODE_COLUMN = 9;

  private NetlinkPorts() {}

  /** Returns the port ids of one process. */
  public static Set<Integer> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    return matching(Files.readAllLines(process.resolve("net/netlink")), openFiles(process));
  }

  /**
   * Returns the port ids of the sockets that are among the files.
   *
   * @param lines of /proc/PID/net/netlink
   * @param files the targets of the descriptors; sockets are {@code socket:[INODE]}
   */
  static Set<Integer> matching(List<String> lines, Set<String> files) {
    Set<Integer> ports = new HashSet<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.strip().split(" +", -1);
      if (files.contains("socket:[" + columns[INODE_COLUMN] + "]")) {
        ports.add(Integer.parseUnsignedInt(columns[PORT_COLUMN]));
      }
    }
    return ports;
  }

  private static Set<String> openFiles(Path process) throws IOException {
    Set<String> files = new HashSet<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        files.add(Files.readSymbolicLink(descriptor).toString());
      }
    }
    return files;
  }
}
