/* The least that a broadcast can cost: one frame, made once, and one send() for each socket.

   Told what to do as in control.py. Its argument is the text of the broadcast numbered zero, in
   which the number's eight digits begin where the second argument says. No Socket.IO: a client
   asks for the upgrade, and from its first text on broadcasts reach it. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 4096, LONGEST = 1 << 16, DIGITS = 8 };

static int clients[MOST], count;
static unsigned char frame[4 + LONGEST];
static size_t size;
static char *number;

static long long nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* Sends all of it; waits only where a client does not take it at once. */
static void send_all(int client, const void *data, size_t left) {
  while (left) {
    ssize_t sent = send(client, data, left, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return; /* it has gone */
    if (sent < 0) {
      struct pollfd full = {client, POLLOUT, 0};
      poll(&full, 1, -1);
      continue;
    }
    data = (const char *)data + sent;
    left -= (size_t)sent;
  }
}

static void welcome(int listener) {
  static const char answer[] = "HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x04here";
  static const int on = 1;
  char asked[2048];
  size_t length = 0;
  int client = accept(listener, NULL, NULL);
  if (client < 0 || count == MOST) exit(1);
  do {
    ssize_t got = recv(client, asked + length, sizeof asked - 1 - length, 0);
    if (got <= 0) exit(1);
    asked[length += (size_t)got] = 0;
  } while (!strstr(asked, "\r\n\r\n"));
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  send_all(client, answer, sizeof answer - 1);
  clients[count++] = client;
}

static double field(const char *order, const char *name) {
  const char *found = strstr(order, name);
  return found ? atof(found + strlen(name)) : 0;
}

static void obey(const char *order) {
  long run = (long)field(order, "\"run\":"), first = (long)field(order, "\"first\":");
  long long period = (long long)(field(order, "\"period\":") * 1e9);
  long long begin = nanoseconds(CLOCK_MONOTONIC);
  printf("{\"cpu\": %.9f, \"stamps\": [", (double)nanoseconds(CLOCK_PROCESS_CPUTIME_ID) / 1e9);
  for (long i = 0; i < run; i++) {
    long long due = begin + i * period;
    struct timespec until = {due / 1000000000, due % 1000000000};
    char digits[32];
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    snprintf(digits, sizeof digits, "%08ld", first + i);
    memcpy(number, digits, DIGITS);
    printf("%s%lld", i ? ", " : "", nanoseconds(CLOCK_MONOTONIC));
    for (int c = 0; c < count; c++) send_all(clients[c], frame, size);
  }
  printf("]}\n");
  fflush(stdout);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof here;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  static char order[4096];
  if (argc != 3 || strlen(argv[1]) < 126 || strlen(argv[1]) >= LONGEST) return 2;
  size = strlen(argv[1]);
  frame[0] = 0x81, frame[1] = 126, frame[2] = (unsigned char)(size >> 8);
  frame[3] = (unsigned char)size;
  memcpy(frame + 4, argv[1], size);
  size += 4;
  number = (char *)frame + 4 + atoi(argv[2]);
  if (bind(listener, (struct sockaddr *)&here, length) || listen(listener, 1024)) return 1;
  getsockname(listener, (struct sockaddr *)&here, &length);
  printf("{\"port\": %d}\n", ntohs(here.sin_port));
  fflush(stdout);
  setvbuf(stdin, NULL, _IONBF, 0); /* what lies in a buffer wakes no poll */
  for (;;) {
    struct pollfd ready[] = {{0, POLLIN, 0}, {listener, POLLIN, 0}};
    poll(ready, 2, -1);
    if (ready[1].revents) welcome(listener);
    if (ready[0].revents && !fgets(order, sizeof order, stdin)) return 0;
    if (ready[0].revents) obey(order);
  }
}
