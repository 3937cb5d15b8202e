/* Windows that slide over images: im2col and its transpose. */
#include "level.h"
#include "quads.h"

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
          const td_size top = r * at->stride - at->pad, left = c * at->stride - at->pad;                                        \
          const int whole = left >= 0 && left + w <= at->columns;                                                         \
          const int plain = whole && top >= 0 && top + h <= at->rows && at->column == 1;                                  \
          for (td_size k = 0; k < at->channels; k++) {                                                                    \
            td_size line = n * at->image + k * at->channel + top * at->row;                                               \
            if (plain) {                                                                                                  \
              const T *from = x + line + left;                                                                            \
              for (td_size i = 0; i < h; i++, from += at->row, out += w) __builtin_memcpy(out, from, (size_t)w * sizeof(T)); \
              continue;                                                                                                   \
            }                                                                                                             \
            for (td_size y = top; y < top + h; y++, line += at->row, out += w) {                                          \
              if (y < 0 || y >= at->rows)                                                                                 \
                for (td_size i = 0; i < w; i++) out[i] = 0;                                                               \
              else if (whole && at->column == 1) __builtin_memcpy(out, x + line + left, (size_t)w * sizeof(T));           \
              else if (whole)                                                                                             \
                for (td_size i = 0; i < w; i++) out[i] = x[line + (left + i) * at->column];                               \
              else                                                                                                        \
                for (td_size i = 0; i < w; i++)                                                                           \
                  out[i] = left + i >= 0 && left + i < at->columns ? x[line + (left + i) * at->column] : 0;               \
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

/* So many entries of so many windows are turned around at a time. */
enum { ENTRIES = 32, WINDOWS = 64 };

/*
 * Entry by entry of the window, for a row of windows at a time: what these add to lies side by side in the image. So tiles of the
 * columns are turned around first.
 */
#define COL2IM(name, T, word, turn)                                                                                        \
  static void name##_tile(const td_windows *at, td_size r, td_size c, td_size windows, td_size entry, td_size entries,     \
                          const T *columns, T *image) {                                                                    \
    const td_size width = at->channels * at->height * at->width, step = at->stride * at->column;                           \
    T tile[ENTRIES * WINDOWS];                                                                                             \
    turn(entries, windows, (const word *)columns, width, (word *)tile, WINDOWS);                                           \
    for (td_size e = 0; e < entries; e++) {                                                                                \
      const td_size kx = (entry + e) % at->width, line = (entry + e) / at->width;                                          \
      const td_size y = r * at->stride - at->pad + line % at->height;                                                      \
      if (y < 0 || y >= at->rows) continue;                                                                                \
      const span inside = windows_inside(at->across, at->columns, kx, at);                                                 \
      const td_size from = inside.from > c ? inside.from : c, to = inside.to < c + windows ? inside.to : c + windows;      \
      if (from >= to) continue;                                                                                            \
      const T *restrict values = tile + e * WINDOWS + from - c;                                                            \
      T *restrict sums = image + line / at->height * at->channel + y * at->row + (from * at->stride - at->pad + kx) * at->column; \
      if (step == 1)                                                                                                       \
        for (td_size i = 0; i < to - from; i++) sums[i] += values[i];                                                      \
      else                                                                                                                 \
        for (td_size i = 0; i < to - from; i++) sums[i * step] += values[i];                                               \
    }                                                                                                                      \
  }                                                                                                                        \
  static void name(const td_windows *at, td_size first, td_size last, const T *columns, T *images) {                       \
    const td_size width = at->channels * at->height * at->width;                                                           \
    for (td_size n = first; n < last; n++) {                                                                               \
      T *image = images + n * at->image;                                                                                   \
      for (td_size k = 0; k < at->channels; k++)                                                                           \
        for (td_size y = 0; y < at->rows; y++)                                                                             \
          for (td_size i = 0; i < at->columns; i++) image[k * at->channel + y * at->row + i * at->column] = 0;             \
      for (td_size r = 0; r < at->down; r++) {                                                                             \
        for (td_size c = 0; c < at->across; c += WINDOWS) {                                                                \
          const T *row = columns + ((n * at->down + r) * at->across + c) * width;                                          \
          const td_size windows = at->across - c < WINDOWS ? at->across - c : WINDOWS;                                     \
          for (td_size e = 0; e < width; e += ENTRIES)                                                                     \
            name##_tile(at, r, c, windows, e, width - e < ENTRIES ? width - e : ENTRIES, row + e, image);                  \
        }                                                                                                                  \
      }                                                                                                                    \
    }                                                                                                                      \
  }

COL2IM(col2im_f64, double, td_double_word, turn_double_words)
COL2IM(col2im_f32, float, td_word, turn_words)

int TD_KERNEL(col2im)(int dtype, const td_windows *at, td_size first, td_size last, const void *columns, void *out) {
  if (dtype == TD_FLOAT64) col2im_f64(at, first, last, columns, out);
  else if (dtype == TD_FLOAT32) col2im_f32(at, first, last, columns, out);
  else return 0;
  return 1;
}
