#include "CMillraceSystem.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

void mr_keep_freed_memory(int32_t bytes) {
#if defined(__GLIBC__)
  // Larger blocks are still mapped one by one; this is the most that glibc takes.
  (void)mallopt(M_MMAP_THRESHOLD, 32 << 20);
  (void)mallopt(M_TRIM_THRESHOLD, bytes);
#else
  (void)bytes;
#endif
}
