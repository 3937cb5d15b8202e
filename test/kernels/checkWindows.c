#include "check.h"

/* Images of any layout: C order, channels last, or with rows or columns left out. */
static td_windows some_windows(td_size *elements) {
  td_windows at = {.images = between(0, 3), .channels = between(1, 3), .rows = between(1, 12), .columns = between(1, 40)};
  at.height = between(1, at.rows < 5 ? at.rows : 5);
  at.width = between(1, at.columns < 7 ? at.columns : 7);
  at.stride = between(1, 3);
  at.pad = between(0, 1) ? 0 : between(0, 3);
  at.down = (at.rows + 2 * at.pad - at.height) / at.stride + 1;
  at.across = (at.columns + 2 * at.pad - at.width) / at.stride + 1;
  td_size thin = between(0, 2) ? 1 : 2;
  if (between(0, 2)) {
    at.column = thin;
    at.row = at.columns * thin + between(0, 2);
    at.channel = at.rows * at.row;
    at.image = at.channels * at.channel;
  } else {
    at.channel = 1;
    at.column = at.channels * thin;
    at.row = at.columns * at.column;
    at.image = at.rows * at.row;
  }
  *elements = at.images == 0 ? 0
                             : (at.images - 1) * at.image + (at.channels - 1) * at.channel + (at.rows - 1) * at.row +
                                   (at.columns - 1) * at.column + 1;
  return at;
}

static td_size place(const td_windows *at, td_size n, td_size k, td_size y, td_size x) {
  return n * at->image + k * at->channel + y * at->row + x * at->column;
}

static int inside(const td_windows *at, td_size y, td_size x) { return y >= 0 && y < at->rows && x >= 0 && x < at->columns; }

/* Visits every entry of the columns: its number, and where in the image it lies, or -1. */
#define EACH_ENTRY(at, entry, from)                                                                                       \
  for (td_size n = 0, entry = 0; n < (at).images; n++)                                                                    \
    for (td_size r = 0; r < (at).down; r++)                                                                               \
      for (td_size c = 0; c < (at).across; c++)                                                                           \
        for (td_size k = 0; k < (at).channels; k++)                                                                       \
          for (td_size i = 0; i < (at).height; i++)                                                                       \
            for (td_size j = 0, y = r * (at).stride - (at).pad + i, x, from; j < (at).width; j++, entry++)                \
              if ((x = c * (at).stride - (at).pad + j, from = inside(&(at), y, x) ? place(&(at), n, k, y, x) : -1, 1))

void check_im2col(void) {
  for (int round = 0; round < 1500; round++) {
    int dtype = (int)between(0, 3);
    td_size elements;
    td_windows at = some_windows(&elements);
    td_size count = at.images * at.down * at.across * at.channels * at.height * at.width, middle = between(0, at.images);
    void *images = strided(dtype, elements, 1, 1), *columns = room(dtype, count);
    KERNELS.im2col(dtype, &at, middle, at.images, images, columns);
    KERNELS.im2col(dtype, &at, 0, middle, images, columns);
    EACH_ENTRY(at, entry, from) {
      double want = from < 0 ? 0 : get(dtype, images, from);
      expect(same(get(dtype, columns, entry), want), "im2col dtype %d %td x %td window %td x %td stride %td pad %td: entry %td", dtype, at.rows,
             at.columns, at.height, at.width, at.stride, at.pad, entry);
    }
    if (is_float(dtype)) {
      columns = strided(dtype, count, 1, 0);
      void *back = room(dtype, elements);
      for (td_size i = 0; i < elements; i++) set(dtype, back, i, 77);
      long double *sums = calloc((size_t)elements + 1, sizeof *sums);
      char *covered = calloc((size_t)elements + 1, 1);
      expect(KERNELS.col2im(dtype, &at, 0, middle, columns, back) && KERNELS.col2im(dtype, &at, middle, at.images, columns, back),
             "col2im of dtype %d not taken", dtype);
      EACH_ENTRY(at, entry, from) if (from >= 0) sums[from] += get(dtype, columns, entry);
      for (td_size n = 0; n < at.images; n++)
        for (td_size k = 0; k < at.channels; k++)
          for (td_size y = 0; y < at.rows; y++)
            for (td_size x = 0; x < at.columns; x++) covered[place(&at, n, k, y, x)] = 1;
      for (td_size i = 0; i < elements; i++)
        expect(covered[i] ? fabsl(get(dtype, back, i) - sums[i]) <= (dtype == TD_FLOAT32 ? 2e-5L : 1e-13L) : get(dtype, back, i) == 77,
               "col2im dtype %d %td x %td window %td x %td stride %td pad %td: element %td is %g, not %Lg", dtype, at.rows, at.columns, at.height,
               at.width, at.stride, at.pad, i, get(dtype, back, i), sums[i]);
      free(sums);
      free(covered);
    }
    release();
  }
}

void check_pool(void) {
  for (int round = 0; round < 3000; round++) {
    int op = (int)between(TD_POOL_MAX, TD_POOL_MEAN), dtype = (int)between(TD_FLOAT64, TD_FLOAT32);
    td_size elements;
    td_windows at = some_windows(&elements);
    if (between(0, 2) == 0) at.height = at.width = at.stride = 2, at.pad = 0;
    if (at.height > at.rows + 2 * at.pad || at.width > at.columns + 2 * at.pad) at.height = at.width = 1;
    at.down = (at.rows + 2 * at.pad - at.height) / at.stride + 1;
    at.across = (at.columns + 2 * at.pad - at.width) / at.stride + 1;
    td_size count = at.images * at.channels * at.down * at.across, middle = between(0, at.images);
    void *x = strided(dtype, elements, 1, between(0, 1)), *out = room(dtype, count);
    int32_t *positions = op == TD_POOL_MAX && between(0, 1) ? room(TD_INT32, count) : NULL;
    expect(KERNELS.pool(op, dtype, &at, middle, at.images, x, out, positions), "dtype %d not taken", dtype);
    KERNELS.pool(op, dtype, &at, 0, middle, x, out, positions);
    td_size entry = 0;
    for (td_size n = 0; n < at.images; n++)
      for (td_size k = 0; k < at.channels; k++)
        for (td_size r = 0; r < at.down; r++)
          for (td_size c = 0; c < at.across; c++, entry++) {
            double best = -INFINITY, total = 0;
            td_size found = -1;
            for (td_size y = r * at.stride - at.pad; y < r * at.stride - at.pad + at.height; y++)
              for (td_size i = c * at.stride - at.pad; i < c * at.stride - at.pad + at.width; i++) {
                if (!inside(&at, y, i)) continue;
                double value = get(dtype, x, place(&at, n, k, y, i));
                total += value;
                if (found < 0 || (!isnan(best) && (value > best || isnan(value)))) {
                  best = value;
                  found = y * at.columns + i;
                }
              }
            double want = op == TD_POOL_MAX ? best : rounded(dtype, total / (double)(at.height * at.width)), got = get(dtype, out, entry);
            /* Of zeros of either sign the first is the maximum where positions are asked for; alone, they are equal. */
            expect(same(got, want) || (got == want && (op == TD_POOL_MEAN || !positions)) ||
                       (op == TD_POOL_MEAN && fabs(got - want) <= 1e-15 * fabs(want) * (double)(at.height * at.width)),
                   "op %d dtype %d %td x %td window %td x %td stride %td pad %td: %.17g, not %.17g", op, dtype, at.rows, at.columns, at.height,
                   at.width, at.stride, at.pad, got, want);
            if (positions)
              expect(positions[entry] == found, "dtype %d %td x %td window %td x %td stride %td pad %td: at %d, not %td", dtype, at.rows,
                     at.columns, at.height, at.width, at.stride, at.pad, positions[entry], found);
          }
    release();
  }
}
