/* Blocks of `width` neighbours at chosen positions. */
#include "level.h"
#include "operand.h"

#define TD_GATHER(T)                                                                \
  do {                                                                              \
    const T *from = x;                                                              \
    T *to = out;                                                                    \
    for (td_size i = 0; i < n; i++) to[i] = from[positions[i] * stride];            \
  } while (0)

int TD_KERNEL(gather)(int dtype, td_size n, td_size width, const void *x, td_size stride, const int32_t *positions, void *out) {
  td_size size = size_of(dtype);
  if (width <= 0) return 1;
  if (width == 1) {
    if (size == 4) TD_GATHER(td_word);
    else if (size == 8) TD_GATHER(td_double_word);
    else TD_GATHER(td_byte);
    return 1;
  }
  const char *from = x;
  char *to = out;
  for (td_size i = 0; i < n; i++, to += width * size)
    __builtin_memcpy(to, from + positions[i] * stride * size, (size_t)(width * size));
  return 1;
}

/* Positions may repeat: blocks are written one after the other, in order. `old` is what is there, `value` what comes. */
#define TD_SCATTER(name, T, expression)                                                                            \
  static void name(td_size n, td_size width, void *to, td_size stride, const int32_t *positions, const void *from, \
                   td_size value_stride) {                                                                         \
    for (td_size i = 0; i < n; i++) {                                                                              \
      T *restrict out = (T *)to + positions[i] * stride;                                                           \
      const T *restrict values = (const T *)from + i * value_stride;                                               \
      for (td_size j = 0; j < width; j++) {                                                                        \
        T old = out[j], value = values[j];                                                                         \
        (void)old;                                                                                                 \
        out[j] = (T)(expression);                                                                                  \
      }                                                                                                            \
    }                                                                                                              \
  }

#define LARGER (((value <= old) | (old != old)) ? old : value)

TD_SCATTER(set_bytes, td_byte, value)
TD_SCATTER(set_words, td_word, value)
TD_SCATTER(set_double_words, td_double_word, value)
TD_SCATTER(add_f64, double, old + value)
TD_SCATTER(add_f32, float, old + value)
TD_SCATTER(add_i32, int32_t, (uint32_t)old + (uint32_t)value)
TD_SCATTER(or_bool, uint8_t, (old | value) != 0)
TD_SCATTER(max_f64, double, LARGER)
TD_SCATTER(max_f32, float, LARGER)
TD_SCATTER(max_i32, int32_t, LARGER)

typedef void scatter_loop(td_size n, td_size width, void *to, td_size stride, const int32_t *positions, const void *from,
                          td_size value_stride);

/* By dtype: float64, float32, int32, bool. */
static scatter_loop *const scatters[][4] = {
    [TD_SET] = {set_double_words, set_words, set_words, set_bytes},
    [TD_SCATTER_ADD] = {add_f64, add_f32, add_i32, or_bool},
    [TD_SCATTER_MAX] = {max_f64, max_f32, max_i32, or_bool},
};

int TD_KERNEL(scatter)(int mode, int dtype, td_size n, td_size width, void *out, td_size stride, const int32_t *positions,
                       const void *values, td_size value_stride) {
  scatters[mode][dtype](n, width, out, stride, positions, values, value_stride);
  return 1;
}
