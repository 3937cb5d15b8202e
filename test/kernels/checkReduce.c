#include "check.h"

static int result_of(int op, int dtype) {
  if (op == TD_ANY || op == TD_ALL) return TD_BOOL;
  if (op == TD_SUM || op == TD_PROD) return dtype == TD_FLOAT32 ? TD_FLOAT32 : TD_FLOAT64;
  return dtype;
}

static long double unit(int dtype) { return dtype == TD_FLOAT32 ? 0x1p-24L : 0x1p-53L; }

/* Whether `got` is the fold of n elements; sums may be wrong by 16 u of the sum of magnitudes, products not at all. */
static int is_fold(int op, int dtype, td_size n, const void *x, td_size step, double got) {
  long double sum = 0, magnitude = 0;
  double product = 1, best = op == TD_MAX ? -INFINITY : INFINITY;
  int nan = 0, positive = 0, negative = 0, any = 0, all = 1;
  for (td_size i = 0; i < n; i++) {
    double value = get(dtype, x, i * step);
    nan |= isnan(value);
    positive |= value == INFINITY;
    negative |= value == -INFINITY;
    any |= value != 0;
    all &= value != 0;
    if (isfinite(value)) {
      sum += value;
      magnitude += fabsl((long double)value);
    }
    product *= value;
    if (op == TD_MAX ? value > best : value < best) best = value;
  }
  switch (op) {
    case TD_SUM:
      if (nan || (positive && negative)) return isnan(got);
      if (positive || negative) return got == (positive ? INFINITY : -INFINITY);
      if (!is_float(dtype)) return got == (double)sum;
      return fabsl(got - sum) <= 16 * unit(dtype) * magnitude || (isinf(got) && fabsl(sum) >= 0x1.fffffep127L);
    case TD_PROD: return same(got, rounded(dtype, product));
    case TD_MAX:
    case TD_MIN:
      if (nan) return isnan(got);
      if (n == 0 && !is_float(dtype)) return 1;
      return got == best;
    case TD_ANY: return got == any;
    default: return got == all;
  }
}

/* Special values leave few sums to compare, so most arrays have none. */
static int wild(void) { return between(0, 3) == 0; }

void check_reduce_rows(void) {
  for (int round = 0; round < 5000; round++) {
    int op = (int)between(TD_SUM, TD_ALL), dtype = (int)between(0, 3), result = result_of(op, dtype);
    td_size n = some_length(), rows = n > 500 ? between(1, 3) : between(0, 9), step = some_step();
    td_size row = between(0, 1) ? n * (step < 0 ? -step : step) : 1;
    td_size reach = n > 0 && rows > 0 ? (n - 1) * (step < 0 ? -step : step) + (rows - 1) * row + 1 : 0;
    char *x = strided(dtype, reach, 1, wild());
    if (step < 0 && reach > 0) x += (n - 1) * -step * size_of(dtype);
    void *out = room(result, rows), *parts = room(result, rows), *line = room(result, rows);
    expect(KERNELS.reduce_rows(op, dtype, rows, n, x, row, step, out), "op %d of dtype %d not taken", op, dtype);
    td_size half = between(0, rows);
    KERNELS.reduce_rows(op, dtype, half, n, x, row, step, parts);
    KERNELS.reduce_rows(op, dtype, rows - half, n, x + half * row * size_of(dtype), row, step, (char *)parts + half * size_of(result));
    for (td_size r = 0; r < rows; r++) {
      const char *at = x + r * row * size_of(dtype);
      expect(is_fold(op, dtype, n, at, step, get(result, out, r)), "op %d dtype %d n %td step %td: row %td is %.17g", op, dtype, n, step, r,
             get(result, out, r));
      KERNELS.reduce_rows(op, dtype, 1, n, lined_up(dtype, n, at, step), n, 1, (char *)line + r * size_of(result));
    }
    expect(same_elements(result, rows, out, parts), "op %d dtype %d n %td: parts differ from the whole", op, dtype, n);
    expect(same_elements(result, rows, out, line), "op %d dtype %d n %td step %td: depends on the layout", op, dtype, n, step);
    release();
  }
}

static void reduce_columns(int op, int dtype, td_size n, td_size columns, const void *x, td_size row, void *out) {
  td_size bytes = KERNELS.reduce_columns_workspace(op, dtype, n, columns);
  double *workspace = room(TD_FLOAT64, (bytes + 7) / 8);
  expect(KERNELS.reduce_columns(op, dtype, n, columns, x, row, out, workspace), "op %d of dtype %d not taken", op, dtype);
}

void check_reduce_columns(void) {
  for (int round = 0; round < 3000; round++) {
    int op = (int)between(TD_SUM, TD_ALL), dtype = (int)between(0, 3), result = result_of(op, dtype);
    td_size columns = between(0, 15) ? between(0, 70) : between(500, 1100), n = columns > 70 ? between(0, 40) : some_length() / 2;
    td_size gap = between(0, 3), row = columns + gap;
    int backwards = between(0, 3) == 0;
    td_size reach = n > 0 ? (n - 1) * row + columns : 0;
    char *x = strided(dtype, reach, 1, wild());
    if (backwards && n > 0) {
      x += (n - 1) * row * size_of(dtype);
      row = -row;
    }
    void *out = room(result, columns), *parts = room(result, columns);
    reduce_columns(op, dtype, n, columns, x, row, out);
    td_size half = between(0, columns);
    reduce_columns(op, dtype, n, half, x, row, parts);
    reduce_columns(op, dtype, n, columns - half, x + half * size_of(dtype), row, (char *)parts + half * size_of(result));
    for (td_size c = 0; c < columns; c++)
      expect(is_fold(op, dtype, n, x + c * size_of(dtype), row, get(result, out, c)), "op %d dtype %d %td x %td: column %td is %.17g", op, dtype,
             n, columns, c, get(result, out, c));
    expect(same_elements(result, columns, out, parts), "op %d dtype %d %td x %td: parts differ from the whole", op, dtype, n, columns);
    release();
  }
  /* Where adding one after the other is off by 1.3e-6. */
  for (td_size columns = 1; columns <= 3; columns++) {
    double *x = room(TD_FLOAT64, 1000000 * columns), out[3], along;
    for (td_size i = 0; i < 1000000 * columns; i++) x[i] = 0.1;
    reduce_columns(TD_SUM, TD_FLOAT64, 1000000, columns, x, columns, out);
    KERNELS.reduce_rows(TD_SUM, TD_FLOAT64, 1, 1000000, x, 0, columns, &along);
    expect(fabs(along - 100000) < 1e-9, "a million times 0.1 along a row is %.17g", along);
    for (td_size c = 0; c < columns; c++) expect(fabs(out[c] - 100000) < 1e-9, "a million times 0.1 down a column is %.17g", out[c]);
    release();
  }
}

void check_sum_blocks(void) {
  for (int round = 0; round < 1000; round++) {
    int dtype = (int)between(0, 3);
    td_size n = some_length() * between(1, 3), step = some_step(), blocks = (n + TD_SUM_BLOCK - 1) / TD_SUM_BLOCK;
    void *x = strided(dtype, n, step, wild());
    double *sums = room(TD_FLOAT64, blocks);
    char whole[8];
    int result = result_of(TD_SUM, dtype);
    KERNELS.sum_blocks(dtype, n, x, step, sums);
    KERNELS.reduce_rows(TD_SUM, dtype, 1, n, x, 0, step, whole);
    double total = rounded(result, KERNELS.total(blocks, sums));
    expect(same(total, get(result, whole, 0)), "dtype %d n %td step %td: %.17g, but the row's sum is %.17g", dtype, n, step, total,
           get(result, whole, 0));
    release();
  }
}

void check_arg_reduce(void) {
  for (int round = 0; round < 4000; round++) {
    int op = (int)between(TD_ARGMAX, TD_ARGMIN), dtype = (int)between(0, 3);
    td_size n = some_length() + 1, rows = between(1, 4), step = some_step(), reach = (n - 1) * (step < 0 ? -step : step) + rows;
    char *x = strided(dtype, reach, 1, 0);
    td_size specials = between(0, 3);
    if (is_float(dtype))
      for (td_size i = 0; i < specials; i++) set(dtype, x, between(0, reach - 1), special());
    if (between(0, 9) == 0)
      for (td_size i = 0; i < reach; i++) set(dtype, x, i, is_float(dtype) ? (op == TD_ARGMAX ? -INFINITY : INFINITY) : 0);
    if (step < 0) x += (n - 1) * -step * size_of(dtype);
    int32_t *out = room(TD_INT32, rows);
    KERNELS.arg_reduce_rows(op, dtype, rows, n, x, 1, step, out);
    for (td_size r = 0; r < rows; r++) {
      td_size want = 0;
      double best = get(dtype, x, r);
      for (td_size i = 1; i < n && !isnan(best); i++) {
        double value = get(dtype, x, r + i * step);
        if (isnan(value) || (op == TD_ARGMAX ? value > best : value < best)) {
          best = value;
          want = i;
        }
      }
      expect(out[r] == want, "op %d dtype %d n %td step %td: row %td is %d, not %td", op, dtype, n, step, r, out[r], want);
    }
    release();
  }
}

void check_moments(void) {
  for (int round = 0; round < 2000; round++) {
    int dtype = (int)between(TD_FLOAT64, TD_FLOAT32);
    td_size n = some_length(), rows = between(1, 3), step = some_step(), reach = n > 0 ? (n - 1) * (step < 0 ? -step : step) + rows : 0;
    double shift = between(0, 1) ? 1000 : 0;
    char *x = strided(dtype, reach, 1, 0);
    for (td_size i = 0; i < reach; i++) set(dtype, x, i, get(dtype, x, i) + shift);
    if (step < 0 && n > 0) x += (n - 1) * -step * size_of(dtype);
    void *mean = room(dtype, rows), *deviation = room(dtype, rows);
    expect(KERNELS.moments_rows(dtype, rows, n, x, 1, step, mean, deviation), "dtype %d not taken", dtype);
    for (td_size r = 0; r < rows; r++) {
      double got = get(dtype, mean, r), spread = get(dtype, deviation, r);
      if (n == 0) {
        expect(isnan(got) && isnan(spread), "of nothing: %g, %g", got, spread);
        continue;
      }
      long double sum = 0, squares = 0;
      for (td_size i = 0; i < n; i++) sum += get(dtype, x, r + i * step);
      for (td_size i = 0; i < n; i++) squares += (get(dtype, x, r + i * step) - sum / n) * (get(dtype, x, r + i * step) - sum / n);
      expect(fabsl(got - sum / n) <= 17 * unit(dtype) * (fabsl(sum / n) + 1), "dtype %d n %td step %td: mean %.17g", dtype, n, step, got);
      expect(fabsl(spread - squares) <= 16 * unit(dtype) * squares + 1e-20L * n, "dtype %d n %td step %td: deviation %.17g, not %.17Lg", dtype, n,
             step, spread, squares);
    }
    release();
  }
}
