/* Windows that slide over images: im2col, its transpose, and pooling. */
#include "level.h"
#include "operand.h"

typedef struct {
  td_size from, to;
} span;

/* Of `count` windows along an axis: those whose entry number `entry` lies inside the image, and not in the padding. */
static span windows_inside(td_size count, td_size length, td_size entry, const td_windows *at) {
  td_size shift = entry - at->pad, room = length - 1 - shift;
  span inside = {shift < 0 ? (-shift + at->stride - 1) / at->stride : 0, room < 0 ? 0 : room / at->stride + 1};
  if (inside.to > count) inside.to = count;
  return inside;
}

/*
 * Each window becomes a row: channel by channel, line by line. Where nothing is padded a line is copied whole; a width that is known when
 * this is compiled makes that a move or two.
 */
#define IM2COL(name, T)                                                                                                   \
  TD_INLINE void name##_wide(const td_size w, const td_windows *at, td_size first, td_size last, const T *x, T *out) {    \
    const td_size h = at->height;                                                                                         \
    out += first * at->down * at->across * at->channels * h * w;                                                          \
    for (td_size n = first; n < last; n++) {                                                                              \
      for (td_size r = 0; r < at->down; r++) {                                                                            \
        for (td_size c = 0; c < at->across; c++) {                                                                        \
          td_size top = r * at->stride - at->pad, left = c * at->stride - at->pad;                                        \
          int whole = top >= 0 && top + h <= at->rows && left >= 0 && left + w <= at->columns && at->column == 1;         \
          for (td_size k = 0; k < at->channels; k++) {                                                                    \
            td_size plane = n * at->image + k * at->channel;                                                              \
            for (td_size y = top; y < top + h; y++, out += w) {                                                           \
              if (whole) {                                                                                                \
                __builtin_memcpy(out, x + plane + y * at->row + left, (size_t)w * sizeof(T));                             \
                continue;                                                                                                 \
              }                                                                                                           \
              for (td_size i = 0; i < w; i++) {                                                                           \
                int inside = y >= 0 && y < at->rows && left + i >= 0 && left + i < at->columns;                           \
                out[i] = inside ? x[plane + y * at->row + (left + i) * at->column] : 0;                                   \
              }                                                                                                           \
            }                                                                                                             \
          }                                                                                                               \
        }                                                                                                                 \
      }                                                                                                                   \
    }                                                                                                                     \
  }                                                                                                                       \
  static void name(const td_windows *at, td_size first, td_size last, const void *x, void *out) {                         \
    switch (at->width) {                                                                                                  \
      case 1: name##_wide(1, at, first, last, x, out); break;                                                             \
      case 2: name##_wide(2, at, first, last, x, out); break;                                                             \
      case 3: name##_wide(3, at, first, last, x, out); break;                                                             \
      case 5: name##_wide(5, at, first, last, x, out); break;                                                             \
      default: name##_wide(at->width, at, first, last, x, out);                                                           \
    }                                                                                                                     \
  }

IM2COL(im2col_bytes, td_byte)
IM2COL(im2col_words, td_word)
IM2COL(im2col_double_words, td_double_word)

int TD_KERNEL(im2col)(int dtype, const td_windows *at, td_size first, td_size last, const void *x, void *out) {
  if (last <= first) return 1;
  td_size size = size_of(dtype);
  if (size == 4) im2col_words(at, first, last, x, out);
  else if (size == 8) im2col_double_words(at, first, last, x, out);
  else im2col_bytes(at, first, last, x, out);
  return 1;
}

/* Entry by entry of the window, for a row of windows at a time: these entries are neighbours in the image. */
#define COL2IM(name, T)                                                                                              \
  TD_INLINE void name##_add(td_size n, const T *restrict from, td_size from_step, T *restrict to, td_size step) {    \
    for (td_size i = 0; i < n; i++) to[i * step] += from[i * from_step];                                             \
  }                                                                                                                  \
  static void name(const td_windows *at, td_size first, td_size last, const void *columns, void *images) {           \
    const td_size width = at->channels * at->height * at->width;                                                     \
    for (td_size n = first; n < last; n++) {                                                                         \
      T *image = (T *)images + n * at->image;                                                                        \
      for (td_size k = 0; k < at->channels; k++)                                                                     \
        for (td_size y = 0; y < at->rows; y++)                                                                       \
          for (td_size i = 0; i < at->columns; i++) image[k * at->channel + y * at->row + i * at->column] = 0;       \
      for (td_size r = 0; r < at->down; r++) {                                                                       \
        const T *row = (const T *)columns + (n * at->down + r) * at->across * width;                                 \
        for (td_size k = 0; k < at->channels; k++) {                                                                 \
          for (td_size ky = 0; ky < at->height; ky++) {                                                              \
            td_size y = r * at->stride - at->pad + ky;                                                               \
            for (td_size kx = 0; kx < at->width; kx++, row++) {                                                      \
              if (y < 0 || y >= at->rows) continue;                                                                  \
              span c = windows_inside(at->across, at->columns, kx, at);                                              \
              if (c.from >= c.to) continue;                                                                          \
              T *to = image + k * at->channel + y * at->row + (c.from * at->stride - at->pad + kx) * at->column;     \
              td_size step = at->stride * at->column;                                                                \
              if (step == 1) name##_add(c.to - c.from, row + c.from * width, width, to, 1);                          \
              else name##_add(c.to - c.from, row + c.from * width, width, to, step);                                 \
            }                                                                                                        \
          }                                                                                                          \
        }                                                                                                            \
      }                                                                                                              \
    }                                                                                                                \
  }

COL2IM(col2im_f64, double)
COL2IM(col2im_f32, float)

int TD_KERNEL(col2im)(int dtype, const td_windows *at, td_size first, td_size last, const void *columns, void *out) {
  if (dtype == TD_FLOAT64) col2im_f64(at, first, last, columns, out);
  else if (dtype == TD_FLOAT32) col2im_f32(at, first, last, columns, out);
  else return 0;
  return 1;
}

/* As in col2im: entry by entry of the window, for a row of windows at a time. */
#define POOL(name, T)                                                                                                       \
  TD_INLINE void name##_max_entry(span c, const T *restrict from, td_size step, T *restrict best, int32_t *restrict found,  \
                                  int32_t position, int32_t stride) {                                                       \
    if (found) {                                                                                                            \
      for (td_size i = c.from; i < c.to; i++) {                                                                             \
        T v = from[i * step], old = best[i];                                                                                \
        int better = (found[i] < 0) | ((old == old) & ((v > old) | (v != v)));                                              \
        best[i] = better ? v : old;                                                                                         \
        found[i] = better ? position + (int32_t)i * stride : found[i];                                                      \
      }                                                                                                                     \
    } else {                                                                                                                \
      for (td_size i = c.from; i < c.to; i++) {                                                                             \
        T v = from[i * step], old = best[i];                                                                                \
        best[i] = ((v > old) | (v != v)) ? v : old;                                                                         \
      }                                                                                                                     \
    }                                                                                                                       \
  }                                                                                                                         \
  static void name##_max(const td_windows *at, const T *plane, td_size r, T *best, int32_t *found) {                        \
    for (td_size i = 0; i < at->across; i++) best[i] = (T)-__builtin_inf();                                                 \
    for (td_size i = 0; found && i < at->across; i++) found[i] = -1;                                                        \
    for (td_size ky = 0; ky < at->height; ky++) {                                                                           \
      td_size y = r * at->stride - at->pad + ky;                                                                            \
      if (y < 0 || y >= at->rows) continue;                                                                                 \
      for (td_size kx = 0; kx < at->width; kx++) {                                                                          \
        span c = windows_inside(at->across, at->columns, kx, at);                                                           \
        td_size left = kx - at->pad, skipped = c.from;                                                                      \
        if (c.from >= c.to) continue;                                                                                       \
        const T *from = plane + y * at->row + (left + skipped * at->stride) * at->column;                                   \
        int32_t position = (int32_t)(y * at->columns + left + skipped * at->stride);                                        \
        span all = {0, c.to - c.from};                                                                                      \
        name##_max_entry(all, from, at->stride * at->column, best + skipped, found ? found + skipped : 0, position,         \
                         (int32_t)at->stride);                                                                              \
      }                                                                                                                     \
    }                                                                                                                       \
  }                                                                                                                         \
  static void name##_mean(const td_windows *at, const T *plane, td_size r, T *out) {                                        \
    for (td_size i = 0; i < at->across; i++) {                                                                              \
      double total = 0;                                                                                                     \
      for (td_size ky = 0; ky < at->height; ky++) {                                                                         \
        td_size y = r * at->stride - at->pad + ky;                                                                          \
        if (y < 0 || y >= at->rows) continue;                                                                               \
        for (td_size kx = 0; kx < at->width; kx++) {                                                                        \
          td_size column = i * at->stride - at->pad + kx;                                                                   \
          if (column >= 0 && column < at->columns) total += (double)plane[y * at->row + column * at->column];               \
        }                                                                                                                   \
      }                                                                                                                     \
      out[i] = (T)(total / (double)(at->height * at->width));                                                               \
    }                                                                                                                       \
  }                                                                                                                         \
  static void name(int op, const td_windows *at, td_size first, td_size last, const T *x, T *out, int32_t *positions) {     \
    td_size done = first * at->channels * at->down * at->across;                                                            \
    for (td_size n = first; n < last; n++) {                                                                                \
      for (td_size k = 0; k < at->channels; k++) {                                                                          \
        const T *plane = x + n * at->image + k * at->channel;                                                               \
        for (td_size r = 0; r < at->down; r++, done += at->across) {                                                        \
          if (op == TD_POOL_MAX) name##_max(at, plane, r, out + done, positions ? positions + done : 0);                    \
          else name##_mean(at, plane, r, out + done);                                                                       \
        }                                                                                                                   \
      }                                                                                                                     \
    }                                                                                                                       \
  }

POOL(pool_f64, double)
POOL(pool_f32, float)

int TD_KERNEL(pool)(int op, int dtype, const td_windows *at, td_size first, td_size last, const void *x, void *out,
                    int32_t *positions) {
  if (dtype == TD_FLOAT64) pool_f64(op, at, first, last, x, out, positions);
  else if (dtype == TD_FLOAT32) pool_f32(op, at, first, last, x, out, positions);
  else return 0;
  return 1;
}
