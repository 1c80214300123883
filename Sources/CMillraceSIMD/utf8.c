#include "CMillraceSIMD.h"
