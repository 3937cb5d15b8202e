/*
 * The largest error of exp, log and tanh, in units in the last place of the true value: over bit patterns of float32 at equal
 * distance, and for float64 over random ones and over those where results matter.
 */
#include "check.h"

typedef struct {
  int op;
  double (*single)(double);
  long double (*wide)(long double);
  double allowed32, allowed64;
  /* Where float64 arguments are drawn from. */
  double low, high;
} function;

static double worst, worst_at;

/* A result beyond the largest number counts as the next power of two, which is where infinity stands. */
static void measure(double x, double got, long double want, int digits, int lowest, long double beyond) {
  int right = isnan(want) ? isnan(got) : isinf(got) && got == want;
  if (isnan(want) || isnan(got) || right) {
    expect(right, "of %a is %a, not %La", x, got, want);
    return;
  }
  long double g = isinf(got) ? copysignl(beyond, got) : got;
  if (fabsl(want) > beyond) want = copysignl(beyond, want);
  int exponent;
  frexpl(want, &exponent);
  if (want == 0 || exponent - digits < lowest) exponent = lowest + digits;
  double error = (double)(fabsl(g - want) / ldexpl(1, exponent - digits));
  if (want == 0) expect(!signbit(got) == !signbit(want), "of %a has the wrong sign of zero", x);
  if (error > worst) {
    worst = error;
    worst_at = x;
  }
}

enum { BATCH = 4096 };

static void of_float32(const function *f, const float *x, td_size n) {
  static float out[BATCH];
  KERNELS.unary(f->op, TD_FLOAT32, n, x, 1, out);
  for (td_size i = 0; i < n; i++) measure(x[i], out[i], f->single(x[i]), 24, -149, 0x1p128L);
}

static void of_float64(const function *f, const double *x, td_size n) {
  static double out[BATCH];
  KERNELS.unary(f->op, TD_FLOAT64, n, x, 1, out);
  for (td_size i = 0; i < n; i++) measure(x[i], out[i], f->wide(x[i]), 53, -1074, 0x1p1024L);
}

static const double edges[] = {
    0.0, -0.0, NAN, INFINITY, -INFINITY, 1, -1, 0x1p-149, -0x1p-149, 0x1.fffffep127, -0x1.fffffep127, 0x1p-126, 88.72283935546875, 88.722846984863281,
    -103.97207641601562, -103.97208404541016, -87.33654, 709.782712893384, 709.7827128933841, -745.1332191019411, -745.1332191019412, -708.4, 0x1p-1074,
    0x1.fffffffffffffp1023, 0x1p-1022, 0.70710678118654752, 0.70710678118654757, 1.4142135623730951, 0.99999999999999989, 1.0000000000000002,
    9.010913, 19.06154746539849, 0x1p-30, -0x1p-60};

static double random_bits(void) {
  uint64_t bits = draw();
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static void check(const function *f) {
  static float narrow[BATCH];
  static double wide[BATCH];
  td_size n = 0;
  worst = 0;
  for (uint64_t bits = 0; bits <= UINT32_MAX; bits += accuracy_stride) {
    uint32_t pattern = (uint32_t)bits;
    memcpy(&narrow[n++], &pattern, sizeof pattern);
    if (n == BATCH || bits + accuracy_stride > UINT32_MAX) {
      of_float32(f, narrow, n);
      n = 0;
    }
  }
  for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) narrow[n++] = (float)edges[i];
  of_float32(f, narrow, n);
  expect(worst <= f->allowed32, "float32: %.2f ulp at %a", worst, worst_at);
  printf("                 float32 within %.3f ulp (at %a)\n", worst, worst_at);

  worst = 0;
  for (td_size batch = 0; batch < 2000000000 / BATCH / accuracy_stride; batch++) {
    for (td_size i = 0; i < BATCH; i++)
      wide[i] = i % 4 == 0 ? random_bits() : i % 4 == 1 ? normal() : f->low + (f->high - f->low) * (double)(draw() >> 11) * 0x1p-53;
    of_float64(f, wide, BATCH);
  }
  of_float64(f, edges, sizeof edges / sizeof *edges);
  expect(worst <= f->allowed64, "float64: %.2f ulp at %a", worst, worst_at);
  printf("                 float64 within %.3f ulp (at %a)\n", worst, worst_at);
}

void check_exp(void) { check(&(function){TD_EXP, exp, expl, 3, 2, -760, 720}); }
void check_log(void) { check(&(function){TD_LOG, log, logl, 3, 2, 0.25, 4}); }
void check_tanh(void) { check(&(function){TD_TANH, tanh, tanhl, 3, 2, -3, 3}); }
