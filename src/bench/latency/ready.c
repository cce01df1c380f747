/*
 * Runs one command while another one is ready to serve it:
 *
 *     ready notify=PATH SERVER [ARGUMENT...] -- CLIENT [ARGUMENT...]
 *     ready listener    SERVER [ARGUMENT...] -- CLIENT [ARGUMENT...]
 *
 * SERVER is ready when it sends READY=1 to the datagram socket PATH, which it finds in
 * NOTIFY_SOCKET (sd_notify(3)); or, for programs that cannot do so, when a socket of this network
 * namespace has joined RTNLGRP_IPV4_RULE. Then CLIENT runs. When CLIENT has ended, SERVER gets
 * SIGTERM, and SIGKILL after ten seconds. SERVER has a process group of its own, so that the
 * children of a script are ended too. CLIENT finds SERVER's pid in SERVER_PID.
 *
 * Exit codes: CLIENT's; 1 if SERVER was not ready in 30 s, ended by itself or had to be killed;
 * 2 usage. SERVER's stdout goes to stderr, because stdout is reserved for CLIENT.
 */
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define READY_TIMEOUT_S 30
#define STOP_TIMEOUT_MS 10000
#define LISTENER_POLL_MS 10 /* a membership cannot be awaited, only looked up */

struct child {
    pid_t pid; /* 0 = not started */
    int pidfd; /* readable when it has ended; -1 = not started, which poll(2) skips */
};

static struct child server = {.pidfd = -1};
static struct child client = {.pidfd = -1};

/* Ends the running children, then the program. A child is reaped only after the last signal to it,
 * so that no signal can hit an unrelated process with the same number. */
static _Noreturn void finish(int code, const char *reason)
{
    if (reason != NULL)
        fprintf(stderr, "ready: %s\n", reason);
    if (client.pid > 0) {
        kill(client.pid, SIGKILL);
        waitpid(client.pid, NULL, 0);
    }
    if (server.pid > 0) {
        struct pollfd ended = {.fd = server.pidfd, .events = POLLIN};

        kill(-server.pid, SIGTERM);
        if (poll(&ended, 1, STOP_TIMEOUT_MS) == 0) {
            fputs("ready: the server ignored SIGTERM\n", stderr);
            code = 1;
        }
        kill(-server.pid, SIGKILL);
        waitpid(server.pid, NULL, 0);
    }
    exit(code);
}

static _Noreturn void execute(char **command)
{
    sigset_t none;

    /* The children must end if this process is killed. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(command[0], command);
    fprintf(stderr, "ready: cannot run %s: %m\n", command[0]);
    _exit(127);
}

static void start_server(char **command)
{
    server.pid = fork();
    if (server.pid == 0) {
        int nothing = open("/dev/null", O_RDONLY);

        setpgid(0, 0);
        dup2(nothing, STDIN_FILENO);
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execute(command);
    }
    if (server.pid < 0)
        finish(1, "cannot fork");
    setpgid(server.pid, server.pid); /* both processes call setpgid, whichever runs first */
    server.pidfd = pidfd_open(server.pid, 0);
}

static void start_client(char **command)
{
    char pid[16];

    snprintf(pid, sizeof(pid), "%d", server.pid);
    setenv("SERVER_PID", pid, 1);
    client.pid = fork();
    if (client.pid == 0)
        execute(command);
    if (client.pid < 0)
        finish(1, "cannot fork");
    client.pidfd = pidfd_open(client.pid, 0);
}

static int bind_notify_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (strlen(path) >= sizeof(address.sun_path))
        finish(2, "the path of the notify socket is too long");
    strcpy(address.sun_path, path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
        finish(1, "cannot bind the notify socket");
    setenv("NOTIFY_SOCKET", path, 1);
    return fd;
}

/* Reads one message, which consists of lines NAME=VALUE. */
static bool says_ready(int notify)
{
    char message[4096] = "\n";
    ssize_t length = recv(notify, message + 1, sizeof(message) - 3, 0);

    if (length < 0)
        return false;
    strcpy(message + 1 + length, "\n");
    return strstr(message, "\nREADY=1\n") != NULL;
}

static bool somebody_listens(void)
{
    FILE *sockets = fopen("/proc/self/net/netlink", "r");
    char line[256];
    unsigned protocol;
    unsigned groups;
    bool found = false;

    if (sockets == NULL)
        finish(1, "cannot read /proc/self/net/netlink");
    while (fgets(line, sizeof(line), sockets) != NULL)
        if (sscanf(line, "%*s %u %*u %x", &protocol, &groups) == 2 && protocol == NETLINK_ROUTE &&
            (groups & 1U << (RTNLGRP_IPV4_RULE - 1)) != 0)
            found = true;
    fclose(sockets);
    return found;
}

static _Noreturn void usage(void)
{
    finish(2, "usage: ready notify=PATH|listener SERVER [ARGUMENT...] -- CLIENT [ARGUMENT...]");
}

static int catch_signals(void)
{
    sigset_t ends;

    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    return signalfd(-1, &ends, SFD_CLOEXEC);
}

static int exit_code(pid_t pid)
{
    int status;

    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv)
{
    time_t deadline = time(NULL) + READY_TIMEOUT_S;
    int signals = catch_signals();
    int notify = -1;
    int separator = 3;
    bool ready = false;

    prctl(PR_SET_PDEATHSIG, SIGTERM);
    while (separator < argc && strcmp(argv[separator], "--") != 0)
        separator++;
    if (separator + 1 >= argc)
        usage();
    argv[separator] = NULL;
    if (strncmp(argv[1], "notify=", strlen("notify=")) == 0)
        notify = bind_notify_socket(argv[1] + strlen("notify="));
    else if (strcmp(argv[1], "listener") != 0)
        usage();
    start_server(argv + 2);

    for (;;) {
        struct pollfd waits[] = {
            {.fd = signals, .events = POLLIN},
            {.fd = client.pidfd, .events = POLLIN},
            {.fd = server.pidfd, .events = POLLIN},
            {.fd = notify, .events = POLLIN},
        };

        poll(waits, sizeof(waits) / sizeof(*waits), ready ? -1 : LISTENER_POLL_MS);
        if (waits[0].revents != 0)
            finish(1, "ended by a signal");
        if (waits[1].revents != 0) {
            pid_t ended = client.pid;

            client.pid = 0;
            finish(exit_code(ended), NULL);
        }
        if (waits[2].revents != 0)
            finish(1, "the server ended by itself");
        /* The loop reads until the end of the run: a full queue would block the server. */
        if (waits[3].revents != 0 && says_ready(notify))
            ready = true;
        if (notify < 0 && !ready)
            ready = somebody_listens();
        if (!ready && time(NULL) > deadline)
            finish(1, "the server was not ready in time");
        if (ready && client.pid == 0)
            start_client(argv + separator + 1);
    }
}
