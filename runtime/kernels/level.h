/* The functions of the level that is being compiled: each is declared with the type that the table gives it. */
#ifndef TENSOR_DOJO_LEVEL_H
#define TENSOR_DOJO_LEVEL_H

#include "kernels.h"

#define TD_KERNEL(name) TD_JOIN(td_##name##_, TD_LEVEL)
#define TD_DECLARE(name) __typeof__(*((td_kernels *)0)->name) TD_KERNEL(name);

TD_DECLARE(unary)
TD_DECLARE(binary)
TD_DECLARE(copy)
TD_DECLARE(transpose)
TD_DECLARE(fill)
TD_DECLARE(where)
TD_DECLARE(clip)
TD_DECLARE(reduce_rows)
TD_DECLARE(sum_blocks)
TD_DECLARE(total)
TD_DECLARE(reduce_columns)
TD_DECLARE(reduce_columns_workspace)
TD_DECLARE(arg_reduce_rows)
TD_DECLARE(moments_rows)
TD_DECLARE(matmul)
TD_DECLARE(matmul_workspace)
TD_DECLARE(im2col)
TD_DECLARE(col2im)
TD_DECLARE(pool)
TD_DECLARE(gather)
TD_DECLARE(scatter)
TD_DECLARE(peak)

#endif
