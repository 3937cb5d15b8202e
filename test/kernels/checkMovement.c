#include "check.h"

static double cast(int to, double x) {
  if (to == TD_BOOL) return x != 0;
  if (to != TD_INT32) return rounded(to, x);
  if (!isfinite(x)) return 0;
  double whole = fmod(trunc(x), 4294967296.0);
  return (double)(int32_t)(uint32_t)(int64_t)whole;
}

void check_copy(void) {
  for (int round = 0; round < 6000; round++) {
    int from = (int)between(0, 3), to = (int)between(0, 3);
    td_size n = some_length(), s = some_step(), t = some_step();
    if (t == 0) t = 1;
    void *x = strided(from, n, s, 1), *out = strided(to, n, t, 0);
    if (is_float(from) && n > 0 && between(0, 2) == 0) set(from, x, between(0, n - 1) * s, normal() * pow(2, (double)between(20, 100)));
    void *before = lined_up(to, n > 0 && t > 0 ? (n - 1) * t + 1 : 0, out, 1);
    KERNELS.copy(from, to, n, x, s, out, t);
    for (td_size i = 0; i < n; i++) {
      double of = get(from, x, i * s), want = cast(to, of), got = get(to, out, i * t);
      expect(same(got, want), "%d to %d, n %td, steps %td %td: %.17g at %td is %.17g", from, to, n, s, t, of, i, got);
    }
    for (td_size i = 0; t > 0 && n > 0 && i <= (n - 1) * t; i++)
      if (i % t != 0) expect(same(get(to, out, i), get(to, before, i)), "wrote between the elements at %td", i);
    release();
  }
}

void check_transpose(void) {
  for (int round = 0; round < 3000; round++) {
    int dtype = (int)between(0, 3), kind = (int)between(0, 3);
    td_size rows = between(0, 9) ? between(0, 40) : between(60, 140), columns = between(0, 9) ? between(0, 40) : between(60, 140);
    td_size gap = between(0, 3), out_row = columns + between(0, 3);
    td_size row = kind == 0 ? columns + gap : kind == 1 ? 1 : kind == 2 ? 2 : -(columns + gap);
    td_size column = kind == 0 ? 1 : kind == 1 ? rows + gap : kind == 2 ? 2 * rows + gap : 1;
    td_size reach = rows * columns == 0 ? 0 : (rows - 1) * (row < 0 ? -row : row) + (columns - 1) * column + 1;
    void *memory = strided(dtype, reach, 1, 1), *out = strided(dtype, rows * columns == 0 ? 0 : (rows - 1) * out_row + columns, 1, 0);
    char *x = (char *)memory + (row < 0 && rows > 0 && columns > 0 ? (rows - 1) * -row * size_of(dtype) : 0);
    KERNELS.transpose(dtype, rows, columns, x, row, column, out, out_row);
    for (td_size i = 0; i < rows; i++)
      for (td_size j = 0; j < columns; j++)
        expect(same(get(dtype, out, i * out_row + j), get(dtype, x, i * row + j * column)),
               "dtype %d %td x %td strides %td %td: wrong at %td, %td", dtype, rows, columns, row, column, i, j);
    release();
  }
}

void check_fill(void) {
  for (int round = 0; round < 2000; round++) {
    int dtype = (int)between(0, 3);
    td_size n = some_length(), step = some_step();
    if (step == 0) step = 1;
    void *out = strided(dtype, n, step, 0);
    double value = special();
    KERNELS.fill(dtype, n, value, out, step);
    for (td_size i = 0; i < n; i++) expect(same(get(dtype, out, i * step), cast(dtype, value)), "dtype %d n %td step %td at %td", dtype, n, step, i);
    release();
  }
}

void check_where(void) {
  for (int round = 0; round < 3000; round++) {
    int dtype = (int)between(0, 3);
    td_size n = some_length(), r = some_step(), s = some_step(), t = some_step();
    void *condition = strided(TD_BOOL, n, r, 0), *x = strided(dtype, n, s, 1), *y = strided(dtype, n, t, 1), *out = room(dtype, n);
    KERNELS.where(dtype, n, condition, r, x, s, y, t, out);
    for (td_size i = 0; i < n; i++) {
      double want = get(TD_BOOL, condition, i * r) != 0 ? get(dtype, x, i * s) : get(dtype, y, i * t);
      expect(same(get(dtype, out, i), want), "dtype %d n %td steps %td %td %td at %td", dtype, n, r, s, t, i);
    }
    release();
  }
}

void check_clip(void) {
  for (int round = 0; round < 3000; round++) {
    int dtype = (int)between(TD_FLOAT64, TD_INT32);
    td_size n = some_length(), r = some_step(), s = some_step(), t = some_step();
    void *x = strided(dtype, n, r, 1), *low = strided(dtype, n, s, 1), *high = strided(dtype, n, t, 1), *out = room(dtype, n);
    KERNELS.clip(dtype, n, x, r, low, s, high, t, out);
    for (td_size i = 0; i < n; i++) {
      double value = get(dtype, x, i * r), least = get(dtype, low, i * s), most = get(dtype, high, i * t), want = value;
      if (want < least || isnan(least)) want = least;
      if (want > most || isnan(most)) want = most;
      expect(same(get(dtype, out, i), want), "dtype %d n %td: %.9g in [%.9g, %.9g] is %.9g", dtype, n, value, least, most, get(dtype, out, i));
    }
    release();
  }
}
