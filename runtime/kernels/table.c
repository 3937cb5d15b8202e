#include "level.h"

#define TD_TEXT_(x) #x
#define TD_TEXT(x) TD_TEXT_(x)

const td_kernels TD_TABLE = {
    .level = TD_TEXT(TD_LEVEL),
    .vector_bytes = TD_WIDTH,
    .unary = TD_KERNEL(unary),
    .binary = TD_KERNEL(binary),
    .copy = TD_KERNEL(copy),
    .transpose = TD_KERNEL(transpose),
    .fill = TD_KERNEL(fill),
    .where = TD_KERNEL(where),
    .clip = TD_KERNEL(clip),
    .reduce_rows = TD_KERNEL(reduce_rows),
    .sum_blocks = TD_KERNEL(sum_blocks),
    .total = TD_KERNEL(total),
    .reduce_columns = TD_KERNEL(reduce_columns),
    .reduce_columns_workspace = TD_KERNEL(reduce_columns_workspace),
    .arg_reduce_rows = TD_KERNEL(arg_reduce_rows),
    .moments_rows = TD_KERNEL(moments_rows),
    .matmul = TD_KERNEL(matmul),
    .matmul_workspace = TD_KERNEL(matmul_workspace),
    .im2col = TD_KERNEL(im2col),
    .col2im = TD_KERNEL(col2im),
    .pool = TD_KERNEL(pool),
    .gather = TD_KERNEL(gather),
    .scatter = TD_KERNEL(scatter),
    .peak = TD_KERNEL(peak),
};
