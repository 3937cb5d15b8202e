/*
 * The kernels: what arrays spend their time on, written once. Compiled to WebAssembly for the `cpu` engine, and once per
 * instruction-set level (x86-64-v2, -v3, -v4, NEON) for the `native` one: TD_LEVEL names the level that is being compiled.
 *
 * A kernel trusts its arguments: whoever calls it has checked types, lengths, offsets and overlap. `out` never overlaps an
 * input. Steps and strides are counted in elements. No kernel allocates, keeps state or knows of threads: a caller that has several
 * gives each a part of the output, and because the order in which numbers are added depends on the whole problem alone,
 * the result is the same to the last bit however it was shared out.
 */
#ifndef TENSOR_DOJO_KERNELS_H
#define TENSOR_DOJO_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* 32 bits in WebAssembly, so that JavaScript passes plain numbers; 64 elsewhere. */
typedef ptrdiff_t td_size;

/* The order of these lists is that of runtime/engines/kernelCodes.ts. */
enum { TD_FLOAT64, TD_FLOAT32, TD_INT32, TD_BOOL };

enum {
  TD_NEGATIVE, TD_ABS, TD_SIGN, TD_SQUARE, TD_SQRT, TD_EXP, TD_LOG, TD_TANH, TD_FLOOR, TD_CEIL, TD_RINT,
  TD_ISNAN, TD_ISINF, TD_ISFINITE, TD_LOGICAL_NOT
};

enum {
  TD_ADD, TD_SUBTRACT, TD_MULTIPLY, TD_DIVIDE, TD_MAXIMUM, TD_MINIMUM,
  TD_EQUAL, TD_NOT_EQUAL, TD_LESS, TD_LESS_EQUAL, TD_GREATER, TD_GREATER_EQUAL,
  TD_LOGICAL_AND, TD_LOGICAL_OR, TD_LOGICAL_XOR
};

enum { TD_SUM, TD_PROD, TD_MAX, TD_MIN, TD_ANY, TD_ALL };
enum { TD_ARGMAX, TD_ARGMIN };
enum { TD_SET, TD_SCATTER_ADD, TD_SCATTER_MAX };
enum { TD_POOL_MAX, TD_POOL_MEAN };

/* Elements of a row that are summed as one. */
enum { TD_SUM_BLOCK = 1024 };

typedef struct {
  const void *data; /* entry (0, 0) */
  td_size row, column; /* strides; one of them is 1, or the matrix is a vector */
} td_matrix;

typedef struct {
  td_size images, channels, rows, columns;       /* N, C, H, W */
  td_size image, channel, row, column;           /* strides of x */
  td_size height, width, stride, pad;            /* the window */
  td_size down, across;                          /* OH, OW */
} td_windows;

/* Everything that one level offers. 1 means done; 0 means that this kernel does not take these types. */
typedef struct {
  const char *level;
  int vector_bytes;

  /* out[i] = op(x[i * step]); floats, and TD_LOGICAL_NOT of any dtype. Predicates give bool. */
  int (*unary)(int op, int dtype, td_size n, const void *x, td_size step, void *out);
  /* Both inputs have `dtype`. A step of 0 stands for one number. Arithmetic: floats; comparisons: floats, int32 and bool; logical: bool. */
  int (*binary)(int op, int dtype, td_size n, const void *x, td_size x_step, const void *y, td_size y_step, void *out);
  /* A cast as NumPy's astype, or a plain copy. To int32, what does not fit is taken modulo 2^32, and NaN is 0, as in JavaScript. */
  int (*copy)(int from, int to, td_size n, const void *x, td_size x_step, void *out, td_size out_step);
  /* out[i, j] = x[i * row + j * column] by blocks that stay in the cache; out has `out_row` elements from row to row. */
  int (*transpose)(int dtype, td_size rows, td_size columns, const void *x, td_size row, td_size column, void *out, td_size out_row);
  int (*fill)(int dtype, td_size n, double value, void *out, td_size out_step);
  int (*where)(int dtype, td_size n, const uint8_t *condition, td_size condition_step, const void *x, td_size x_step,
               const void *y, td_size y_step, void *out);
  /* NaN stays; a bound may be an infinity. */
  int (*clip)(int dtype, td_size n, const void *x, td_size step, const void *low, td_size low_step, const void *high,
              td_size high_step, void *out);

  /*
   * Folds each of `rows` rows of n elements. Sums run over a fixed tree of blocks, in double for float32 inputs. `out` has the dtype of x for
   * floats (sums of float32 are rounded once, at the end), int32 sums and products, and sums of bool, give double.
   */
  int (*reduce_rows)(int op, int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, void *out);
  /*
   * A sum for callers that share a row out or see a part of it at a time: sums[b] = the sum of block b of TD_SUM_BLOCK elements (the
   * last one may be shorter), and the total of those is what TD_SUM of the row gives, before it is rounded to float32.
   */
  int (*sum_blocks)(int dtype, td_size n, const void *x, td_size step, double *sums);
  double (*total)(td_size blocks, const double *sums);
  /* Folds n rows that lie `row` apart into one of `columns` neighbouring entries. The same accuracy. */
  int (*reduce_columns)(int op, int dtype, td_size n, td_size columns, const void *x, td_size row, void *out, void *workspace);
  td_size (*reduce_columns_workspace)(int op, int dtype, td_size n, td_size columns);
  /* The first of equals; the first NaN before all. */
  int (*arg_reduce_rows)(int op, int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, int32_t *out);
  /* Mean, and sum of squared deviations from it, of each row: floats. */
  int (*moments_rows)(int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, void *mean, void *deviation);

  /*
   * Rows [first_row, last_row) and columns [first_column, last_column) of out (m x n, C order, `out_row` from row to row) = x (m x k) @ y (k x n).
   * Floats. K = 0 gives zeros. `workspace` holds matmul_workspace bytes, aligned to 64, and belongs to one thread.
   */
  int (*matmul)(int dtype, td_size m, td_size n, td_size k, td_matrix x, td_matrix y, void *out, td_size out_row,
                td_size first_row, td_size last_row, td_size first_column, td_size last_column, void *workspace);
  td_size (*matmul_workspace)(int dtype, td_size m, td_size n, td_size k);

  /*
   * Images [first, last) of each; the pointers are to image 0. im2col, its transpose, and pooling with the positions of the maxima in their
   * H * W planes (NULL where not wanted). Columns and pooled images are in C order; the strides are those of the images: x, or col2im's
   * out, which it writes whole. A window that lies in the padding alone has the maximum -Infinity at -1.
   */
  int (*im2col)(int dtype, const td_windows *at, td_size first, td_size last, const void *x, void *out);
  int (*col2im)(int dtype, const td_windows *at, td_size first, td_size last, const void *columns, void *out);
  int (*pool)(int op, int dtype, const td_windows *at, td_size first, td_size last, const void *x, void *out, int32_t *positions);

  /* out[i] = the `width` elements at x + positions[i] * stride, by element size; and the way back. Positions were checked. */
  int (*gather)(int dtype, td_size n, td_size width, const void *x, td_size stride, const int32_t *positions, void *out);
  int (*scatter)(int mode, int dtype, td_size n, td_size width, void *out, td_size stride, const int32_t *positions, const void *values,
                 td_size value_stride);

  /*
   * Register-only multiplies and adds, for the benchmark: how many per second this level can do at most. A round is twelve of each, of whole
   * vectors. Returns a sum, so that nothing is left out.
   */
  double (*peak)(int dtype, td_size rounds);
} td_kernels;

#define TD_JOIN_(a, b) a##b
#define TD_JOIN(a, b) TD_JOIN_(a, b)
/* The table of the level that is being compiled: td_kernels_v2, td_kernels_v3, td_kernels_v4, td_kernels_neon, td_kernels_wasm. */
#define TD_TABLE TD_JOIN(td_kernels_, TD_LEVEL)

extern const td_kernels td_kernels_v2, td_kernels_v3, td_kernels_v4, td_kernels_neon, td_kernels_wasm;

#endif
