#include <isa-l.h>
#include <stddef.h>

/// Bytes of working memory that ISA-L wants for a deflate level from 0 to 3; 0 for any other level.
/// ISA-L states these sizes as compound macros, which Swift does not import.
static inline size_t millrace_deflate_level_buffer_size(int level) {
  switch (level) {
    case 1: return ISAL_DEF_LVL1_LARGE;
    case 2: return ISAL_DEF_LVL2_LARGE;
    case 3: return ISAL_DEF_LVL3_LARGE;
    default: return 0;
  }
}
