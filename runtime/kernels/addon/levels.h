/* The instruction-set levels that were built in, and which of them this processor has. */
#ifndef TENSOR_DOJO_LEVELS_H
#define TENSOR_DOJO_LEVELS_H

#include "../kernels.h"

enum { TD_MOST_LEVELS = 3 };

/* Those that run here, the best first; how many. */
int td_levels_here(const td_kernels *levels[TD_MOST_LEVELS]);

#endif
