#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

/// accept4 with SOCK_NONBLOCK and SOCK_CLOEXEC: a GNU extension, which the Glibc module leaves out.
int clinux_accept(int listener, struct sockaddr *address, socklen_t *length);

/// memfd_create, closed on exec: a GNU extension too. -1 for failure, as it.
int clinux_memory_file(void);

/// Takes the program's code and constants, and those of its libraries, out of the resident set; what is used again
/// comes back from the page cache. dl_iterate_phdr is a GNU extension.
void clinux_forget_code(void);
