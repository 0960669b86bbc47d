#pragma once
#include <stddef.h>
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void free(void *start);
static inline int abs(int number) { return number < 0 ? -number : number; }
