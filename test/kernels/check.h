/* What the kernels' tests are made of: random arrays in memory that is exactly as long as they are, and the tally of what was wrong. */
#ifndef TENSOR_DOJO_CHECK_H
#define TENSOR_DOJO_CHECK_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../runtime/kernels/kernels.h"

#define KERNELS TD_TABLE

/* Random numbers; the same in each run. */
uint64_t draw(void);
td_size between(td_size low, td_size high); /* both included */
double normal(void);
/* Now and then NaN, an infinity, -0, a subnormal number, or one that others equal. */
double special(void);

/* Lengths around whatever a kernel may treat apart: vectors, chunks, blocks. */
td_size some_length(void);
td_size some_step(void);

td_size size_of(int dtype);
int is_float(int dtype);
/* The element as a double, which holds each dtype's exactly. */
double get(int dtype, const void *data, td_size i);
void set(int dtype, void *data, td_size i, double value);
double rounded(int dtype, double value);

/*
 * Memory for `count` elements that ends, and starts, where they do: a step beyond is seen by AddressSanitizer, and
 * without it a write beyond is seen by `release`, which frees all that was handed out. Its contents are arbitrary.
 */
void *room(int dtype, td_size count);
void release(void);

/* n random elements, `step` apart: the address of the first. With `wild`, special ones are among them. */
void *strided(int dtype, td_size n, td_size step, int wild);
/* The same elements, side by side. */
void *lined_up(int dtype, td_size n, const void *data, td_size step);

/* Counts one comparison, and tells of those that fail. */
void expect(int holds, const char *format, ...) __attribute__((format(printf, 2, 3)));
int same(double a, double b); /* all bits, but any NaN is a NaN */
int same_elements(int dtype, td_size n, const void *a, const void *b);

/* Everything under this name; prints one line. */
void section(const char *name, void (*run)(void));
int failures(void);

void check_unary(void);
void check_binary(void);
void check_copy(void);
void check_transpose(void);
void check_fill(void);
void check_where(void);
void check_clip(void);
void check_reduce_rows(void);
void check_reduce_columns(void);
void check_sum_blocks(void);
void check_arg_reduce(void);
void check_moments(void);
void check_im2col(void);
void check_pool(void);
void check_gather(void);
void check_scatter(void);
void check_exp(void);
void check_log(void);
void check_tanh(void);

/* How densely float32 is walked by the accuracy tests: every `accuracy_stride`-th of its bit patterns. */
extern uint32_t accuracy_stride;

#endif
