#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

/// accept4 with SOCK_NONBLOCK and SOCK_CLOEXEC: a GNU extension, which the Glibc module leaves out.
int clinux_accept(int listener, struct sockaddr *address, socklen_t *length);

/// A file that has no name and ends with its descriptor, closed on exec: on the disk of temporary files if its filesystem
/// knows such, else in memory. -1 for failure. O_TMPFILE and memfd_create are GNU extensions too.
int clinux_unnamed_file(void);

/// Takes out of the resident set what the heap has free, and the program's code and constants and those of its
/// libraries, of which what is used again comes back from the page cache. malloc_trim and dl_iterate_phdr are GNU
/// extensions.
void clinux_give_back(void);
