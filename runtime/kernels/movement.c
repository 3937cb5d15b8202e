/* Copies, casts, transposes and choices: what moves elements without computing. */
#include "level.h"
#include "quads.h"

#define TD_CAST(name, T, R, expression)                        \
  static void name(td_size n, const void *from, void *to) {    \
    const T *restrict x = from;                                \
    R *restrict out = to;                                      \
    for (td_size i = 0; i < n; i++) {                          \
      T a = x[i];                                              \
      out[i] = (R)(expression);                                \
    }                                                          \
  }

/* What fits is cut towards zero; the rest is taken modulo 2^32 as JavaScript does, digit by digit. */
static int32_t wrapped(double x) {
  union {
    double number;
    uint64_t bits;
  } of = {x};
  int exponent = (int)(of.bits >> 52 & 2047) - 1075;
  uint64_t digits = (of.bits & 0xfffffffffffffu) | 0x10000000000000u;
  uint64_t whole = exponent >= 32 || exponent <= -53 ? 0 : exponent >= 0 ? digits << exponent : digits >> -exponent;
  uint32_t low = (uint32_t)whole;
  return (int32_t)(of.bits >> 63 ? 0u - low : low);
}

#define TD_TO_INT32(name, T)                                                              \
  static void name(td_size n, const void *from, void *to) {                               \
    const T *restrict x = from;                                                           \
    int32_t *restrict out = to;                                                           \
    int fits = 1;                                                                         \
    for (td_size i = 0; i < n; i++) fits &= (x[i] > (T)-2147483648.0) & (x[i] < (T)2147483648.0); \
    if (fits)                                                                             \
      for (td_size i = 0; i < n; i++) out[i] = (int32_t)x[i];                             \
    else                                                                                  \
      for (td_size i = 0; i < n; i++) out[i] = wrapped((double)x[i]);                     \
  }

TD_CAST(f64_to_f32, double, float, a)
TD_CAST(f64_to_bool, double, uint8_t, a != 0)
TD_CAST(f32_to_f64, float, double, a)
TD_CAST(f32_to_bool, float, uint8_t, a != 0)
TD_CAST(i32_to_f64, int32_t, double, a)
TD_CAST(i32_to_f32, int32_t, float, a)
TD_CAST(i32_to_bool, int32_t, uint8_t, a != 0)
TD_CAST(bool_to_f64, uint8_t, double, a)
TD_CAST(bool_to_f32, uint8_t, float, a)
TD_CAST(bool_to_i32, uint8_t, int32_t, a)
TD_TO_INT32(f64_to_i32, double)
TD_TO_INT32(f32_to_i32, float)

typedef void cast_loop(td_size n, const void *from, void *to);

/* [from][to], each by dtype: float64, float32, int32, bool. */
static cast_loop *const casts[4][4] = {
    {0, f64_to_f32, f64_to_i32, f64_to_bool},
    {f32_to_f64, 0, f32_to_i32, f32_to_bool},
    {i32_to_f64, i32_to_f32, 0, i32_to_bool},
    {bool_to_f64, bool_to_f32, bool_to_i32, 0},
};

#define TD_SPREAD(T)                                               \
  do {                                                             \
    const T *restrict from = x;                                    \
    T *restrict to = out;                                          \
    for (td_size i = 0; i < n; i++) to[i * step] = from[i];        \
  } while (0)

/* The reverse of line_up. */
TD_INLINE void spread(td_size size, td_size n, const void *x, void *out, td_size step) {
  if (size == 4) TD_SPREAD(td_word);
  else if (size == 8) TD_SPREAD(td_double_word);
  else TD_SPREAD(td_byte);
}

int TD_KERNEL(copy)(int from, int to, td_size n, const void *x, td_size x_step, void *out, td_size out_step) {
  if (n <= 0) return 1;
  cast_loop *cast = casts[from][to];
  td_size width = size_of(to);
  if (!cast && out_step == 1) {
    if (x_step == 1) __builtin_memcpy(out, x, (size_t)(n * width));
    else line_up(width, n, x, x_step, out);
    return 1;
  }
  if (!cast && x_step == 1) {
    spread(width, n, x, out, out_step);
    return 1;
  }
  td_operand source;
  double buffer[TD_CHUNK];
  open_operand(&source, from, n, x, x_step);
  char *at = out;
  for (td_size length; n > 0; n -= length, at += length * out_step * width) {
    length = n < TD_CHUNK ? n : TD_CHUNK;
    const void *lined = next_of(&source, length);
    if (cast && out_step == 1) {
      cast(length, lined, at);
      continue;
    }
    if (cast) {
      cast(length, lined, buffer);
      lined = buffer;
    }
    spread(width, length, lined, at, out_step);
  }
  return 1;
}

/* Blocks of this many rows and columns of either side stay in the first-level cache. */
enum { BLOCK = 32 };

#define TD_TRANSPOSE(name, T, turn)                                                                                              \
  static void name(td_size rows, td_size columns, const T *x, td_size row, td_size column, T *out, td_size out_row) {            \
    for (td_size i = 0; i < rows; i += BLOCK) {                                                                                  \
      const td_size high = rows - i < BLOCK ? rows - i : BLOCK;                                                                  \
      for (td_size j = 0; j < columns; j += BLOCK) {                                                                             \
        const td_size wide = columns - j < BLOCK ? columns - j : BLOCK;                                                          \
        turn(high, wide, x + i * row + j * column, row, column, out + i * out_row + j, out_row);                                 \
      }                                                                                                                          \
    }                                                                                                                            \
  }

#define TD_BLOCK(name, T)                                                                                                        \
  TD_INLINE void name(td_size rows, td_size columns, const T *x, td_size row, td_size column, T *out, td_size out_row) {         \
    for (td_size i = 0; i < rows; i++)                                                                                           \
      for (td_size j = 0; j < columns; j++) out[i * out_row + j] = x[i * row + j * column];                                      \
  }

TD_BLOCK(block_bytes, td_byte)
TD_BLOCK(block_words, td_word)
TD_BLOCK(block_double_words, td_double_word)

/* Neighbours in a column, which is how the transpose of a matrix in C order lies, are turned around in registers. */
TD_INLINE void turned_words(td_size rows, td_size columns, const td_word *x, td_size row, td_size column, td_word *out, td_size out_row) {
  if (row == 1) turn_words(rows, columns, x, column, out, out_row);
  else block_words(rows, columns, x, row, column, out, out_row);
}
TD_INLINE void turned_double_words(td_size rows, td_size columns, const td_double_word *x, td_size row, td_size column,
                                   td_double_word *out, td_size out_row) {
  if (row == 1) turn_double_words(rows, columns, x, column, out, out_row);
  else block_double_words(rows, columns, x, row, column, out, out_row);
}

TD_TRANSPOSE(transpose_bytes, td_byte, block_bytes)
TD_TRANSPOSE(transpose_words, td_word, turned_words)
TD_TRANSPOSE(transpose_double_words, td_double_word, turned_double_words)

int TD_KERNEL(transpose)(int dtype, td_size rows, td_size columns, const void *x, td_size row, td_size column, void *out,
                         td_size out_row) {
  td_size size = size_of(dtype);
  if (size == 4) transpose_words(rows, columns, x, row, column, out, out_row);
  else if (size == 8) transpose_double_words(rows, columns, x, row, column, out, out_row);
  else transpose_bytes(rows, columns, x, row, column, out, out_row);
  return 1;
}

int TD_KERNEL(fill)(int dtype, td_size n, double value, void *out, td_size out_step) {
  double number = value;
  if (dtype != TD_FLOAT64) casts[TD_FLOAT64][dtype](1, &value, &number);
  return TD_KERNEL(copy)(dtype, dtype, n, &number, 0, out, out_step);
}

#define TD_CHOOSE(name, T)                                                                              \
  static void name(td_size n, const uint8_t *restrict condition, const void *x, const void *y, void *to) { \
    const T *restrict yes = x;                                                                          \
    const T *restrict no = y;                                                                           \
    T *restrict out = to;                                                                               \
    for (td_size i = 0; i < n; i++) {                                                                   \
      T a = yes[i], b = no[i];                                                                          \
      out[i] = condition[i] ? a : b;                                                                    \
    }                                                                                                   \
  }

TD_CHOOSE(choose_bytes, td_byte)
TD_CHOOSE(choose_words, td_word)
TD_CHOOSE(choose_double_words, td_double_word)

int TD_KERNEL(where)(int dtype, td_size n, const uint8_t *condition, td_size condition_step, const void *x, td_size x_step,
                     const void *y, td_size y_step, void *out) {
  td_size size = size_of(dtype);
  td_size chunk = condition_step == 1 && x_step == 1 && y_step == 1 ? n : TD_CHUNK;
  td_operand test, yes, no;
  open_operand(&test, TD_BOOL, n, condition, condition_step);
  open_operand(&yes, dtype, n, x, x_step);
  open_operand(&no, dtype, n, y, y_step);
  char *to = out;
  for (td_size length; n > 0; n -= length, to += length * size) {
    length = n < chunk ? n : chunk;
    const uint8_t *chosen = next_of(&test, length);
    const void *a = next_of(&yes, length), *b = next_of(&no, length);
    if (size == 4) choose_words(length, chosen, a, b, to);
    else if (size == 8) choose_double_words(length, chosen, a, b, to);
    else choose_bytes(length, chosen, a, b, to);
  }
  return 1;
}

/* A bound that is NaN wins, and so does an x that is. */
#define TD_CLIP(name, T)                                                                          \
  static void name(td_size n, const void *from, const void *least, const void *most, void *to) {  \
    const T *restrict x = from;                                                                   \
    const T *restrict low = least;                                                                \
    const T *restrict high = most;                                                                \
    T *restrict out = to;                                                                         \
    for (td_size i = 0; i < n; i++) {                                                             \
      T value = x[i], a = low[i], b = high[i];                                                    \
      value = ((value < a) | (a != a)) ? a : value;                                                 \
      out[i] = ((value > b) | (b != b)) ? b : value;                                                \
    }                                                                                             \
  }

TD_CLIP(clip_f64, double)
TD_CLIP(clip_f32, float)
TD_CLIP(clip_i32, int32_t)

int TD_KERNEL(clip)(int dtype, td_size n, const void *x, td_size step, const void *low, td_size low_step, const void *high,
                    td_size high_step, void *out) {
  if (dtype == TD_BOOL) return 0;
  td_size size = size_of(dtype);
  td_size chunk = step == 1 && low_step == 1 && high_step == 1 ? n : TD_CHUNK;
  td_operand value, least, most;
  open_operand(&value, dtype, n, x, step);
  open_operand(&least, dtype, n, low, low_step);
  open_operand(&most, dtype, n, high, high_step);
  char *to = out;
  for (td_size length; n > 0; n -= length, to += length * size) {
    length = n < chunk ? n : chunk;
    const void *a = next_of(&value, length), *b = next_of(&least, length), *c = next_of(&most, length);
    if (dtype == TD_FLOAT64) clip_f64(length, a, b, c, to);
    else if (dtype == TD_FLOAT32) clip_f32(length, a, b, c, to);
    else clip_i32(length, a, b, c, to);
  }
  return 1;
}
