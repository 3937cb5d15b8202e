/*
 * Random products of every layout against long double: no entry may be wrong by more than 32 u (|x| @ |y|), nothing outside of out
 * may be written (nor read, which the sanitizers see), and no bit may depend on how the work was shared out.
 * Arguments: number of cases, seed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../runtime/kernels/level.h"

static uint64_t state;
static uint64_t next(void) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return state;
}
static td_size below(td_size n) { return (td_size)(next() % (uint64_t)n); }
static double uniform(void) { return (double)(next() >> 11) / 9007199254740992.0; }

static double get(int dtype, const void *data, td_size i) {
  return dtype == TD_FLOAT32 ? (double)((const float *)data)[i] : ((const double *)data)[i];
}
static void set(int dtype, void *data, td_size i, double value) {
  if (dtype == TD_FLOAT32) ((float *)data)[i] = (float)value;
  else ((double *)data)[i] = value;
}

typedef struct {
  td_matrix at;
  void *memory; /* exactly as long as the matrix needs, so that a step beyond is seen */
} operand;

/* `kind` 0: signs at random, 1: all alike, 2: with NaN and infinities. */
static operand draw(int dtype, td_size rows, td_size columns, int kind) {
  const int turned = (int)below(2), gap = below(3) == 0 ? (int)below(5) : 0, vector = (rows == 1 || columns == 1) && below(4) == 0;
  const td_size size = dtype == TD_FLOAT32 ? 4 : 8, step = vector ? 1 + below(3) : 1;
  td_size row = step, column = step;
  if (turned && !vector) column = rows + gap;
  else if (!vector) row = columns + gap;
  const td_size count = rows * columns == 0 ? 0 : (rows - 1) * row + (columns - 1) * column + 1;
  operand made = {{NULL, row, column}, malloc((size_t)(count * size))};
  made.at.data = made.memory;
  const double same = uniform();
  for (td_size i = 0; i < count; i++) set(dtype, made.memory, i, kind == 1 ? same : uniform() * 2 - 1);
  if (kind == 2 && count > 0)
    for (int i = 0; i < 2; i++) set(dtype, made.memory, below(count), below(2) ? NAN : below(2) ? INFINITY : -INFINITY);
  return made;
}

static void multiply(int dtype, td_size m, td_size n, td_size k, td_matrix x, td_matrix y, void *out, td_size out_row, td_size r0,
                     td_size r1, td_size c0, td_size c1) {
  const td_size bytes = TD_KERNEL(matmul_workspace)(dtype, m, n, k);
  char *memory = malloc((size_t)bytes + 64), *workspace = memory + (64 - (uintptr_t)memory % 64) % 64;
  memset(memory, 0xff, (size_t)bytes + 64); /* NaN, should it ever reach out */
  if (!TD_KERNEL(matmul)(dtype, m, n, k, x, y, out, out_row, r0, r1, c0, c1, workspace)) abort();
  free(memory);
}

/* The same bits, except that one NaN is like another. */
static int same(int dtype, const char *a, const char *b, size_t bytes) {
  const size_t size = dtype == TD_FLOAT32 ? 4 : 8;
  for (size_t i = 0; i + size <= bytes; i += size)
    if (memcmp(a + i, b + i, size) != 0 && !(isnan(get(dtype, a + i, 0)) && isnan(get(dtype, b + i, 0)))) return 0;
  return 1;
}

static td_size draw_length(int large) {
  switch (below(8)) {
    case 0: return 1;
    case 1: return below(5);
    case 2: return large ? 100 + below(400) : below(140);
    default: return below(41);
  }
}

static double worst[2];

static int check(long number) {
  const int dtype = below(2) ? TD_FLOAT32 : TD_FLOAT64, kind = below(6) == 0 ? (int)below(3) : 0;
  td_size m = draw_length(0), n = draw_length(0), k = draw_length(1);
  if (number % 50 == 0) k = 2000 + below(60000), m = 1 + below(6), n = 1 + below(20);
  if (number % 101 == 0) m = 500 + below(600), k = below(300), n = below(60);
  if (number % 103 == 0) n = 900 + below(1200), k = below(300), m = below(30);
  const operand x = draw(dtype, m, k, kind), y = draw(dtype, k, n, kind);
  const td_size out_row = n + (below(3) == 0 ? below(4) : 0), size = dtype == TD_FLOAT32 ? 4 : 8;
  const size_t bytes = (size_t)(m * n == 0 ? 1 : ((m - 1) * out_row + n) * size);
  char *whole = malloc(bytes), *parts = malloc(bytes);
  memset(whole, 0x5a, bytes), memset(parts, 0x5a, bytes);
  multiply(dtype, m, n, k, x.at, y.at, whole, out_row, 0, m, 0, n);
  for (td_size r = 0; r < m;) {
    const td_size r1 = r + 1 + below(m - r);
    for (td_size c = 0; c < n;) {
      const td_size c1 = c + 1 + below(n - c);
      multiply(dtype, m, n, k, x.at, y.at, parts, out_row, r, r1, c, c1);
      c = c1;
    }
    r = r1;
  }
  const char *wrong = NULL;
  if (!same(dtype, whole, parts, bytes)) wrong = "the parts differ from the whole";
  const double unit = dtype == TD_FLOAT32 ? 0x1p-24 : 0x1p-53;
  for (td_size i = 0; i < m && n > 0 && !wrong; i++) {
    for (td_size j = 0; j < out_row && !wrong; j++) {
      if (j >= n) {
        if (i == m - 1) break;
        for (td_size b = 0; b < size; b++)
          if (whole[(i * out_row + j) * size + b] != 0x5a) wrong = "a write beside out";
        continue;
      }
      long double sum = 0, magnitude = 0;
      for (td_size p = 0; p < k; p++) {
        const long double term = (long double)get(dtype, x.memory, i * x.at.row + p * x.at.column) *
                                 (long double)get(dtype, y.memory, p * y.at.row + j * y.at.column);
        sum += term, magnitude += fabsl(term);
      }
      const double is = get(dtype, whole, i * out_row + j);
      if (isnan((double)sum) ? isnan(is) : isinf((double)sum) ? is == (double)sum : 0) continue;
      const double units = (double)(fabsl(is - sum) / (magnitude * unit));
      if (magnitude == 0 ? is != 0 : !(units <= 32)) wrong = "an entry is wrong";
      if (magnitude != 0 && units > worst[dtype == TD_FLOAT32]) worst[dtype == TD_FLOAT32] = units;
      if (wrong) printf("[%td, %td] is %.17g, not %.17g: ", i, j, is, (double)sum);
    }
  }
  if (wrong)
    printf("%s (case %ld: %s, m %td n %td k %td, x %td %td, y %td %td, out %td, numbers %d)\n", wrong, number,
           dtype == TD_FLOAT32 ? "float32" : "float64", m, n, k, x.at.row, x.at.column, y.at.row, y.at.column, out_row, kind);
  free(x.memory), free(y.memory), free(whole), free(parts);
  return wrong ? 1 : 0;
}

int main(int count, char **arguments) {
  const long cases = count > 1 ? atol(arguments[1]) : 2000;
  state = 88172645463325252ULL + (count > 2 ? strtoull(arguments[2], NULL, 10) * 2654435761ULL : 0);
  int wrong = 0;
  for (long i = 1; i <= cases && wrong < 5; i++) wrong += check(i);
  printf("matmul: %ld cases, %d wrong, at most %.1f u (float32) and %.1f u (float64)\n", cases, wrong, worst[1], worst[0]);
  return wrong > 0;
}
