// Preloaded, it looks at the very end of a process, after all that `exit` frees, whether libcrypto can still be used: other
// threads run until then.

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void look(void) {
    int (*begin)(uint64_t, const void *) = (int (*)(uint64_t, const void *))dlsym(RTLD_DEFAULT, "OPENSSL_init_crypto");
    int is_there = begin && begin(0, NULL);
    fputs(is_there ? "libcrypto is still there\n" : "libcrypto is gone\n", stderr);
    if (!is_there) _exit(3);
}

// Before anything of the program registers its own, so that this is called after all of them.
__attribute__((constructor)) static void register_first(void) { atexit(look); }
