package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.kernel.FaultPlan.Occasion;
import io.github.rulewarden.kernel.warmup.ModelKernel;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.MessageTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The in-memory kernel of all tests: {@link ModelKernel} over any number of sockets, with events
 * for subscribers, a record of the messages, other processes, and {@linkplain Fault faults}.
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
  static final int OTHER_PROCESS = 812;

  private static final int FIRST_PORT_ID = 4000;
  private static final int LOOPBACK = 1;

  private final ModelKernel model = new ModelKernel();
  private final KernelReplies replies = new KernelReplies(model);
  private final FaultPlan faults = new FaultPlan();
  private final Subscribers ruleWatchers = new Subscribers(faults);
  private final Subscribers topologyWatchers = new Subscribers(faults);
  private final List<List<Message>> sent = new ArrayList<>();
  private int sockets;
  private int lastLink = LOOPBACK;
  private Runnable beforeDatagram = () -> {};
  private Runnable beforeMessage = () -> {};
  private Runnable afterMessage = () -> {};
  private Consumer<Change> onChange = change -> {};

  /** Replaces the rules of one family, without events. */
  void set(Family family, String listing) {
    set(family, Listing.parse(family, listing));
  }

  /** Replaces the rules of one family, without events. */
  void set(Family family, List<Rule> newRules) {
    model.set(family, newRules);
  }

  List<Rule> rules(Family family) {
    return model.rules(family);
  }

  String listing(Family family) {
    return Listing.print(rules(family));
  }

  /** Removes the policy routing of a family: the kernel refuses to dump its rules. */
  void removePolicyRouting(Family family, Errno errno) {
    replies.remove(family, errno);
  }

  /** Adds the policy routing of a family, as loading the IPv6 module does. */
  void restorePolicyRouting(Family family) {
    replies.restore(family);
  }

  /** Sets the size of dump datagrams; the first one over a new socket is smaller. */
  void rulesInDatagram(int rulesInDatagram) {
    replies.rulesInDatagram(rulesInDatagram);
  }

  // Other processes.

  /** Another process adds a rule; returns false if it exists. */
  boolean add(Rule rule) {
    boolean isNew = !RuleList.exists(rules(rule.family()), rule);
    if (isNew) {
      addBesideEquals(rule);
    }
    return isNew;
  }

  /** Another process adds a rule without a priority; returns false if it exists. */
  boolean addUnnumbered(Rule rule) {
    return add(rule.at(RuleList.defaultPriority(rules(rule.family()))));
  }

  /** Another process adds a rule without NLM_F_EXCL, even if it exists. */
  void addBesideEquals(Rule rule) {
    change(rule.family(), RuleList.withAdded(rules(rule.family()), rule));
  }

  /** Another process deletes the first matching rule; returns false if there is none. */
  boolean delete(Family family, Predicate<Rule> request) {
    for (int place = 0; place < rules(family).size(); place++) {
      if (request.test(rules(family).get(place))) {
        change(family, RuleList.without(rules(family), place));
        return true;
      }
    }
    return false;
  }

  private void change(Family family, List<Rule> after) {
    List<Rule> before = rules(family);
    set(family, after);
    notify(Change.between(before, after, OTHER_PROCESS), 0);
  }

  /** Adds a link. */
  void addLink(String name, Link.Kind kind) {
    Link link = new Link(++lastLink, name, kind);
    model.add(link);
    topologyWatchers.notify(MessageTypes.NEW_LINK, link);
  }

  /** Removes a link and its routes. */
  void removeLink(String name) {
    Link link = link(name);
    model.remove(link);
    topologyWatchers.notify(MessageTypes.DELETE_LINK, link);
  }

  /** Adds the default route of a table without an event; the event of the link covers it. */
  void addDefaultRoute(Family family, long table, String link) {
    model.add(new DefaultRoute(family, table, link(link).index()));
  }

  private Link link(String name) {
    return model.links().stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  // Sockets.

  /** Opens a socket for requests. */
  FakeSocket open() throws KernelException {
    if (faults.next(new Message(Optional.empty(), "open"), new HashSet<>()).isPresent()) {
      throw new KernelException("opening a netlink socket", Errno.EMFILE.number());
    }
    return newSocket();
  }

  /** Opens a socket that receives every change of a rule, of either family. */
  FakeSocket watchRules() {
    FakeSocket socket = newSocket();
    ruleWatchers.add(socket);
    return socket;
  }

  /** Opens a socket that receives every change of a link. */
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

  /** Plans a refusal of the first message with this beginning. */
  void refuse(Errno errno, String text) {
    faults.add("refusal", AnswerFaults.refusal(errno), Occasion.first(text));
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
    replies.betweenDatagrams(action);
  }

  /** Sets an observer of every change. */
  void onChange(Consumer<Change> observer) {
    onChange = observer;
  }

  /** Returns the sent messages, one line per datagram. */
  List<String> wire() {
    return sent.stream().map(Message::line).toList();
  }

  /** Returns the sent messages by datagram. */
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
    Optional<FaultEffect> effect = faults.next(request.message(), request.past());
    if (effect.isPresent() && effect.get() instanceof FaultEffect.OnRequest fault) {
      return fault.reply(request);
    }
    try {
      return switch (request.frame().type()) {
        case MessageTypes.NEW_RULE, MessageTypes.DELETE_RULE -> change(request);
        default -> replies.to(request);
      };
    } catch (MalformedMessageException e) {
      throw new AssertionError("malformed message", e);
    }
  }

  private List<Arrival> change(Request request) throws MalformedMessageException {
    Family family = request.message().family().orElseThrow();
    List<Rule> before = rules(family);
    List<Arrival> reply = replies.to(request);
    List<Rule> after = rules(family);
    if (after.size() != before.size()) {
      notify(Change.between(before, after, request.sender().portId()), request.frame().sequence());
    }
    return reply;
  }

  private void notify(Change change, int sequence) {
    ruleWatchers.notify(change, sequence);
    onChange.accept(change);
  }
}
