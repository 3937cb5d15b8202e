/*
 * exp, log and tanh on vectors. The largest errors found by test/kernels, in units in the last place:
 *
 *            float32  float64
 *   exp      1.1      1.0
 *   log      0.9      0.9
 *   tanh     1.5      1.5
 *
 * NaN stays NaN, infinities and -0 are as C has them, subnormal arguments and results are right. The coefficients
 * interpolate at Chebyshev nodes of the reduced interval, which is within a hair of the best polynomial.
 */
#ifndef TENSOR_DOJO_MATH_H
#define TENSOR_DOJO_MATH_H

#include "vector.h"

/* a * b + c: in one rounding where the level has it. */
#if defined(__AVX512F__) && TD_WIDTH == 64
TD_INLINE vf32 fma_f32(vf32 a, vf32 b, vf32 c) { return (vf32)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c); }
TD_INLINE vf64 fma_f64(vf64 a, vf64 b, vf64 c) { return (vf64)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c); }
#elif defined(__FMA__) && TD_WIDTH == 32
TD_INLINE vf32 fma_f32(vf32 a, vf32 b, vf32 c) { return (vf32)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c); }
TD_INLINE vf64 fma_f64(vf64 a, vf64 b, vf64 c) { return (vf64)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c); }
#elif defined(__aarch64__) && TD_WIDTH == 16
TD_INLINE vf32 fma_f32(vf32 a, vf32 b, vf32 c) { return (vf32)vfmaq_f32((float32x4_t)c, (float32x4_t)a, (float32x4_t)b); }
TD_INLINE vf64 fma_f64(vf64 a, vf64 b, vf64 c) { return (vf64)vfmaq_f64((float64x2_t)c, (float64x2_t)a, (float64x2_t)b); }
#else
TD_INLINE vf32 fma_f32(vf32 a, vf32 b, vf32 c) { return a * b + c; }
TD_INLINE vf64 fma_f64(vf64 a, vf64 b, vf64 c) { return a * b + c; }
#endif

/*
 * Adding 1.5 * 2^(bits of the fraction) leaves no room for a fraction: the sum's low bits are the nearest integer, half to even.
 */
#define ROUNDER_F32 0x1.8p23f
#define ROUNDER_F64 0x1.8p52
#define ROUNDER_BITS_F32 0x4b400000u
#define ROUNDER_BITS_F64 0x4338000000000000u

/*
 * e^x = 2^k * e^r, where k = rint(x / ln 2) and r = x - k ln 2, |r| <= ln 2 / 2.
 * ln 2 is taken in two parts: k times the first is exact.
 */
typedef struct {
  vf32 k, r;
} td_reduced_f32;
typedef struct {
  vf64 k, r;
} td_reduced_f64;

TD_INLINE td_reduced_f32 reduce_f32(vf32 x) {
  vf32 k = fma_f32(x, all_f32(1.4426950216293335f), all_f32(ROUNDER_F32)) - ROUNDER_F32;
  vf32 r = fma_f32(k, all_f32(-0.693145751953125f), x);
  return (td_reduced_f32){k, fma_f32(k, all_f32(-1.428606765330187e-06f), r)};
}

TD_INLINE td_reduced_f64 reduce_f64(vf64 x) {
  vf64 k = fma_f64(x, all_f64(1.4426950408889634), all_f64(ROUNDER_F64)) - ROUNDER_F64;
  vf64 r = fma_f64(k, all_f64(-0.6931471803691238), x);
  return (td_reduced_f64){k, fma_f64(k, all_f64(-1.9082149292705877e-10), r)};
}

/* (e^r - 1 - r) / r^2 */
TD_INLINE vf32 exp_tail_f32(vf32 r) {
  vf32 q = fma_f32(all_f32(0x1.6d117cp-10f), r, all_f32(0x1.120be2p-7f));
  q = fma_f32(q, r, all_f32(0x1.555518p-5f));
  q = fma_f32(q, r, all_f32(0x1.5554dcp-3f));
  return fma_f32(q, r, all_f32(0.5f));
}

TD_INLINE vf64 exp_tail_f64(vf64 r) {
  vf64 q = fma_f64(all_f64(0x1.1f7340dbc337ep-29), r, all_f64(0x1.af4e554377204p-26));
  q = fma_f64(q, r, all_f64(0x1.27e4db46cddd1p-22));
  q = fma_f64(q, r, all_f64(0x1.71de01fdbf9cap-19));
  q = fma_f64(q, r, all_f64(0x1.a01a01a6e1e2ap-16));
  q = fma_f64(q, r, all_f64(0x1.a01a01abf85abp-13));
  q = fma_f64(q, r, all_f64(0x1.6c16c16c162c3p-10));
  q = fma_f64(q, r, all_f64(0x1.11111111100bep-7));
  q = fma_f64(q, r, all_f64(0x1.5555555555556p-5));
  q = fma_f64(q, r, all_f64(0x1.5555555555557p-3));
  return fma_f64(q, r, all_f64(0.5));
}

/*
 * p * 2^k for whole k. 2^k itself may lie outside the format: it is multiplied in as two halves, of which the first leaves p normal, so
 * that only the second rounds.
 */
#if defined(__AVX512F__) && TD_WIDTH == 64
TD_INLINE vf32 scale_f32(vf32 p, vf32 k) { return (vf32)_mm512_scalef_ps((__m512)p, (__m512)k); }
TD_INLINE vf64 scale_f64(vf64 p, vf64 k) { return (vf64)_mm512_scalef_pd((__m512d)p, (__m512d)k); }
#else
TD_INLINE vf32 scale_f32(vf32 p, vf32 k) {
  vu32 exponents = (vu32)(k + ROUNDER_F32) - ROUNDER_BITS_F32 + 2 * 127;
  vu32 first = exponents >> 1;
  return p * (vf32)(first << 23) * (vf32)((exponents - first) << 23);
}
TD_INLINE vf64 scale_f64(vf64 p, vf64 k) {
  vu64 exponents = (vu64)(k + ROUNDER_F64) - ROUNDER_BITS_F64 + 2 * 1023;
  vu64 first = exponents >> 1;
  return p * (vf64)(first << 52) * (vf64)((exponents - first) << 52);
}
#endif

/* Beyond these bounds the result is 0 or infinity, and stays so at the bound; NaN passes both comparisons. */
TD_INLINE vf32 exp_f32(vf32 x) {
  x = select_f32(x < -104.0f, all_f32(-104.0f), x);
  x = select_f32(x > 89.0f, all_f32(89.0f), x);
  td_reduced_f32 at = reduce_f32(x);
  vf32 p = fma_f32(at.r * at.r, exp_tail_f32(at.r), at.r) + 1.0f;
  return scale_f32(p, at.k);
}

TD_INLINE vf64 exp_f64(vf64 x) {
  x = select_f64(x < -746.0, all_f64(-746.0), x);
  x = select_f64(x > 710.0, all_f64(710.0), x);
  td_reduced_f64 at = reduce_f64(x);
  vf64 p = fma_f64(at.r * at.r, exp_tail_f64(at.r), at.r) + 1.0;
  return scale_f64(p, at.k);
}

/*
 * x = 2^e * (1 + f) with 1 + f in [sqrt(1/2), sqrt 2). With s = f / (2 + f), log(1 + f) = log((1 + s) / (1 - s)) =
 * 2s + s * R(s^2), and since 2s = f - s * f it is f - (f^2/2 - s * (f^2/2 + R)): the exact f carries the leading digits.
 */
TD_INLINE vf32 log_f32(vf32 x) {
  vi32 small = x < 0x1p-126f;
  vf32 normal = select_f32(small, x * 0x1p23f, x);
  vu32 bits = (vu32)normal;
  vu32 biased = (bits - 0x3f3504f3u + (128u << 23)) >> 23;
  vf32 f = (vf32)(bits - ((biased - 128u) << 23)) - 1.0f;
  vf32 e = (vf32)(biased | 0x4b000000u) - (0x1p23f + 128.0f) - select_f32(small, all_f32(23.0f), (vf32){});
  vf32 s = f / (f + 2.0f), z = s * s, half = 0.5f * f * f;
  vf32 tail = fma_f32(all_f32(0.23331613838672638f), z, all_f32(0.28550779819488525f));
  tail = fma_f32(tail, z, all_f32(0.4000012278556824f));
  tail = z * fma_f32(tail, z, all_f32(0.6666666865348816f));
  vf32 low = fma_f32(e, all_f32(1.428606765330187e-06f), s * (half + tail));
  vf32 result = fma_f32(e, all_f32(0.693145751953125f), f - (half - low));
  result = select_f32(x < __builtin_inff(), result, x);
  result = select_f32(x < 0.0f, all_f32(__builtin_nanf("")), result);
  return select_f32(x == 0.0f, all_f32(-__builtin_inff()), result);
}

TD_INLINE vf64 log_f64(vf64 x) {
  vi64 small = x < 0x1p-1022;
  vf64 normal = select_f64(small, x * 0x1p52, x);
  vu64 bits = (vu64)normal;
  vu64 biased = (bits - 0x3fe6a09e667f3bcdu + ((uint64_t)1024 << 52)) >> 52;
  vf64 f = (vf64)(bits - ((biased - 1024u) << 52)) - 1.0;
  vf64 e = (vf64)(biased | 0x4330000000000000u) - (0x1p52 + 1024.0) - select_f64(small, all_f64(52.0), (vf64){});
  vf64 s = f / (f + 2.0), z = s * s, half = 0.5 * f * f;
  vf64 tail = fma_f64(all_f64(0.13088034850927555), z, all_f64(0.13268638369266825));
  tail = fma_f64(tail, z, all_f64(0.15386244737621665));
  tail = fma_f64(tail, z, all_f64(0.18181795547521137));
  tail = fma_f64(tail, z, all_f64(0.22222222392581045));
  tail = fma_f64(tail, z, all_f64(0.28571428570799784));
  tail = fma_f64(tail, z, all_f64(0.40000000000000885));
  tail = z * fma_f64(tail, z, all_f64(0.6666666666666666));
  vf64 low = fma_f64(e, all_f64(1.9082149292705877e-10), s * (half + tail));
  vf64 result = fma_f64(e, all_f64(0.6931471803691238), f - (half - low));
  result = select_f64(x < __builtin_inf(), result, x);
  result = select_f64(x < 0.0, all_f64(__builtin_nan("")), result);
  return select_f64(x == 0.0, all_f64(-__builtin_inf()), result);
}

/*
 * tanh |x| = t / (t + 2) with t = e^(2|x|) - 1 = 2^k (e^r - 1) + (2^k - 1), which keeps every digit of a small x.
 * Here k is rounded down: with r >= 0 nothing is ever subtracted. From the bound on, the result rounds to 1.
 * Where k = 0, t = 2|x| + b with b = r^2 q, and the quotient is |x| + (b - t |x|) / (t + 2): a small correction has small errors.
 */
TD_INLINE vf32 tanh_f32(vf32 x) {
  vu32 sign = (vu32)x & 0x80000000u;
  vf32 magnitude = (vf32)((vu32)x ^ sign);
  vf32 twice = 2.0f * select_f32(magnitude > 10.0f, all_f32(10.0f), magnitude);
  vf32 k = fma_f32(twice, all_f32(1.4426950216293335f), all_f32(-0.5f)) + ROUNDER_F32;
  vf32 power = (vf32)(((vu32)k - ROUNDER_BITS_F32 + 127) << 23);
  k -= ROUNDER_F32;
  vf32 r = fma_f32(k, all_f32(-0.693145751953125f), twice);
  r = fma_f32(k, all_f32(-1.428606765330187e-06f), r);
  vf32 q = fma_f32(all_f32(0x1.0ed8dap-12f), r, all_f32(0x1.5f48bap-10f));
  q = fma_f32(q, r, all_f32(0x1.11a7p-7f));
  q = fma_f32(q, r, all_f32(0x1.554f3ap-5f));
  q = fma_f32(q, r, all_f32(0x1.55556cp-3f));
  q = fma_f32(q, r, all_f32(0.5f));
  vf32 bend = r * r * q;
  vf32 t = fma_f32(power, fma_f32(r * r, q, r), power - 1.0f);
  vi32 small = k == 0.0f;
  vf32 quotient = select_f32(small, fma_f32(-t, magnitude, bend), t) / (t + 2.0f);
  return (vf32)((vu32)select_f32(small, magnitude + quotient, quotient) | sign);
}

TD_INLINE vf64 tanh_f64(vf64 x) {
  vu64 sign = (vu64)x & 0x8000000000000000u;
  vf64 magnitude = (vf64)((vu64)x ^ sign);
  vf64 twice = 2.0 * select_f64(magnitude > 20.0, all_f64(20.0), magnitude);
  vf64 k = fma_f64(twice, all_f64(1.4426950408889634), all_f64(-0.5)) + ROUNDER_F64;
  vf64 power = (vf64)(((vu64)k - ROUNDER_BITS_F64 + 1023) << 52);
  k -= ROUNDER_F64;
  vf64 r = fma_f64(k, all_f64(-0.6931471803691238), twice);
  r = fma_f64(k, all_f64(-1.9082149292705877e-10), r);
  vf64 q = fma_f64(all_f64(0x1.81a581452e400p-29), r, all_f64(0x1.990b154754cd0p-26));
  q = fma_f64(q, r, all_f64(0x1.292a37512dfe4p-22));
  q = fma_f64(q, r, all_f64(0x1.71c676a8bf576p-19));
  q = fma_f64(q, r, all_f64(0x1.a01b1d3996f9ep-16));
  q = fma_f64(q, r, all_f64(0x1.a019f92eee063p-13));
  q = fma_f64(q, r, all_f64(0x1.6c16c193f00bbp-10));
  q = fma_f64(q, r, all_f64(0x1.11111110a4678p-7));
  q = fma_f64(q, r, all_f64(0x1.55555555567f4p-5));
  q = fma_f64(q, r, all_f64(0x1.5555555555543p-3));
  q = fma_f64(q, r, all_f64(0.5));
  vf64 bend = r * r * q;
  vf64 t = fma_f64(power, fma_f64(r * r, q, r), power - 1.0);
  vi64 small = k == 0.0;
  vf64 quotient = select_f64(small, fma_f64(-t, magnitude, bend), t) / (t + 2.0);
  return (vf64)((vu64)select_f64(small, magnitude + quotient, quotient) | sign);
}

#endif
