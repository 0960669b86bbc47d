#pragma once
#include <sys/epoll.h>
#include <sys/socket.h>

/// accept4 with SOCK_NONBLOCK and SOCK_CLOEXEC: a GNU extension, which the Glibc module leaves out.
int clinux_accept(int listener, struct sockaddr *address, socklen_t *length);
