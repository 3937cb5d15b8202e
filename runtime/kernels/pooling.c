/* Pooling: four windows at a time, neighbours in a row, or the same one in four channels where those are neighbours. */
#include "level.h"
#include "quads.h"

/* A window without its padding: entry (0, 0), where that lies in its plane, and how many rows and columns there are. */
typedef struct {
  td_size offset;
  int32_t position;
  td_size rows, columns;
} cut_window;

static cut_window cut(const td_windows *at, td_size r, td_size c) {
  td_size top = r * at->stride - at->pad, left = c * at->stride - at->pad;
  td_size y = top < 0 ? 0 : top, x = left < 0 ? 0 : left;
  td_size bottom = top + at->height < at->rows ? top + at->height : at->rows;
  td_size right = left + at->width < at->columns ? left + at->width : at->columns;
  cut_window window = {y * at->row + x * at->column, (int32_t)(y * at->columns + x), bottom - y, right - x};
  return window;
}

/* The same on four lanes; `step` apart in x, and `lane` in their planes' positions. Found is NULL where it is not wanted. */
#define POOL(T, quad, mask)                                                                                                \
  TD_INLINE void max_four_##quad(const td_windows *at, cut_window window, const T *from, td_size step, int32_t lane,       \
                                 T *out, int32_t *found, td_size out_step) {                                               \
    quad_##quad best = load_quad_##quad(from, step);                                                                       \
    quad_i32 first = (quad_i32){0, 1, 2, 3} * lane + window.position, where = first;                                       \
    for (td_size y = 0; y < window.rows; y++) {                                                                            \
      for (td_size x = 0; x < window.columns; x++) {                                                                       \
        quad_##quad value = load_quad_##quad(from + y * at->row + x * at->column, step);                                   \
        quad_##mask better = (value > best) | ((value != value) & (best == best));                                         \
        best = (quad_##quad)((better & (quad_##mask)value) | (~better & (quad_##mask)best));                               \
        quad_i32 narrow = __builtin_convertvector(better, quad_i32);                                                       \
        where = (narrow & (first + (int32_t)(y * at->columns + x))) | (~narrow & where);                                   \
      }                                                                                                                    \
    }                                                                                                                      \
    store_quad_##quad(out, out_step, best);                                                                                \
    if (found) store_quad_i32(found, out_step, where);                                                                     \
  }                                                                                                                        \
  TD_INLINE void mean_four_##quad(const td_windows *at, cut_window window, const T *from, td_size step, T *out,            \
                                  td_size out_step) {                                                                      \
    quad_f64 total = {0};                                                                                                  \
    for (td_size y = 0; y < window.rows; y++)                                                                              \
      for (td_size x = 0; x < window.columns; x++)                                                                         \
        total += __builtin_convertvector(load_quad_##quad(from + y * at->row + x * at->column, step), quad_f64);           \
    total /= (double)(at->height * at->width);                                                                             \
    store_quad_##quad(out, out_step, __builtin_convertvector(total, quad_##quad));                                         \
  }                                                                                                                        \
  TD_INLINE void pool_four_##quad(int op, const td_windows *at, cut_window window, const T *from, td_size step,            \
                                  int32_t lane, T *out, int32_t *found, td_size out_step) {                                \
    if (op == TD_POOL_MEAN) mean_four_##quad(at, window, from, step, out, out_step);                                       \
    else if (found) max_four_##quad(at, window, from, step, lane, out, found, out_step);                                   \
    else max_four_##quad(at, window, from, step, lane, out, 0, out_step);                                                  \
  }                                                                                                                        \
  static void pool_one_##quad(int op, const td_windows *at, cut_window window, const T *from, T *out, int32_t *found) {    \
    double total = 0;                                                                                                      \
    T best = (T)-__builtin_inf();                                                                                          \
    int32_t where = -1;                                                                                                    \
    for (td_size y = 0; y < window.rows; y++) {                                                                            \
      for (td_size x = 0; x < window.columns; x++) {                                                                       \
        T value = from[y * at->row + x * at->column];                                                                      \
        total += (double)value;                                                                                            \
        if (where < 0 || (best == best && (value > best || value != value))) {                                             \
          best = value;                                                                                                    \
          where = window.position + (int32_t)(y * at->columns + x);                                                        \
        }                                                                                                                  \
      }                                                                                                                    \
    }                                                                                                                      \
    *out = op == TD_POOL_MAX ? best : (T)(total / (double)(at->height * at->width));                                       \
    if (found) *found = where;                                                                                             \
  }

POOL(double, f64, i64)
POOL(float, f32, i32)

typedef struct {
  int op;
  const td_windows *at;
  const void *x;
  void *out;
  int32_t *found;
} pooling;

/* One row of windows, of one channel or of the four from k on, which are neighbours. Written out for each dtype. */
#define POOL_ROW(T, quad)                                                                                                  \
  static void pool_row_##quad(const pooling *job, td_size n, td_size k, td_size channels, td_size r) {                     \
    const td_windows *at = job->at;                                                                                        \
    const td_size plane = at->down * at->across, row = (n * at->channels + k) * plane + r * at->across;                    \
    const td_size step = channels == 4 ? 1 : at->stride * at->column, out_step = channels == 4 ? plane : 1;                \
    const T *image = (const T *)job->x + n * at->image + k * at->channel;                                                  \
    for (td_size c = 0, done; c < at->across; c += done) {                                                                 \
      const cut_window window = cut(at, r, c);                                                                             \
      const int empty = window.rows <= 0 || window.columns <= 0;                                                           \
      const int alike = c + 4 <= at->across && c * at->stride >= at->pad &&                                                \
                        (c + 3) * at->stride - at->pad + at->width <= at->columns;                                         \
      const T *from = empty ? image : image + window.offset;                                                               \
      T *to = (T *)job->out + row + c;                                                                                     \
      int32_t *found = job->found ? job->found + row + c : 0;                                                              \
      done = channels == 1 && alike && !empty ? 4 : 1;                                                                     \
      if (empty || (channels == 1 && !alike))                                                                              \
        for (td_size lane = 0; lane < channels; lane++)                                                                    \
          pool_one_##quad(job->op, at, window, from, to + lane * plane, found ? found + lane * plane : 0);                 \
      else if (step == 1)                                                                                                  \
        pool_four_##quad(job->op, at, window, from, 1, channels == 4 ? 0 : 1, to, found, out_step);                        \
      else if (step == 2 && window.rows == 2 && window.columns == 2)                                                       \
        pool_four_##quad(job->op, at, (cut_window){0, window.position, 2, 2}, from, 2, (int32_t)at->stride, to, found, 1); \
      else                                                                                                                 \
        pool_four_##quad(job->op, at, window, from, step, (int32_t)at->stride, to, found, 1);                              \
    }                                                                                                                      \
  }

POOL_ROW(double, f64)
POOL_ROW(float, f32)

int TD_KERNEL(pool)(int op, int dtype, const td_windows *at, td_size first, td_size last, const void *x, void *out,
                    int32_t *positions) {
  if (dtype != TD_FLOAT64 && dtype != TD_FLOAT32) return 0;
  const pooling job = {op, at, x, out, positions};
  const int neighbours = at->channel == 1 && at->column != 1;
  /* Neighbouring channels share cache lines: a row of windows is done with for all channels before the next one. */
  const td_size band = neighbours ? 1 : at->down;
  for (td_size n = first; n < last; n++) {
    for (td_size top = 0; top < at->down; top += band) {
      for (td_size k = 0, channels; k < at->channels; k += channels) {
        channels = neighbours && k + 4 <= at->channels ? 4 : 1;
        for (td_size r = top; r < top + band; r++) {
          if (dtype == TD_FLOAT64) pool_row_f64(&job, n, k, channels, r);
          else pool_row_f32(&job, n, k, channels, r);
        }
      }
    }
  }
  return 1;
}
