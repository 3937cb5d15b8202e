#include "check.h"

/* NaN stays, and of -0 the sign is 0. */
static double sign_of(double x) { return x > 0 ? 1 : x < 0 ? -1 : x + 0; }

/* exp, log and tanh are measured elsewhere: here they only must not depend on where their argument lies. */
static double unary_of(int op, double x) {
  switch (op) {
    case TD_NEGATIVE: return -x;
    case TD_ABS: return fabs(x);
    case TD_SIGN: return sign_of(x);
    case TD_SQUARE: return x * x;
    case TD_SQRT: return sqrt(x);
    case TD_FLOOR: return floor(x);
    case TD_CEIL: return ceil(x);
    case TD_RINT: return rint(x);
    case TD_ISNAN: return isnan(x) != 0;
    case TD_ISINF: return isinf(x) != 0;
    case TD_ISFINITE: return isfinite(x) != 0;
    default: return x == 0;
  }
}

void check_unary(void) {
  for (int round = 0; round < 6000; round++) {
    int op = (int)between(TD_NEGATIVE, TD_LOGICAL_NOT);
    int dtype = (int)(op == TD_LOGICAL_NOT ? between(TD_FLOAT64, TD_BOOL) : between(TD_FLOAT64, TD_FLOAT32));
    int result = op >= TD_ISNAN ? TD_BOOL : dtype;
    td_size n = some_length(), step = some_step();
    void *x = strided(dtype, n, step, 1), *out = room(result, n);
    expect(KERNELS.unary(op, dtype, n, x, step, out), "op %d of dtype %d not taken", op, dtype);
    for (td_size i = 0; i < n && op != TD_EXP && op != TD_LOG && op != TD_TANH; i++) {
      double of = get(dtype, x, i * step), want = rounded(result, unary_of(op, of)), got = get(result, out, i);
      expect(same(got, want), "op %d dtype %d n %td step %td: of %.9g at %td is %.9g, not %.9g", op, dtype, n, step, of, i, got, want);
    }
    td_size half = between(0, n);
    void *line = lined_up(dtype, n, x, step), *parts = room(result, n);
    KERNELS.unary(op, dtype, half, line, 1, parts);
    KERNELS.unary(op, dtype, n - half, (char *)line + half * size_of(dtype), 1, (char *)parts + half * size_of(result));
    expect(same_elements(result, n, out, parts), "op %d dtype %d n %td: parts differ from the whole", op, dtype, n);
    release();
  }
}

static double binary_of(int op, double a, double b) {
  switch (op) {
    case TD_ADD: return a + b;
    case TD_SUBTRACT: return a - b;
    case TD_MULTIPLY: return a * b;
    case TD_DIVIDE: return a / b;
    case TD_MAXIMUM: return isnan(a) || a >= b ? a : b;
    case TD_MINIMUM: return isnan(a) || a <= b ? a : b;
    case TD_EQUAL: return a == b;
    case TD_NOT_EQUAL: return a != b;
    case TD_LESS: return a < b;
    case TD_LESS_EQUAL: return a <= b;
    case TD_GREATER: return a > b;
    case TD_GREATER_EQUAL: return a >= b;
    case TD_LOGICAL_AND: return a != 0 && b != 0;
    case TD_LOGICAL_OR: return a != 0 || b != 0;
    default: return (a != 0) != (b != 0);
  }
}

void check_binary(void) {
  for (int round = 0; round < 8000; round++) {
    int op = (int)between(TD_ADD, TD_LOGICAL_XOR);
    int dtype = (int)(op >= TD_LOGICAL_AND ? TD_BOOL : between(TD_FLOAT64, op >= TD_EQUAL ? TD_BOOL : TD_FLOAT32));
    int result = op >= TD_EQUAL ? TD_BOOL : dtype;
    td_size n = some_length(), s = some_step(), t = some_step();
    void *x = strided(dtype, n, s, 1), *y = strided(dtype, n, t, 1), *out = room(result, n);
    expect(KERNELS.binary(op, dtype, n, x, s, y, t, out), "op %d of dtype %d not taken", op, dtype);
    for (td_size i = 0; i < n; i++) {
      double a = get(dtype, x, i * s), b = get(dtype, y, i * t);
      double want = rounded(result, binary_of(op, a, b)), got = get(result, out, i);
      expect(same(got, want), "op %d dtype %d n %td steps %td %td: %.9g and %.9g at %td are %.9g, not %.9g", op, dtype, n, s, t, a, b, i,
             got, want);
    }
    release();
  }
  float one = 1;
  expect(!KERNELS.binary(TD_ADD, TD_INT32, 1, &one, 1, &one, 1, &one), "int32 sums can overflow: not for this kernel");
}
