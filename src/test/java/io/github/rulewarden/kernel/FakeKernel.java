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
 * A kernel in memory for tests: it keeps rules as the real one does ({@link FakeKernelList}, {@link
 * RuleRequest}), has links and default routes, speaks netlink over any number of sockets, tells
 * subscribers of each change, has a wiretap, and {@linkplain Fault faults}.
 *
 * <pre>{@code
 * kernel.set(Family.IPV4, "5270: from all lookup 52");
 * kernel.plan(Fault.ANSWER_LOST, "del 5209");
 * RuleChannel channel = new RuleChannel(kernel::open);
 * }</pre>
 *
 * <p>{@code FakeKernelIT} shows that it does what the real one does.
 */
final class FakeKernel {
  /** The port id of everybody else who changes rules. */
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

  // What there is.

  /** Replaces the rules of one family; nobody is told. */
  void set(Family family, String listing) {
    set(family, Listing.parse(family, listing));
  }

  /** Replaces the rules of one family; nobody is told. */
  void set(Family family, List<Rule> newRules) {
    rules.put(family, new FakeKernelList(newRules));
  }

  List<Rule> rules(Family family) {
    return rules.getOrDefault(family, new FakeKernelList(List.of())).rules();
  }

  String listing(Family family) {
    return Listing.print(rules(family));
  }

  /** Takes the policy routing of a family away: the kernel refuses to dump its rules. */
  void lack(Family family, Errno errno) {
    lacking.put(family, errno);
  }

  /** Gives a family its policy routing, as loading the kernel's module of IPv6 does. */
  void gain(Family family) {
    lacking.remove(family);
  }

  /**
   * Why the kernel refuses to dump the rules of a family; empty if it has policy routing for it.
   */
  Optional<Errno> lack(Family family) {
    return Optional.ofNullable(lacking.get(family));
  }

  /** Makes a dump's datagrams small; the first one over a new socket is smaller still. */
  void cutDumpsAfter(int rulesInDatagram) {
    work.cutDumpsAfter(rulesInDatagram);
  }

  // What others do.

  /** Somebody adds a rule; false if it is there already. */
  boolean add(Rule rule) {
    List<Rule> before = rules(rule.family());
    boolean isAdded = list(rule.family()).add(rule);
    if (isAdded) {
      tell(Change.Kind.ADDED, rule, before, SOMEBODY, 0);
    }
    return isAdded;
  }

  /** Somebody adds a rule without a priority; false if it is there already. */
  boolean addUnnumbered(Rule rule) {
    return add(list(rule.family()).numbered(rule));
  }

  /** Somebody adds a rule without NLM_F_EXCL: whether it is there already or not. */
  void addBesideEquals(Rule rule) {
    List<Rule> before = rules(rule.family());
    list(rule.family()).addBesideEquals(rule);
    tell(Change.Kind.ADDED, rule, before, SOMEBODY, 0);
  }

  /** Somebody deletes the first rule that a request fits; false if there is none. */
  boolean delete(Family family, Predicate<Rule> request) {
    List<Rule> before = rules(family);
    Optional<Rule> deleted = list(family).deleteFirst(request);
    deleted.ifPresent(rule -> tell(Change.Kind.DELETED, rule, before, SOMEBODY, 0));
    return deleted.isPresent();
  }

  /** A link comes up. */
  void addLink(String name, Link.Kind kind) {
    tellOfLink(MessageTypes.NEW_LINK, topology.add(name, kind));
  }

  /** A link goes, and with it the routes that leave by it. */
  void removeLink(String name) {
    tellOfLink(MessageTypes.DELETE_LINK, topology.remove(name));
  }

  /** The default route of a table comes; it is part of a link's coming, so nobody is told. */
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

  /** A socket that is told of every change of a rule, in either family. */
  FakeSocket watchRules() {
    FakeSocket socket = newSocket();
    ruleWatchers.add(socket);
    return socket;
  }

  /** A socket that is told of every change of a link. */
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

  // Faults and onlookers.

  /** Plans a fault for the first message that begins like this. */
  void plan(Fault fault, String text) {
    plan(fault, Occasion.first(text));
  }

  void plan(Fault fault, Occasion occasion) {
    faults.add(fault, occasion);
  }

  /** Somebody acts just before the first message that begins like this. */
  void before(String text, Runnable action) {
    before(1, text, action);
  }

  /** Somebody acts just before one of the messages that begin like this: 1 is the first. */
  void before(int number, String text, Runnable action) {
    faults.add(action, Occasion.nth(number, text));
  }

  FaultPlan faults() {
    return faults;
  }

  /** What somebody does before each datagram. */
  void beforeDatagram(Runnable action) {
    beforeDatagram = action;
  }

  /** What somebody does before each message, also between two of one datagram. */
  void beforeMessage(Runnable action) {
    beforeMessage = action;
  }

  /** What somebody does after each message, before its sender hears of it. */
  void afterMessage(Runnable action) {
    afterMessage = action;
  }

  /** What somebody does between the first two datagrams of the next dump, once. */
  void betweenDatagrams(Runnable action) {
    work.betweenDatagrams(action);
  }

  /** Who looks on at every change. */
  void onChange(Consumer<Change> onlooker) {
    onChange = onlooker;
  }

  /** What was sent, a line for each datagram. */
  List<String> wire() {
    List<String> wire = new ArrayList<>();
    for (List<Message> datagram : sent) {
      wire.add(String.join(" + ", datagram.stream().map(Message::text).toList()));
    }
    return wire;
  }

  /** What was sent, datagram by datagram. */
  List<List<Message>> sent() {
    return sent;
  }

  // The kernel's work.

  void take(FakeSocket sender, List<Frame> datagram) throws KernelException {
    beforeDatagram.run();
    List<Message> messages = new ArrayList<>();
    try {
      for (Frame frame : datagram) {
        Message message = Message.of(frame);
        messages.add(message);
        beforeMessage.run();
        sender.queue(answer(new Request(this, sender, frame, message, new HashSet<>())));
        afterMessage.run();
      }
    } finally {
      sent.add(messages); // Also of a sender that was killed.
    }
  }

  /** Answers a request, unless a fault strikes first. */
  List<Arrival> answer(Request request) throws KernelException {
    Optional<Strike> strike = faults.next(request.message(), request.past());
    if (strike.isPresent() && strike.get() instanceof Strike.OnRequest fault) {
      return fault.answer(request);
    }
    try {
      return work.on(request);
    } catch (MalformedMessageException e) {
      throw new AssertionError("what was sent is malformed", e);
    }
  }

  void tell(Change.Kind kind, Rule rule, List<Rule> before, int author, int sequence) {
    int type =
        switch (kind) {
          case ADDED -> MessageTypes.NEW_RULE;
          case DELETED -> MessageTypes.DELETE_RULE;
        };
    Bytes payload = RuleCodec.encode(rule).encode();
    ruleWatchers.tell(new Frame(type, 0, sequence, author, payload));
    onChange.accept(new Change(kind, rule, author, before, rules(rule.family())));
  }

  private void tellOfLink(int type, Link link) {
    topologyWatchers.tell(new Frame(type, 0, 0, 0, FakeTopology.message(link)));
  }
}
