#ifndef MILLRACE_SYSTEM_H
#define MILLRACE_SYSTEM_H

#include <stdint.h>

/// Tells the kernel to begin storing `count` bytes of a file from `offset` on, without waiting for it. Only a hint:
/// pipes and some file systems refuse it, and other systems than Linux have no such call.
void mr_start_writeback(int descriptor, int64_t offset, int64_t count);

/// Lets the process keep memory that it has freed, up to `bytes`, rather than give it back and ask for it again: buffers of
/// a megabyte come and go all the time. Does nothing where the C library has no such setting.
void mr_keep_freed_memory(int32_t bytes);

/// Opens a pipe, reading end first, that programs started meanwhile by other threads do not inherit. 0, or -1 with `errno`.
int mr_open_pipe(int ends[_Nonnull 2]);

#endif
