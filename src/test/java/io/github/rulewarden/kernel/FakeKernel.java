package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.FaultPlan.Occasion;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An in-memory kernel for tests. It keeps rules as the real one does ({@link FakeKernelList},
 * {@link RuleRequest}), has links and default routes, speaks netlink over any number of sockets,
 * notifies subscribers of each change, records messages, and injects {@linkplain Fault faults}.
 *
 * <pre>{@code
 * kernel.set(Family.IPV4, "5270: from all lookup 52");
 * kernel.plan(Fault.ANSWER_LOST, "del 5209");
 * RuleChannel channel = new RuleChannel(kernel::open);
 * }</pre>
 *
 * <p>{@code FakeKernelIT} compares it with the real kernel.
 */
final class FakeKernel {
  /** The port id of all other processes. */
  static final int SOMEBODY = 812;

  private static final int FIRST_PORT_ID = 4000;

  private final Map<Family, FakeKernelList> rules = new EnumMap<>(Family.class);
  private final FakeTopology topology = new FakeTopology();
  private final FaultPlan faults = new FaultPlan();
  private final Subscribers ruleWatchers = new Subscribers(faults);
  private final Subscribers topologyWatchers = new Subscribers(faults);
  private final KernelWork work = new KernelWork(this, topology);
  private final Map<Family, Errno> lacking = new EnumMap<>(Family.class);
  private final List<List<Message>> sent = new ArrayList<>();
  private int sockets;
  private Runnable beforeDatagram = () -> {};
  private Runnable beforeMessage = () -> {};
  private Runnable afterMessage = () -> {};
  private Consumer<Change> onChange = change -> {};

  FakeKernel() {
    for (Family family : Family.values()) {
      rules.put(family, new FakeKernelList(List.of()));
    }
  }

  // State.

  /** Replaces the rules of one family, without events. */
  void set(Family family, String listing) {
    set(family, Listing.parse(family, listing));
  }

  /** Replaces the rules of one family, without events. */
  void set(Family family, List<Rule> newRules) {
    rules.put(family, new FakeKernelList(newRules));
  }

  List<Rule> rules(Family family) {
    return rules.getOrDefault(family, new FakeKernelList(List.of())).rules();
  }

  String listing(Family family) {
    return Listing.print(rules(family));
  }

  /** Removes the policy routing of a family: the kernel refuses to dump its rules. */
  void lack(Family family, Errno errno) {
    lacking.put(family, errno);
  }

  /** Adds the policy routing of a family, as loading the IPv6 module does. */
  void gain(Family family) {
    lacking.remove(family);
  }

  /**
   * The refusal of a dump of the rules of a family; empty if the kernel has policy routing for it.
   */
  Optional<Errno> lack(Family family) {
    return Optional.ofNullable(lacking.get(family));
  }

  /** Sets the size of dump datagrams; the first one over a new socket is smaller. */
  void cutDumpsAfter(int rulesInDatagram) {
    work.cutDumpsAfter(rulesInDatagram);
  }

  // Other processes.

  /** Another process adds a rule; returns false if it exists. */
  boolean add(Rule rule) {
    List<Rule> before = rules(rule.family());
    boolean isAdded = list(rule.family()).add(rule);
    if (isAdded) {
      notify(Change.Kind.ADDED, rule, before, SOMEBODY, 0);
    }
    return isAdded;
  }

  /** Another process adds a rule without a priority; returns false if it exists. */
  boolean addUnnumbered(Rule rule) {
    return add(list(rule.family()).numbered(rule));
  }

  /** Another process adds a rule without NLM_F_EXCL, even if it exists. */
  void addBesideEquals(Rule rule) {
    List<Rule> before = rules(rule.family());
    list(rule.family()).addBesideEquals(rule);
    notify(Change.Kind.ADDED, rule, before, SOMEBODY, 0);
  }

  /** Another process deletes the first matching rule; returns false if there is none. */
  boolean delete(Family family, Predicate<Rule> request) {
    List<Rule> before = rules(family);
    Optional<Rule> deleted = list(family).deleteFirst(request);
    deleted.ifPresent(rule -> notify(Change.Kind.DELETED, rule, before, SOMEBODY, 0));
    return deleted.isPresent();
  }

  /** Adds a link. */
  void addLink(String name, Link.Kind kind) {
    notifyLink(MessageTypes.NEW_LINK, topology.add(name, kind));
  }

  /** Removes a link and its routes. */
  void removeLink(String name) {
    notifyLink(MessageTypes.DELETE_LINK, topology.remove(name));
  }

  /** Adds the default route of a table without an event; the event of the link covers it. */
  void addDefaultRoute(Family family, long table, String link) {
    topology.addDefaultRoute(family, table, link);
  }

  FakeKernelList list(Family family) {
    return rules.computeIfAbsent(family, _ -> new FakeKernelList(List.of()));
  }

  // Sockets.

  /** A socket for requests. */
  FakeSocket open() throws KernelException {
    if (faults.next(new Message(Optional.empty(), "open"), new HashSet<>()).isPresent()) {
      throw new KernelException("opening a netlink socket", Errno.EMFILE.number());
    }
    return newSocket();
  }

  /** A socket that receives every change of a rule, of either family. */
  FakeSocket watchRules() {
    FakeSocket socket = newSocket();
    ruleWatchers.add(socket);
    return socket;
  }

  /** A socket that receives every change of a link. */
  FakeSocket watchTopology() {
    FakeSocket socket = newSocket();
    topologyWatchers.add(socket);
    return socket;
  }

  void hangUp(FakeSocket socket) {
    ruleWatchers.remove(socket);
    topologyWatchers.remove(socket);
  }

  private FakeSocket newSocket() {
    return new FakeSocket(this, FIRST_PORT_ID + sockets++);
  }

  // Faults and observers.

  /** Plans a fault for the first message with this beginning. */
  void plan(Fault fault, String text) {
    plan(fault, Occasion.first(text));
  }

  void plan(Fault fault, Occasion occasion) {
    faults.add(fault, occasion);
  }

  /** Runs an action just before the first message with this beginning. */
  void before(String text, Runnable action) {
    before(1, text, action);
  }

  /** Runs an action just before a message with this beginning: 1 is the first. */
  void before(int number, String text, Runnable action) {
    faults.add(action, Occasion.nth(number, text));
  }

  FaultPlan faults() {
    return faults;
  }

  /** Sets an action before each datagram. */
  void beforeDatagram(Runnable action) {
    beforeDatagram = action;
  }

  /** Sets an action before each message, also between two of one datagram. */
  void beforeMessage(Runnable action) {
    beforeMessage = action;
  }

  /** Sets an action after each message, before its sender receives the reply. */
  void afterMessage(Runnable action) {
    afterMessage = action;
  }

  /** Sets an action between the first two datagrams of the next dump, once. */
  void betweenDatagrams(Runnable action) {
    work.betweenDatagrams(action);
  }

  /** Sets an observer of every change. */
  void onChange(Consumer<Change> observer) {
    onChange = observer;
  }

  /** The sent messages, a line for each datagram. */
  List<String> wire() {
    List<String> wire = new ArrayList<>();
    for (List<Message> datagram : sent) {
      wire.add(String.join(" + ", datagram.stream().map(Message::text).toList()));
    }
    return wire;
  }

  /** The sent messages by datagram. */
  List<List<Message>> sent() {
    return sent;
  }

  // Requests.

  void take(FakeSocket sender, List<Frame> datagram) throws KernelException {
    beforeDatagram.run();
    List<Message> messages = new ArrayList<>();
    try {
      for (Frame frame : datagram) {
        Message message = Message.of(frame);
        messages.add(message);
        beforeMessage.run();
        sender.queue(reply(new Request(this, sender, frame, message, new HashSet<>())));
        afterMessage.run();
      }
    } finally {
      sent.add(messages); // Also if the sender was killed.
    }
  }

  /** Replies to a request, unless a fault applies first. */
  List<Arrival> reply(Request request) throws KernelException {
    Optional<Strike> strike = faults.next(request.message(), request.past());
    if (strike.isPresent() && strike.get() instanceof Strike.OnRequest fault) {
      return fault.reply(request);
    }
    try {
      return work.on(request);
    } catch (MalformedMessageException e) {
      throw new AssertionError("malformed message", e);
    }
  }

  void notify(Change.Kind kind, Rule rule, List<Rule> before, int author, int sequence) {
    int type =
        switch (kind) {
          case ADDED -> MessageTypes.NEW_RULE;
          case DELETED -> MessageTypes.DELETE_RULE;
        };
    Bytes payload = RuleCodec.encode(rule).encode();
    ruleWatchers.notify(new Frame(type, 0, sequence, author, payload));
    onChange.accept(new Change(kind, rule, author, before, rules(rule.family())));
  }

  private void notifyLink(int type, Link link) {
    topologyWatchers.notify(new Frame(type, 0, 0, 0, FakeTopology.message(link)));
  }
}
