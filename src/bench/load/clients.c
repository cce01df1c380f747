/*
 * Runs COUNT clients of Manager1, each on a connection of its own. Each client calls ListRules,
 * Plan and History in turn, as fast as it gets replies, until a signal ends the program:
 *
 *     clients SOCKET COUNT
 *
 * The program prints the number of replies and the latency of the slowest one. It exits with 1 if a
 * client gets an error as its reply. The wire format: D-Bus specification, "Message Protocol".
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { METHOD_CALL = 1, METHOD_RETURN = 2, ERROR = 3 };
enum { PATH = 1, INTERFACE = 2, MEMBER = 3, DESTINATION = 6, SIGNATURE = 8 };

#define SERVICE "io.github.rulewarden"
#define OBJECT "/io/github/rulewarden"
#define MANAGER SERVICE ".Manager1"

struct message {
    unsigned char bytes[1024];
    size_t length;
};

static const char *address;
static atomic_ulong answered;
static atomic_ulong slowest_us;

static void fail(const char *what)
{
    fprintf(stderr, "clients: %s: %s\n", what, strerror(errno));
    _exit(1);
}

static void pad(struct message *m, size_t boundary)
{
    while (m->length % boundary != 0)
        m->bytes[m->length++] = 0;
}

static void put32(struct message *m, uint32_t value)
{
    pad(m, 4);
    memcpy(m->bytes + m->length, &value, 4);
    m->length += 4;
}

static void put_text(struct message *m, const char *text)
{
    put32(m, strlen(text));
    memcpy(m->bytes + m->length, text, strlen(text) + 1);
    m->length += strlen(text) + 1;
}

static void put_signature(struct message *m, const char *signature)
{
    m->bytes[m->length++] = strlen(signature);
    memcpy(m->bytes + m->length, signature, strlen(signature) + 1);
    m->length += strlen(signature) + 1;
}

static void field(struct message *m, int code, const char *type, const char *value)
{
    pad(m, 8);
    m->bytes[m->length++] = code;
    put_signature(m, type);
    if (type[0] == 'g')
        put_signature(m, value);
    else
        put_text(m, value);
}

/* Builds a call with an optional body; the byte-order flag is the machine's own. */
static struct message call(const char *destination, const char *path, const char *interface,
                           const char *member, const char *signature, const struct message *body)
{
    const uint16_t one = 1;
    struct message m = {.length = 0};
    m.bytes[0] = *(const unsigned char *)&one ? 'l' : 'B';
    m.bytes[1] = METHOD_CALL;
    m.bytes[2] = 0;
    m.bytes[3] = 1;
    m.length = 4;
    put32(&m, body->length);
    put32(&m, 1);
    size_t array = m.length;
    put32(&m, 0);
    pad(&m, 8);
    size_t first = m.length;
    field(&m, PATH, "o", path);
    field(&m, INTERFACE, "s", interface);
    field(&m, MEMBER, "s", member);
    field(&m, DESTINATION, "s", destination);
    if (signature[0] != 0)
        field(&m, SIGNATURE, "g", signature);
    uint32_t fields = m.length - first;
    memcpy(m.bytes + array, &fields, 4);
    pad(&m, 8);
    memcpy(m.bytes + m.length, body->bytes, body->length);
    m.length += body->length;
    return m;
}

static void write_all(int fd, const void *bytes, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t n = write(fd, (const char *)bytes + done, length - done);
        if (n < 0)
            fail("write");
        done += n;
    }
}

static void read_all(int fd, void *bytes, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t n = read(fd, (char *)bytes + done, length - done);
        if (n <= 0)
            fail("the bus hung up");
        done += n;
    }
}

/* Reads one message; returns its type. Prints the body of an error. */
static int receive(int fd)
{
    unsigned char head[16];
    uint32_t body, fields;
    read_all(fd, head, sizeof head);
    memcpy(&body, head + 4, 4);
    memcpy(&fields, head + 12, 4);
    size_t rest = (fields + 7) / 8 * 8 + body;
    unsigned char *bytes = malloc(rest + 1);
    if (bytes == NULL)
        fail("malloc");
    read_all(fd, bytes, rest);
    bytes[rest] = 0;
    if (head[1] == ERROR)
        fprintf(stderr, "clients: error: %s\n", body > 4 ? (char *)bytes + rest - body + 4 : "");
    free(bytes);
    return head[1];
}

static void ask(int fd, const struct message *m)
{
    write_all(fd, m->bytes, m->length);
    int type = receive(fd);
    while (type != METHOD_RETURN && type != ERROR)
        type = receive(fd);
    if (type == ERROR)
        _exit(1);
}

static int connect_to_bus(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    char greeting[64], line[256];
    size_t length = 0;
    snprintf(to.sun_path, sizeof to.sun_path, "%s", address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
        fail(address);
    int n = snprintf(greeting, sizeof greeting, "%cAUTH EXTERNAL\r\nDATA\r\n", 0);
    write_all(fd, greeting, n);
    for (int lines = 0; lines < 2;) {
        read_all(fd, line + length, 1);
        lines += line[length] == '\n';
        length = (length + 1) % sizeof line;
    }
    write_all(fd, "BEGIN\r\n", 7);
    return fd;
}

static void note(unsigned long us)
{
    unsigned long before = atomic_load(&slowest_us);
    while (us > before && !atomic_compare_exchange_weak(&slowest_us, &before, us))
        ;
}

static void *client(void *unused)
{
    struct message nothing = {.length = 0}, everything = {.length = 0}, most = {.length = 0};
    put_text(&everything, "");
    put_text(&everything, "");
    put32(&most, 100);
    struct message hello = call("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                "org.freedesktop.DBus", "Hello", "", &nothing);
    struct message calls[] = {
        call(SERVICE, OBJECT, MANAGER, "ListRules", "ss", &everything),
        call(SERVICE, OBJECT, MANAGER, "Plan", "", &nothing),
        call(SERVICE, OBJECT, MANAGER, "History", "u", &most),
    };
    int fd = connect_to_bus();
    (void)unused;
    ask(fd, &hello);
    for (int i = 0;; i = (i + 1) % 3) {
        struct timespec begin, end;
        clock_gettime(CLOCK_MONOTONIC, &begin);
        ask(fd, &calls[i]);
        clock_gettime(CLOCK_MONOTONIC, &end);
        note((end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000);
        atomic_fetch_add(&answered, 1);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    sigset_t ends;
    int received;
    if (argc != 3 || atoi(argv[2]) < 1) {
        fprintf(stderr, "usage: clients SOCKET COUNT\n");
        return 2;
    }
    address = argv[1];
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    for (int i = 0; i < atoi(argv[2]); i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, client, NULL) != 0)
            fail("pthread_create");
    }
    sigwait(&ends, &received);
    printf("%lu calls answered, the slowest in %.1f ms\n", atomic_load(&answered),
           atomic_load(&slowest_us) / 1000.0);
    return 0;
}
