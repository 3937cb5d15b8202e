#include "levels.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <stdbool.h>

static bool has(unsigned word, unsigned bits) { return (word & bits) == bits; }
#define BIT(n) (1u << (n))

/* Which registers the operating system saves when it switches threads. */
static unsigned saved_state(void) {
  unsigned low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

int td_levels_here(const td_kernels *levels[TD_MOST_LEVELS]) {
  unsigned a, b, c, d, features, more = 0, extended = 0;
  int count = 0;
  if (!__get_cpuid(1, &a, &b, &features, &d)) return 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) more = b;
  if (__get_cpuid(0x80000001, &a, &b, &c, &d)) extended = c;

  // SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT
  bool v2 = has(features, BIT(0) | BIT(9) | BIT(13) | BIT(19) | BIT(20) | BIT(23));
  // FMA, MOVBE, OSXSAVE, AVX, F16C; BMI1, AVX2, BMI2; LZCNT; the halves of the registers that AVX adds
  bool v3 = v2 && has(features, BIT(12) | BIT(22) | BIT(27) | BIT(28) | BIT(29)) && has(more, BIT(3) | BIT(5) | BIT(8)) &&
            has(extended, BIT(5)) && has(saved_state(), 0x6);
  // AVX-512 F, DQ, CD, BW, VL
  bool v4 = v3 && has(more, BIT(16) | BIT(17) | BIT(28) | BIT(30) | BIT(31)) && has(saved_state(), 0xe6);

  if (v4) levels[count++] = &td_kernels_v4;
  if (v3) levels[count++] = &td_kernels_v3;
  if (v2) levels[count++] = &td_kernels_v2;
  return count;
}

#else

int td_levels_here(const td_kernels *levels[TD_MOST_LEVELS]) {
  levels[0] = &td_kernels_neon;
  return 1;
}

#endif
