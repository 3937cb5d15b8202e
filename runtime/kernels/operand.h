/*
 * An input with a step, as the loops want it: neighbours in memory. What lies so already is read where it is; one number, or what lies
 * apart, is lined up in a small buffer, a chunk at a time. So each kernel has one loop, and the same numbers give the
 * same bits however they lie.
 */
#ifndef TENSOR_DOJO_OPERAND_H
#define TENSOR_DOJO_OPERAND_H

#include "kernels.h"
#include "vector.h"

enum { TD_CHUNK = TD_SUM_BLOCK };

/* Elements by size alone. They may be anything. */
typedef uint8_t __attribute__((may_alias)) td_byte;
typedef uint32_t __attribute__((may_alias)) td_word;
typedef uint64_t __attribute__((may_alias)) td_double_word;

TD_INLINE td_size size_of(int dtype) { return dtype == TD_FLOAT64 ? 8 : dtype == TD_BOOL ? 1 : 4; }

#define TD_LINE_UP(T)                                            \
  do {                                                           \
    const T *restrict from = x;                                  \
    T *restrict to = out;                                        \
    for (td_size i = 0; i < n; i++) to[i] = from[i * step];      \
  } while (0)

TD_INLINE void line_up(td_size size, td_size n, const void *x, td_size step, void *out) {
  if (size == 4) TD_LINE_UP(td_word);
  else if (size == 8) TD_LINE_UP(td_double_word);
  else TD_LINE_UP(td_byte);
}

typedef struct {
  const char *at;
  td_size size, step;
  double buffer[TD_CHUNK];
} td_operand;

/* `n` elements will be read, in chunks. */
TD_INLINE void open_operand(td_operand *operand, int dtype, td_size n, const void *x, td_size step) {
  operand->at = x;
  operand->size = size_of(dtype);
  operand->step = step;
  if (step == 0) line_up(operand->size, n < TD_CHUNK ? n : TD_CHUNK, x, 0, operand->buffer);
}

/* The next n elements, n <= TD_CHUNK unless the step is 1. */
TD_INLINE const void *next_of(td_operand *operand, td_size n) {
  if (operand->step == 0) return operand->buffer;
  const char *at = operand->at;
  operand->at += n * operand->step * operand->size;
  if (operand->step == 1) return at;
  line_up(operand->size, n, at, operand->step, operand->buffer);
  return operand->buffer;
}

#endif
