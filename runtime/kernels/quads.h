/* Four elements at a time, at every level: for rows too short for whole vectors, and for turning tiles around. */
#ifndef TENSOR_DOJO_QUADS_H
#define TENSOR_DOJO_QUADS_H

#include "operand.h"

/* Four doubles are wider than some levels' registers; but all that takes or gives them is inlined. */
#pragma GCC diagnostic ignored "-Wpsabi"

typedef float quad_f32 __attribute__((vector_size(16)));
typedef double quad_f64 __attribute__((vector_size(32)));
typedef int32_t quad_i32 __attribute__((vector_size(16)));
typedef int64_t quad_i64 __attribute__((vector_size(32)));
typedef uint32_t quad_word __attribute__((vector_size(16)));
typedef uint64_t quad_double_word __attribute__((vector_size(32)));

#define TD_QUAD(name, T)                                                            \
  TD_INLINE quad_##name load_quad_##name(const T *from, td_size step) {             \
    quad_##name v = {from[0], from[step], from[2 * step], from[3 * step]};          \
    if (step == 1) __builtin_memcpy(&v, from, sizeof v);                            \
    return v;                                                                       \
  }                                                                                 \
  TD_INLINE void store_quad_##name(T *to, td_size step, quad_##name v) {            \
    if (step == 1) __builtin_memcpy(to, &v, sizeof v);                              \
    else to[0] = v[0], to[step] = v[1], to[2 * step] = v[2], to[3 * step] = v[3];   \
  }

TD_QUAD(f32, float)
TD_QUAD(f64, double)
TD_QUAD(i32, int32_t)
TD_QUAD(word, td_word)
TD_QUAD(double_word, td_double_word)

/* out[i * out_row + j] = x[i + j * column]: in tiles of 4 x 4, and what is left one by one. */
#define TD_TURN(name, quad, T)                                                                                              \
  TD_INLINE void name(td_size rows, td_size columns, const T *x, td_size column, T *out, td_size out_row) {                 \
    td_size i = 0;                                                                                                          \
    for (; i + 4 <= rows; i += 4) {                                                                                         \
      td_size j = 0;                                                                                                        \
      for (; j + 4 <= columns; j += 4) {                                                                                    \
        const T *from = x + i + j * column;                                                                                 \
        quad_##quad a = load_quad_##quad(from, 1), b = load_quad_##quad(from + column, 1);                                  \
        quad_##quad c = load_quad_##quad(from + 2 * column, 1), d = load_quad_##quad(from + 3 * column, 1);                 \
        quad_##quad ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);         \
        quad_##quad ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);         \
        T *to = out + i * out_row + j;                                                                                      \
        store_quad_##quad(to, 1, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));                                              \
        store_quad_##quad(to + out_row, 1, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));                                    \
        store_quad_##quad(to + 2 * out_row, 1, __builtin_shufflevector(ef, gh, 0, 1, 4, 5));                                \
        store_quad_##quad(to + 3 * out_row, 1, __builtin_shufflevector(ef, gh, 2, 3, 6, 7));                                \
      }                                                                                                                     \
      for (; j < columns; j++) store_quad_##quad(out + i * out_row + j, out_row, load_quad_##quad(x + i + j * column, 1));  \
    }                                                                                                                       \
    for (; i < rows; i++)                                                                                                   \
      for (td_size j = 0; j < columns; j++) out[i * out_row + j] = x[i + j * column];                                       \
  }

TD_TURN(turn_words, word, td_word)
TD_TURN(turn_double_words, double_word, td_double_word)

#endif
