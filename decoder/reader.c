// What public/checkin.js calls to find QR codes in a picture where the browser has no detector of its own: quirc, in
// WebAssembly, without an operating system below it. Built by bin/decoder.
#include <string.h>

#include "quirc_internal.h"

#define EXPORT(name) __attribute__((export_name(#name)))

// Memory: one picture size at a time, so all of it is taken anew for the next one and nothing is ever given back.

extern unsigned char __heap_base;
static size_t used;

void *malloc(size_t size) {
    unsigned char *start = &__heap_base + used;
    size_t needed = (size_t)&__heap_base + used + size;
    size_t have = __builtin_wasm_memory_size(0) << 16;
    if (needed > have && __builtin_wasm_memory_grow(0, (needed - have + 65535) >> 16) == (size_t)-1) return NULL;
    used += (size + 15) & ~(size_t)15;
    return start;
}

void *calloc(size_t count, size_t size) {
    size_t all;
    if (__builtin_mul_overflow(count, size, &all)) return NULL;
    void *start = malloc(all);
    return start ? memset(start, 0, all) : NULL;
}

void free(void *start) { (void)start; }

void *memset(void *to, int value, size_t count) {
    for (unsigned char *byte = to; count > 0; count--) *byte++ = (unsigned char)value;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    const unsigned char *source = from;
    for (unsigned char *byte = to; count > 0; count--) *byte++ = *source++;
    return to;
}

void *memmove(void *to, const void *from, size_t count) {
    if ((size_t)to <= (size_t)from) return memcpy(to, from, count);
    const unsigned char *source = from;
    for (unsigned char *byte = to; count > 0; count--) byte[count - 1] = source[count - 1];
    return to;
}

static struct quirc *reader;
static int width, height;
static struct quirc_code code;
static struct quirc_data data;

/// Where to put the grey picture, a byte a pixel, row by row; 0 when there is no room for it.
EXPORT(begin) unsigned char *begin(int w, int h) {
    if (w <= 0 || h <= 0 || w > 4096 || h > 4096) return NULL;
    if (!reader || w != width || h != height) {
        used = 0;
        reader = quirc_new();
        if (!reader || quirc_resize(reader, w, h) < 0) {
            reader = NULL;
            return NULL;
        }
        width = w;
        height = h;
    }
    return quirc_begin(reader, NULL, NULL);
}

/// The length of the first text that can be read in the picture; 0 for none.
EXPORT(read) int read(void) {
    if (!reader) return 0;
    quirc_end(reader);
    for (int index = 0; index < quirc_count(reader); index++) {
        quirc_extract(reader, index, &code);
        if (quirc_decode(&code, &data) == QUIRC_SUCCESS) return data.payload_len;
    }
    return 0;
}

/// The text itself.
EXPORT(text) const unsigned char *text(void) { return data.payload; }
