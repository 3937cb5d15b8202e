/* Folds of rows and of columns. Whatever is added up is added in double, over a tree that depends on the length alone. */
#include "level.h"
#include "operand.h"

/* Folds n neighbours onto `start`; a number of any dtype fits a double. */
typedef double fold_loop(td_size n, const void *x, double start);

/* ---- Sums ---- */

TD_INLINE vf64 wide_f64(const double *x) { return load_vf64(x); }
TD_INLINE vf64 wide_f32(const float *x) { return __builtin_convertvector(load_vf32_half(x), vf64); }

TD_INLINE double sum_of_lanes(vf64 v) {
  double lanes[TD_LANES(double)];
  store_vf64(lanes, v);
  for (int half = TD_LANES(double) / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}

/*
 * The sum of `term`, which is a function of v and of the fold's start, `from`. No more than 16 terms in a lane are added one after the
 * other.
 */
#define SUM(name, T, wide, term)                                             \
  static double name(td_size n, const void *row, double from) {              \
    (void)from;                                                              \
    enum { L = TD_LANES(double) };                                           \
    const T *x = row;                                                        \
    vf64 sum = {0}, v;                                                       \
    td_size i = 0;                                                           \
    while (i + 4 * L <= n) {                                                 \
      td_size end = n - i < 64 * L ? n : i + 64 * L;                         \
      vf64 a = {0}, b = {0}, c = {0}, d = {0};                               \
      for (; i + 4 * L <= end; i += 4 * L) {                                 \
        v = wide(x + i), a += term;                                          \
        v = wide(x + i + L), b += term;                                      \
        v = wide(x + i + 2 * L), c += term;                                  \
        v = wide(x + i + 3 * L), d += term;                                  \
      }                                                                      \
      sum += (a + b) + (c + d);                                              \
    }                                                                        \
    for (; i + L <= n; i += L) v = wide(x + i), sum += term;                 \
    double rest = 0;                                                         \
    for (; i < n; i++) {                                                     \
      double v = (double)x[i];                                               \
      rest += term;                                                          \
    }                                                                        \
    return sum_of_lanes(sum) + rest;                                         \
  }

SUM(sum_f64, double, wide_f64, v)
SUM(sum_f32, float, wide_f32, v)
SUM(deviation_f64, double, wide_f64, (v - from) * (v - from))
SUM(deviation_f32, float, wide_f32, (v - from) * (v - from))

/* Whole numbers have no rounding to keep small. */
#define COUNT(name, T)                                             \
  static double name(td_size n, const void *row, double start) {   \
    (void)start;                                                   \
    const T *x = row;                                              \
    int64_t sum = 0;                                               \
    for (td_size i = 0; i < n; i++) sum += x[i];                   \
    return (double)sum;                                            \
  }

COUNT(sum_i32, int32_t)
COUNT(sum_bool, uint8_t)

/*
 * Adds numbers up in pairs of equal weight, as a binary counter carries: sums[i] waits for its neighbour. The error grows with the
 * logarithm of how many there are.
 */
typedef struct {
  size_t count;
  int depth;
  double sums[8 * sizeof(size_t)];
} pairing;

TD_INLINE void pair_up(pairing *waiting, double sum) {
  for (size_t carry = waiting->count++; carry & 1; carry >>= 1) sum = waiting->sums[--waiting->depth] + sum;
  waiting->sums[waiting->depth++] = sum;
}

TD_INLINE double paired(pairing *waiting) {
  double sum = 0;
  while (waiting->depth > 0) sum = waiting->sums[--waiting->depth] + sum;
  return sum;
}

static double sum_row(fold_loop *sum, int dtype, td_size n, const void *x, td_size step, double start) {
  if (n <= TD_SUM_BLOCK && step == 1) return sum(n, x, start);
  td_operand from;
  open_operand(&from, dtype, n, x, step);
  pairing blocks = {.count = 0};
  for (td_size length; n > 0; n -= length) {
    length = n < TD_SUM_BLOCK ? n : TD_SUM_BLOCK;
    pair_up(&blocks, sum(length, next_of(&from, length), start));
  }
  return paired(&blocks);
}

/* ---- The other folds ---- */

/* From left to right, as everybody multiplies: so it overflows where everybody's does. */
#define PRODUCT(name, T)                                            \
  static double name(td_size n, const void *row, double product) {  \
    const T *x = row;                                               \
    for (td_size i = 0; i < n; i++) product *= (double)x[i];        \
    return product;                                                 \
  }

PRODUCT(prod_f64, double)
PRODUCT(prod_f32, float)
PRODUCT(prod_i32, int32_t)
PRODUCT(prod_bool, uint8_t)

#define GREATER >
#define LESS <

/* The last four vectors may overlap those before: a maximum can be taken twice. A NaN is only noticed on the way. */
#define EXTREME_FLOAT(name, T, vector, mask, select, beats)                                   \
  static double name(td_size n, const void *row, double start) {                              \
    enum { L = TD_LANES(T), STRIDE = 4 * L };                                                 \
    const T *x = row;                                                                         \
    T best = (T)start;                                                                        \
    int lost = best != best;                                                                  \
    if (n < STRIDE) {                                                                         \
      for (td_size i = 0; i < n; i++) {                                                       \
        best = x[i] beats best ? x[i] : best;                                                 \
        lost |= x[i] != x[i];                                                                 \
      }                                                                                       \
      return lost ? __builtin_nan("") : (double)best;                                         \
    }                                                                                         \
    vector a = load_##vector(x), b = load_##vector(x + L);                                    \
    vector c = load_##vector(x + 2 * L), d = load_##vector(x + 3 * L);                        \
    mask nan = (a != a) | (b != b) | (c != c) | (d != d);                                     \
    for (td_size i = STRIDE; i < n; i += STRIDE) {                                            \
      if (i > n - STRIDE) i = n - STRIDE;                                                     \
      vector p = load_##vector(x + i), q = load_##vector(x + i + L);                          \
      vector r = load_##vector(x + i + 2 * L), s = load_##vector(x + i + 3 * L);              \
      nan |= ((p != p) | (q != q)) | ((r != r) | (s != s));                                   \
      a = select(p beats a, p, a);                                                            \
      b = select(q beats b, q, b);                                                            \
      c = select(r beats c, r, c);                                                            \
      d = select(s beats d, s, d);                                                            \
    }                                                                                         \
    a = select(b beats a, b, a);                                                              \
    c = select(d beats c, d, c);                                                              \
    a = select(c beats a, c, a);                                                              \
    for (int i = 0; i < L; i++) {                                                             \
      best = a[i] beats best ? a[i] : best;                                                   \
      lost |= nan[i] != 0;                                                                    \
    }                                                                                         \
    return lost ? __builtin_nan("") : (double)best;                                           \
  }

EXTREME_FLOAT(max_f64, double, vf64, vi64, select_f64, GREATER)
EXTREME_FLOAT(min_f64, double, vf64, vi64, select_f64, LESS)
EXTREME_FLOAT(max_f32, float, vf32, vi32, select_f32, GREATER)
EXTREME_FLOAT(min_f32, float, vf32, vi32, select_f32, LESS)

#define EXTREME_WHOLE(name, T, beats)                                                 \
  static double name(td_size n, const void *row, double start) {                      \
    const T *x = row;                                                                 \
    T best = (T)start;                                                                \
    for (td_size i = 0; i < n; i++) best = x[i] beats best ? x[i] : best;             \
    return best;                                                                      \
  }

EXTREME_WHOLE(max_i32, int32_t, GREATER)
EXTREME_WHOLE(min_i32, int32_t, LESS)
EXTREME_WHOLE(max_bool, uint8_t, GREATER)
EXTREME_WHOLE(min_bool, uint8_t, LESS)

#define TRUTH(name, T, joined)                                               \
  static double name(td_size n, const void *row, double start) {             \
    const T *x = row;                                                        \
    int truth = start != 0;                                                  \
    for (td_size i = 0; i < n; i++) truth joined (x[i] != 0);                \
    return truth;                                                            \
  }

TRUTH(some_f64, double, |=)
TRUTH(some_f32, float, |=)
TRUTH(some_i32, int32_t, |=)
TRUTH(some_bool, uint8_t, |=)
TRUTH(every_f64, double, &=)
TRUTH(every_f32, float, &=)
TRUTH(every_i32, int32_t, &=)
TRUTH(every_bool, uint8_t, &=)

#define BY_DTYPE(name) {name##_f64, name##_f32, name##_i32, name##_bool}

static fold_loop *const folds[][4] = {
    [TD_SUM] = BY_DTYPE(sum), [TD_PROD] = BY_DTYPE(prod), [TD_MAX] = BY_DTYPE(max),
    [TD_MIN] = BY_DTYPE(min), [TD_ANY] = BY_DTYPE(some),   [TD_ALL] = BY_DTYPE(every),
};

/* What the fold of nothing is. */
static double identity(int op, int dtype) {
  switch (op) {
    case TD_PROD:
    case TD_ALL: return 1;
    case TD_MAX: return dtype == TD_BOOL ? 0 : dtype == TD_INT32 ? INT32_MIN : -__builtin_inf();
    case TD_MIN: return dtype == TD_BOOL ? 1 : dtype == TD_INT32 ? INT32_MAX : __builtin_inf();
    default: return 0;
  }
}

/* Sums and products of whole numbers may leave the range of int32, so they are given as doubles. */
static int dtype_of_result(int op, int dtype) {
  if (op == TD_ANY || op == TD_ALL) return TD_BOOL;
  if (op == TD_SUM || op == TD_PROD) return dtype == TD_FLOAT32 ? TD_FLOAT32 : TD_FLOAT64;
  return dtype;
}

TD_INLINE void put(int dtype, void *out, td_size i, double value) {
  switch (dtype) {
    case TD_FLOAT64: ((double *)out)[i] = value; break;
    case TD_FLOAT32: ((float *)out)[i] = (float)value; break;
    case TD_INT32: ((int32_t *)out)[i] = (int32_t)value; break;
    default: ((uint8_t *)out)[i] = (uint8_t)value;
  }
}

static double fold_row(int op, int dtype, td_size n, const void *x, td_size step) {
  fold_loop *fold = folds[op][dtype];
  double value = identity(op, dtype);
  if (op == TD_SUM) return sum_row(fold, dtype, n, x, step, 0);
  if (step == 1 && (n <= TD_CHUNK || (op != TD_ANY && op != TD_ALL))) return fold(n, x, value);
  td_operand from;
  open_operand(&from, dtype, n, x, step);
  for (td_size length; n > 0; n -= length) {
    length = n < TD_CHUNK ? n : TD_CHUNK;
    value = fold(length, next_of(&from, length), value);
    if ((op == TD_ANY && value != 0) || (op == TD_ALL && value == 0)) break;
  }
  return value;
}

int TD_KERNEL(reduce_rows)(int op, int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, void *out) {
  const char *from = x;
  int result = dtype_of_result(op, dtype);
  for (td_size r = 0; r < rows; r++, from += row * size_of(dtype)) put(result, out, r, fold_row(op, dtype, n, from, step));
  return 1;
}

int TD_KERNEL(sum_blocks)(int dtype, td_size n, const void *x, td_size step, double *sums) {
  fold_loop *sum = folds[TD_SUM][dtype];
  td_operand from;
  open_operand(&from, dtype, n, x, step);
  for (td_size length; n > 0; n -= length) {
    length = n < TD_SUM_BLOCK ? n : TD_SUM_BLOCK;
    *sums++ = sum(length, next_of(&from, length), 0);
  }
  return 1;
}

double TD_KERNEL(total)(td_size blocks, const double *sums) {
  pairing waiting = {.count = 0};
  for (td_size b = 0; b < blocks; b++) pair_up(&waiting, sums[b]);
  return paired(&waiting);
}

int TD_KERNEL(moments_rows)(int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, void *mean,
                            void *deviation) {
  if (dtype != TD_FLOAT64 && dtype != TD_FLOAT32) return 0;
  const char *from = x;
  for (td_size r = 0; r < rows; r++, from += row * size_of(dtype)) {
    double average = n > 0 ? sum_row(folds[TD_SUM][dtype], dtype, n, from, step, 0) / (double)n : __builtin_nan("");
    fold_loop *squares = dtype == TD_FLOAT64 ? deviation_f64 : deviation_f32;
    put(dtype, mean, r, average);
    put(dtype, deviation, r, n > 0 ? sum_row(squares, dtype, n, from, step, average) : average);
  }
  return 1;
}

/* ---- Positions ---- */

#define FIRST(name, T)                                                                               \
  static td_size name(const void *row, td_size step, double wanted) {                                \
    const T *x = row;                                                                                \
    T value = (T)wanted;                                                                             \
    for (td_size i = 0;; i++) {                                                                      \
      T at = x[i * step];                                                                            \
      if (at == value || (at != at && value != value)) return i;                                     \
    }                                                                                                \
  }

FIRST(first_f64, double)
FIRST(first_f32, float)
FIRST(first_i32, int32_t)
FIRST(first_bool, uint8_t)

/* The same of so few that it pays to look at all: nobody can foretell where to stop. */
#define FIRST_OF_FEW(name, T)                                                                        \
  static td_size name(td_size n, const void *row, td_size step, double wanted) {                     \
    const T *x = row;                                                                                \
    T value = (T)wanted;                                                                             \
    uint32_t found = 0;                                                                              \
    for (td_size i = 0; i < n; i++) {                                                                \
      T at = x[i * step];                                                                            \
      found |= (uint32_t)((at == value) | (at != at)) << i;                                          \
    }                                                                                                \
    return __builtin_ctz(found);                                                                     \
  }

FIRST_OF_FEW(first_of_few_f64, double)
FIRST_OF_FEW(first_of_few_f32, float)
FIRST_OF_FEW(first_of_few_i32, int32_t)
FIRST_OF_FEW(first_of_few_bool, uint8_t)

enum { FEW = 32 };

/* Finds the chunk that has the best value, and only then where in it. */
int TD_KERNEL(arg_reduce_rows)(int op, int dtype, td_size rows, td_size n, const void *x, td_size row, td_size step, int32_t *out) {
  static td_size (*const firsts[])(const void *, td_size, double) = BY_DTYPE(first);
  static td_size (*const firsts_of_few[])(td_size, const void *, td_size, double) = BY_DTYPE(first_of_few);
  int fold = op == TD_ARGMAX ? TD_MAX : TD_MIN;
  td_size size = size_of(dtype);
  const char *from = x;
  for (td_size r = 0; r < rows; r++, from += row * size) {
    if (n > 0 && n <= FEW) {
      out[r] = (int32_t)firsts_of_few[dtype](n, from, step, fold_row(fold, dtype, n, from, step));
      continue;
    }
    double best = 0;
    td_size chunk = 0;
    for (td_size i = 0; i < n; i += TD_CHUNK) {
      double value = fold_row(fold, dtype, n - i < TD_CHUNK ? n - i : TD_CHUNK, from + i * step * size, step);
      if (i == 0 || value != value || (op == TD_ARGMAX ? value > best : value < best)) {
        best = value;
        chunk = i;
      }
      if (best != best) break;
    }
    out[r] = n > 0 ? (int32_t)(chunk + firsts[dtype](from + chunk * step * size, step, best)) : -1;
  }
  return 1;
}

/* ---- Columns ---- */

/* So many columns at a time, that what has been added up of them stays in the cache. */
enum { STRIP = 512, ROWS = 64 };

/* sums[c] = the sum of column c of n rows; eight rows at a time are added in pairs. */
#define ADD_ROWS(name, T)                                                                                          \
  static void name(td_size n, td_size columns, const void *rows, td_size row, double *restrict sums) {             \
    const T *restrict x = rows;                                                                                    \
    for (td_size c = 0; c < columns; c++) sums[c] = 0;                                                             \
    for (; n >= 8; n -= 8, x += 8 * row) {                                                                         \
      for (td_size c = 0; c < columns; c++) {                                                                      \
        const T *restrict at = x + c;                                                                              \
        double a = (double)at[0] + (double)at[row], b = (double)at[2 * row] + (double)at[3 * row];                 \
        double d = (double)at[4 * row] + (double)at[5 * row], e = (double)at[6 * row] + (double)at[7 * row];       \
        sums[c] += (a + b) + (d + e);                                                                              \
      }                                                                                                            \
    }                                                                                                              \
    for (; n > 0; n--, x += row)                                                                                   \
      for (td_size c = 0; c < columns; c++) sums[c] += (double)x[c];                                               \
  }

ADD_ROWS(add_rows_f64, double)
ADD_ROWS(add_rows_f32, float)
ADD_ROWS(add_rows_i32, int32_t)
ADD_ROWS(add_rows_bool, uint8_t)

/* folded[c] = expression of a, which is folded[c], and of b, the next row's entry. */
#define FOLD_ROWS(name, T, A, expression)                                                                \
  static void name(td_size n, td_size columns, const void *rows, td_size row, void *results) {           \
    const T *restrict x = rows;                                                                          \
    A *restrict folded = results;                                                                        \
    for (; n > 0; n--, x += row) {                                                                       \
      for (td_size c = 0; c < columns; c++) {                                                            \
        A a = folded[c];                                                                                 \
        T b = x[c];                                                                                      \
        folded[c] = (A)(expression);                                                                     \
      }                                                                                                  \
    }                                                                                                    \
  }

#define FOLD_ROWS_ALL(name, expression)                                                                          \
  FOLD_ROWS(name##_f64, double, double, expression) FOLD_ROWS(name##_f32, float, float, expression)              \
  FOLD_ROWS(name##_i32, int32_t, int32_t, expression) FOLD_ROWS(name##_bool, uint8_t, uint8_t, expression)
#define FOLD_ROWS_TO(name, A, expression)                                                                        \
  FOLD_ROWS(name##_f64, double, A, expression) FOLD_ROWS(name##_f32, float, A, expression)                       \
  FOLD_ROWS(name##_i32, int32_t, A, expression) FOLD_ROWS(name##_bool, uint8_t, A, expression)

FOLD_ROWS_ALL(max_rows, ((a >= b) | (a != a)) ? a : b)
FOLD_ROWS_ALL(min_rows, ((a <= b) | (a != a)) ? a : b)
FOLD_ROWS_TO(multiply_rows, double, a *(double)b)
FOLD_ROWS_TO(any_rows, uint8_t, (a != 0) | (b != 0))
FOLD_ROWS_TO(all_rows, uint8_t, (a != 0) & (b != 0))

typedef void fold_rows_loop(td_size n, td_size columns, const void *rows, td_size row, void *results);

static fold_rows_loop *const row_folds[][4] = {
    [TD_PROD] = BY_DTYPE(multiply_rows), [TD_MAX] = BY_DTYPE(max_rows), [TD_MIN] = BY_DTYPE(min_rows),
    [TD_ANY] = BY_DTYPE(any_rows),       [TD_ALL] = BY_DTYPE(all_rows),
};

/* As `pairing`, for a strip of columns: sums[level * columns + c]. Leaves the result in the first level. */
static void sum_strip(int dtype, td_size n, td_size columns, const char *x, td_size row, double *sums) {
  static void (*const add_rows[])(td_size, td_size, const void *, td_size, double *restrict) = BY_DTYPE(add_rows);
  td_size depth = 0, count = 0;
  do {
    td_size rows = n < ROWS ? n : ROWS;
    double *top = sums + depth++ * columns;
    add_rows[dtype](rows, columns, x, row, top);
    for (td_size carry = count++; carry & 1; carry >>= 1, depth--, top -= columns)
      for (td_size c = 0; c < columns; c++) top[c - columns] += top[c];
    x += rows * row * size_of(dtype);
    n -= rows;
  } while (n > 0);
  for (double *top = sums + (depth - 1) * columns; top > sums; top -= columns)
    for (td_size c = 0; c < columns; c++) top[c - columns] += top[c];
}

td_size TD_KERNEL(reduce_columns_workspace)(int op, int dtype, td_size n, td_size columns) {
  (void)dtype;
  if (op != TD_SUM && op != TD_PROD) return 0;
  td_size levels = 1;
  if (op == TD_SUM)
    for (td_size blocks = (n + ROWS - 1) / ROWS; blocks > 0; blocks /= 2) levels++;
  return levels * (columns < STRIP ? columns : STRIP) * (td_size)sizeof(double);
}

int TD_KERNEL(reduce_columns)(int op, int dtype, td_size n, td_size columns, const void *x, td_size row, void *out,
                              void *workspace) {
  int result = dtype_of_result(op, dtype);
  const char *from = x;
  char *to = out;
  for (td_size width; columns > 0; columns -= width, from += width * size_of(dtype), to += width * size_of(result)) {
    width = columns < STRIP ? columns : STRIP;
    int apart = op == TD_SUM || op == TD_PROD;
    if (op == TD_SUM) {
      sum_strip(dtype, n, width, from, row, workspace);
    } else {
      for (td_size c = 0; c < width; c++) put(apart ? TD_FLOAT64 : result, apart ? workspace : to, c, identity(op, dtype));
      row_folds[op][dtype](n, width, from, row, apart ? workspace : to);
    }
    if (apart)
      for (td_size c = 0; c < width; c++) put(result, to, c, ((double *)workspace)[c]);
  }
  return 1;
}
