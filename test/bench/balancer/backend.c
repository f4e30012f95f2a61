/*
 * The instance behind the proxies of the balancer's benchmark: one thread, epoll, keep-alive. GET /N is answered with N bytes,
 * GET /c/N with N bytes in one chunk, POST with "ok"; several ports may be given. It does as little as a server can, so that the
 * machine's time goes to the proxy that is measured. Built with `cc -O2`.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_FD 65536
#define IN_SIZE 16384
#define BODY_SIZE (4 << 20)
/* Answers up to this size go out in one piece; those in chunks are never larger. */
#define SMALL_SIZE 8192

struct connection {
  char in[IN_SIZE];
  size_t used;
  size_t body_left;
  const char *out;
  size_t out_left;
  char head[256];
  char small[SMALL_SIZE];
  const char *then;
  size_t then_left;
};

static struct connection *connections[MAX_FD];
static char body[BODY_SIZE];
static int poll_fd;

static void shut(int fd) {
  close(fd);
  free(connections[fd]);
  connections[fd] = NULL;
}

/* Sends what is waiting; 0 where the socket is full, -1 where it is gone. */
static int flush_out(int fd, struct connection *c) {
  for (;;) {
    while (c->out_left > 0) {
      ssize_t n = send(fd, c->out, c->out_left, MSG_NOSIGNAL);
      if (n < 0) return errno == EAGAIN ? 0 : -1;
      c->out += n;
      c->out_left -= (size_t)n;
    }
    if (c->then_left == 0) return 1;
    c->out = c->then;
    c->out_left = c->then_left;
    c->then_left = 0;
  }
}

static void answer(struct connection *c, const char *request) {
  size_t size = 2;
  int chunked = 0;
  if (memcmp(request, "GET /", 5) == 0) {
    const char *path = request + 5;
    chunked = path[0] == 'c' && path[1] == '/';
    size = strtoul(path + (chunked ? 2 : 0), NULL, 10);
    if (size > BODY_SIZE) size = BODY_SIZE;
    if (chunked && size > SMALL_SIZE / 2) size = SMALL_SIZE / 2;
  }
  int head = chunked ? snprintf(c->head, sizeof c->head,
                                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n%zx\r\n", size)
                     : snprintf(c->head, sizeof c->head, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n", size);
  size_t tail = chunked ? 7 : 0;
  if ((size_t)head + size + tail < SMALL_SIZE) {
    memcpy(c->small, c->head, (size_t)head);
    memcpy(c->small + head, body, size);
    memcpy(c->small + head + size, "\r\n0\r\n\r\n", tail);
    c->out = c->small;
    c->out_left = (size_t)head + size + tail;
    return;
  }
  c->out = c->head;
  c->out_left = (size_t)head;
  c->then = body;
  c->then_left = size;
}

/* Answers the requests that have come in whole; -1 where the connection is over. */
static int work(int fd, struct connection *c) {
  for (;;) {
    int sent = flush_out(fd, c);
    if (sent <= 0) return sent;
    size_t skip = c->body_left < c->used ? c->body_left : c->used;
    c->body_left -= skip;
    c->used -= skip;
    memmove(c->in, c->in + skip, c->used);
    if (c->body_left > 0 || c->used == 0) return 0;
    char *end = memmem(c->in, c->used, "\r\n\r\n", 4);
    if (end == NULL) return c->used == IN_SIZE ? -1 : 0;
    *end = 0;
    char *length = strcasestr(c->in, "content-length:");
    c->body_left = length == NULL ? 0 : strtoul(length + 15, NULL, 10);
    answer(c, c->in);
    size_t head = (size_t)(end - c->in) + 4;
    c->used -= head;
    memmove(c->in, c->in + head, c->used);
  }
}

static void accept_all(int listener) {
  for (;;) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) return;
    if (fd >= MAX_FD) {
      close(fd);
      continue;
    }
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections[fd] = calloc(1, sizeof(struct connection));
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.fd = fd};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event);
  }
}

static void serve(int fd) {
  struct connection *c = connections[fd];
  for (;;) {
    if (c->used < IN_SIZE) {
      ssize_t n = recv(fd, c->in + c->used, IN_SIZE - c->used, 0);
      if (n == 0 || (n < 0 && errno != EAGAIN)) return shut(fd);
      if (n > 0) c->used += (size_t)n;
      if (work(fd, c) < 0) return shut(fd);
      if (n < 0) return;
    } else if (work(fd, c) < 0 || c->used == IN_SIZE) {
      return shut(fd);
    }
  }
}

int main(int argc, char **argv) {
  memset(body, 'x', sizeof body);
  poll_fd = epoll_create1(0);
  for (int i = 1; i < argc; i++) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[i])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 1024) != 0) {
      perror("listen");
      return 1;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event);
    connections[fd] = NULL;
  }
  int first = poll_fd + 1, last = poll_fd + argc - 1;
  puts("ready");
  fflush(stdout);
  for (;;) {
    struct epoll_event events[256];
    int count = epoll_wait(poll_fd, events, 256, -1);
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd >= first && fd <= last) accept_all(fd);
      else if (connections[fd] != NULL) serve(fd);
    }
  }
}
