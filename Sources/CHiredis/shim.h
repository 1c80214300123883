#ifndef MILLRACE_CHIREDIS_SHIM_H
#define MILLRACE_CHIREDIS_SHIM_H

#include <hiredis/hiredis.h>

#endif
