/*
 * What JavaScript calls. Pointers are byte offsets into a linear memory of fixed size; all of it behind the program's own data is
 * the caller's to lay out (runtime/engines/cpu/kernelMemory.ts).
 */
#include "kernels.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define KERNELS TD_TABLE

extern unsigned char __heap_base;

/* Where the caller's memory begins, at the start of a cache line. */
EXPORT(start) void *td_start(void) { return (void *)(((uintptr_t)&__heap_base + 63) & ~(uintptr_t)63); }

EXPORT(unary) int td_unary(int op, int dtype, td_size n, const void *x, td_size step, void *out) {
  return KERNELS.unary(op, dtype, n, x, step, out);
}

EXPORT(binary)
int td_binary(int op, int dtype, td_size n, const void *x, td_size x_step, const void *y, td_size y_step, void *out) {
  return KERNELS.binary(op, dtype, n, x, x_step, y, y_step, out);
}

EXPORT(transpose)
int td_transpose(int dtype, td_size rows, td_size columns, const void *x, td_size row, td_size column, void *out, td_size out_row) {
  return KERNELS.transpose(dtype, rows, columns, x, row, column, out, out_row);
}

EXPORT(where)
int td_where(int dtype, td_size n, const uint8_t *condition, td_size condition_step, const void *x, td_size x_step, const void *y,
             td_size y_step, void *out) {
  return KERNELS.where(dtype, n, condition, condition_step, x, x_step, y, y_step, out);
}

EXPORT(clip)
int td_clip(int dtype, td_size n, const void *x, td_size step, const void *low, td_size low_step, const void *high,
            td_size high_step, void *out) {
  return KERNELS.clip(dtype, n, x, step, low, low_step, high, high_step, out);
}

EXPORT(reduceRows)
int td_reduce_rows_(int op, int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, void *out) {
  return KERNELS.reduce_rows(op, dtype, rows, n, x, row, step, out);
}

EXPORT(sumBlocks) int td_sum_blocks_(int dtype, td_size n, const void *x, td_size step, double *sums) {
  return KERNELS.sum_blocks(dtype, n, x, step, sums);
}

EXPORT(total) double td_total_(td_size blocks, const double *sums) { return KERNELS.total(blocks, sums); }

EXPORT(reduceColumns)
int td_reduce_columns_(int op, int dtype, td_size n, td_size columns, const void *x, td_size row, void *out, void *workspace) {
  return KERNELS.reduce_columns(op, dtype, n, columns, x, row, out, workspace);
}

EXPORT(reduceColumnsWorkspace) td_size td_reduce_columns_workspace_(int op, int dtype, td_size n, td_size columns) {
  return KERNELS.reduce_columns_workspace(op, dtype, n, columns);
}

EXPORT(argReduceRows)
int td_arg_reduce_rows_(int op, int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, int32_t *out) {
  return KERNELS.arg_reduce_rows(op, dtype, rows, n, x, row, step, out);
}

EXPORT(momentsRows)
int td_moments_rows_(int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, void *mean, void *deviation) {
  return KERNELS.moments_rows(dtype, rows, n, x, row, step, mean, deviation);
}

/* All of out, which is m x n in C order. */
EXPORT(matmul)
int td_matmul_(int dtype, td_size m, td_size n, td_size k, const void *x, td_size x_row, td_size x_column, const void *y,
               td_size y_row, td_size y_column, void *out, void *workspace) {
  td_matrix left = {x, x_row, x_column}, right = {y, y_row, y_column};
  return KERNELS.matmul(dtype, m, n, k, left, right, out, n, 0, m, 0, n, workspace);
}

/* `at` is written in the caller's memory: fourteen numbers in the order of td_windows. */
EXPORT(im2col) int td_im2col_(int dtype, const td_windows *at, const void *x, void *out) {
  return KERNELS.im2col(dtype, at, 0, at->images, x, out);
}

EXPORT(col2im) int td_col2im_(int dtype, const td_windows *at, const void *columns, void *out) {
  return KERNELS.col2im(dtype, at, 0, at->images, columns, out);
}

EXPORT(pool) int td_pool_(int op, int dtype, const td_windows *at, const void *x, void *out, int32_t *positions) {
  return KERNELS.pool(op, dtype, at, 0, at->images, x, out, positions);
}

EXPORT(peak) double td_peak_(int dtype, td_size rounds) { return KERNELS.peak(dtype, rounds); }
