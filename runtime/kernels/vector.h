/*
 * Vectors of TD_WIDTH bytes, by the extension that gcc and clang share: + - * / and comparisons work on whole vectors, and a
 * comparison gives all ones or zero in each lane of an integer vector.
 */
#ifndef TENSOR_DOJO_VECTOR_H
#define TENSOR_DOJO_VECTOR_H

#include <stdint.h>

#if defined(__AVX512F__) || defined(__FMA__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#define TD_INLINE static inline __attribute__((always_inline, unused))
#define TD_VECTOR(type) type __attribute__((vector_size(TD_WIDTH)))
#define TD_LANES(type) ((int)(TD_WIDTH / sizeof(type)))

typedef TD_VECTOR(float) vf32;
typedef TD_VECTOR(double) vf64;
typedef TD_VECTOR(int32_t) vi32;
typedef TD_VECTOR(int64_t) vi64;
typedef TD_VECTOR(uint32_t) vu32;
typedef TD_VECTOR(uint64_t) vu64;
/* As many float32 as there are float64 in a vector. */
typedef float vf32_half __attribute__((vector_size(TD_WIDTH / 2)));

/* Loads and stores take any address; a fixed-size memcpy is one instruction. */
#define TD_ACCESS(vector, element)                                                            \
  TD_INLINE vector load_##vector(const element *from) {                                       \
    vector v;                                                                                 \
    __builtin_memcpy(&v, from, sizeof v);                                                     \
    return v;                                                                                 \
  }                                                                                           \
  TD_INLINE void store_##vector(element *to, vector v) { __builtin_memcpy(to, &v, sizeof v); }

TD_ACCESS(vf32, float)
TD_ACCESS(vf64, double)
TD_ACCESS(vi32, int32_t)
TD_ACCESS(vi64, int64_t)
TD_ACCESS(vf32_half, float)

/* One number in every lane: taking zero away keeps -0. */
TD_INLINE vf32 all_f32(float number) { return number - (vf32){}; }
TD_INLINE vf64 all_f64(double number) { return number - (vf64){}; }

/* chosen ? a : b, lane by lane; `chosen` comes from a comparison. */
#define TD_SELECT(name, vector, mask)                                                         \
  TD_INLINE vector name(mask chosen, vector a, vector b) {                                    \
    return (vector)((chosen & (mask)a) | (~chosen & (mask)b));                                \
  }

TD_SELECT(select_f32, vf32, vi32)
TD_SELECT(select_f64, vf64, vi64)
TD_SELECT(select_i32, vi32, vi32)

#endif
