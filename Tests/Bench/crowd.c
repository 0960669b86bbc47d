// Registers many people over a number of connections, each sending its next form when the last one is answered.
// The forms are all written before the clock starts, so that little of the machine goes to this side.
//
//     crowd PORT CONNECTIONS PEOPLE TOKEN [RATE]
//
// With a rate, no more forms a second are sent than that: number n goes n/RATE seconds after the start, or when a
// connection is free. The first answer is told by a line "begun".
//
// Prints one line of JSON: registrations a second, milliseconds from form to answer, and the CPU seconds of its own.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct form {
    char text[1024];
    size_t length;
};

struct connection {
    int socket;
    double sentAt;
    char answer[4096];
    size_t length;
};

static void fail(const char *what) {
    fprintf(stderr, "crowd: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void writeForm(struct form *form, int number, const char *token) {
    char body[768];
    int length = snprintf(
        body, sizeof body,
        "token=%s&givenName=Prov&familyName=Exempelsson&email=prov.%d%%40example.org&phone=070-174+06+%02d"
        "&organisationType=region&kommun=&organisation=Region+Exempel&role=Samordnare&dietaryNeeds=&accessNeeds=",
        token, number, 5 + number % 95);
    form->length = (size_t)snprintf(
        form->text, sizeof form->text,
        "POST /anmalan HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: %d\r\n\r\n%s",
        length, body);
}

static int connectTo(int port) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return descriptor;
}

static void sendForm(struct connection *connection, const struct form *form) {
    if (send(connection->socket, form->text, form->length, MSG_NOSIGNAL) != (ssize_t)form->length) fail("send");
    connection->length = 0;
    connection->sentAt = now();
}

// Whether the answer is complete. Anything but a redirection to a personal page ends the program.
static int readAnswer(struct connection *connection) {
    ssize_t count = recv(
        connection->socket, connection->answer + connection->length,
        sizeof connection->answer - 1 - connection->length, 0);
    if (count <= 0) fail("the server closed a connection");
    connection->length += (size_t)count;
    connection->answer[connection->length] = 0;
    if (strstr(connection->answer, "\r\n\r\n") == NULL) return 0;
    if (strncmp(connection->answer, "HTTP/1.1 303 ", 13) != 0) {
        fprintf(stderr, "crowd: not registered: %.300s\n", connection->answer);
        exit(1);
    }
    return 1;
}

static int ascending(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments) {
    if (count != 5 && count != 6) return 64;
    double rate = count == 6 ? atof(arguments[5]) : 0;
    int port = atoi(arguments[1]), width = atoi(arguments[2]), people = atoi(arguments[3]);
    struct form *forms = calloc((size_t)people, sizeof *forms);
    double *waits = calloc((size_t)people, sizeof *waits);
    struct connection *connections = calloc((size_t)width, sizeof *connections);
    for (int number = 0; number < people; number++) writeForm(&forms[number], number, arguments[4]);

    int set = epoll_create1(0), next = 0, answered = 0;
    for (int index = 0; index < width; index++) {
        connections[index].socket = connectTo(port);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[index]};
        epoll_ctl(set, EPOLL_CTL_ADD, connections[index].socket, &event);
    }
    struct connection **rested = calloc((size_t)width, sizeof *rested);
    int resting = 0;
    for (int index = 0; index < width; index++) rested[resting++] = &connections[index];
    double began = now(), heard = began;
    while (answered < people) {
        double early = 0;
        while (resting > 0 && next < people && (early = rate > 0 ? began + next / rate - now() : 0) <= 0)
            sendForm(rested[--resting], &forms[next++]);
        struct epoll_event events[64];
        int isEarly = resting > 0 && next < people;
        int ready = epoll_wait(set, events, 64, isEarly ? (int)(early * 1000) + 1 : 1000);
        if (ready > 0 || resting == width) heard = now();
        if (now() - heard > 30) fail("no answer for 30 seconds");
        for (int index = 0; index < ready; index++) {
            struct connection *connection = events[index].data.ptr;
            if (!readAnswer(connection)) continue;
            waits[answered++] = now() - connection->sentAt;
            if (rate > 0 && answered == 1) {
                puts("begun");
                fflush(stdout);
            }
            rested[resting++] = connection;
        }
    }
    double seconds = now() - began;

    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    qsort(waits, (size_t)people, sizeof *waits, ascending);
    printf(
        "{\"rate\": %.1f, \"p50\": %.3f, \"p99\": %.3f, \"cpu\": %.3f, \"seconds\": %.3f}\n", people / seconds,
        waits[people / 2] * 1000, waits[people * 99 / 100] * 1000, cpu, seconds);
    return 0;
}
