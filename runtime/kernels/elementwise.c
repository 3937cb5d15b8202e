/* Each operation is one loop over neighbours, which the compiler turns into vectors; operand.h brings other inputs into that form. */
#include "level.h"
#include "math.h"
#include "operand.h"

typedef void map_loop(td_size n, const void *from, void *to);
typedef void zip_loop(td_size n, const void *left, const void *right, void *to);

/* to[i] = expression of a, which is from[i]. */
#define MAP(name, T, R, expression)                             \
  static void name(td_size n, const void *from, void *to) {     \
    const T *restrict x = from;                                 \
    R *restrict out = to;                                       \
    for (td_size i = 0; i < n; i++) {                           \
      T a = x[i];                                               \
      out[i] = (R)(expression);                                 \
    }                                                           \
  }

/* to[i] = expression of a and b, which are left[i] and right[i]. */
#define ZIP(name, T, R, expression)                                                \
  static void name(td_size n, const void *left, const void *right, void *to) {     \
    const T *restrict x = left;                                                    \
    const T *restrict y = right;                                                   \
    R *restrict out = to;                                                          \
    for (td_size i = 0; i < n; i++) {                                              \
      T a = x[i], b = y[i];                                                        \
      out[i] = (R)(expression);                                                    \
    }                                                                              \
  }

/* The last, incomplete vector goes through a buffer of zeros, and so through the same instructions as all others. */
#define MAP_VECTORS(name, T, vector, function)                       \
  static void name(td_size n, const void *from, void *to) {          \
    const T *restrict x = from;                                      \
    T *restrict out = to;                                            \
    td_size i = 0;                                                   \
    for (; i + TD_LANES(T) <= n; i += TD_LANES(T))                   \
      store_##vector(out + i, function(load_##vector(x + i)));       \
    if (i == n) return;                                              \
    T buffer[TD_LANES(T)] = {0};                                     \
    for (td_size j = i; j < n; j++) buffer[j - i] = x[j];            \
    store_##vector(buffer, function(load_##vector(buffer)));         \
    for (td_size j = i; j < n; j++) out[j] = buffer[j - i];          \
  }

#define MAP_FLOATS(name, expression) \
  MAP(name##_f64, double, double, expression) MAP(name##_f32, float, float, expression)
#define ZIP_FLOATS(name, expression) \
  ZIP(name##_f64, double, double, expression) ZIP(name##_f32, float, float, expression)
#define ZIP_ALL(name, expression)                                                                            \
  ZIP(name##_f64, double, uint8_t, expression) ZIP(name##_f32, float, uint8_t, expression)                   \
  ZIP(name##_i32, int32_t, uint8_t, expression) ZIP(name##_bool, uint8_t, uint8_t, expression)

MAP_FLOATS(negative, -a)
MAP_FLOATS(sign, a > 0 ? 1 : a < 0 ? -1 : a + 0)
MAP_FLOATS(square, a *a)
MAP(abs_f64, double, double, __builtin_fabs(a))
MAP(abs_f32, float, float, __builtin_fabsf(a))
MAP(sqrt_f64, double, double, __builtin_sqrt(a))
MAP(sqrt_f32, float, float, __builtin_sqrtf(a))
MAP(floor_f64, double, double, __builtin_floor(a))
MAP(floor_f32, float, float, __builtin_floorf(a))
MAP(ceil_f64, double, double, __builtin_ceil(a))
MAP(ceil_f32, float, float, __builtin_ceilf(a))
MAP(rint_f64, double, double, __builtin_nearbyint(a))
MAP(rint_f32, float, float, __builtin_nearbyintf(a))

MAP(isnan_f64, double, uint8_t, a != a)
MAP(isnan_f32, float, uint8_t, a != a)
MAP(isinf_f64, double, uint8_t, __builtin_fabs(a) == __builtin_inf())
MAP(isinf_f32, float, uint8_t, __builtin_fabsf(a) == __builtin_inff())
MAP(isfinite_f64, double, uint8_t, __builtin_fabs(a) < __builtin_inf())
MAP(isfinite_f32, float, uint8_t, __builtin_fabsf(a) < __builtin_inff())
MAP(not_f64, double, uint8_t, a == 0)
MAP(not_f32, float, uint8_t, a == 0)
MAP(not_i32, int32_t, uint8_t, a == 0)
MAP(not_bool, uint8_t, uint8_t, a == 0)

MAP_VECTORS(map_exp_f64, double, vf64, exp_f64)
MAP_VECTORS(map_exp_f32, float, vf32, exp_f32)
MAP_VECTORS(map_log_f64, double, vf64, log_f64)
MAP_VECTORS(map_log_f32, float, vf32, log_f32)
MAP_VECTORS(map_tanh_f64, double, vf64, tanh_f64)
MAP_VECTORS(map_tanh_f32, float, vf32, tanh_f32)

/* By dtype: float64, float32, int32, bool. */
static map_loop *const maps[][4] = {
    [TD_NEGATIVE] = {negative_f64, negative_f32},
    [TD_ABS] = {abs_f64, abs_f32},
    [TD_SIGN] = {sign_f64, sign_f32},
    [TD_SQUARE] = {square_f64, square_f32},
    [TD_SQRT] = {sqrt_f64, sqrt_f32},
    [TD_EXP] = {map_exp_f64, map_exp_f32},
    [TD_LOG] = {map_log_f64, map_log_f32},
    [TD_TANH] = {map_tanh_f64, map_tanh_f32},
    [TD_FLOOR] = {floor_f64, floor_f32},
    [TD_CEIL] = {ceil_f64, ceil_f32},
    [TD_RINT] = {rint_f64, rint_f32},
    [TD_ISNAN] = {isnan_f64, isnan_f32},
    [TD_ISINF] = {isinf_f64, isinf_f32},
    [TD_ISFINITE] = {isfinite_f64, isfinite_f32},
    [TD_LOGICAL_NOT] = {not_f64, not_f32, not_i32, not_bool},
};

ZIP_FLOATS(add, a + b)
ZIP_FLOATS(subtract, a - b)
ZIP_FLOATS(multiply, a *b)
ZIP_FLOATS(divide, a / b)
/* A NaN on either side fails the first comparison; one in a is found by the second, one in b is what remains. */
ZIP_FLOATS(maximum, ((a >= b) | (a != a)) ? a : b)
ZIP_FLOATS(minimum, ((a <= b) | (a != a)) ? a : b)

ZIP_ALL(equal, a == b)
ZIP_ALL(not_equal, a != b)
ZIP_ALL(less, a < b)
ZIP_ALL(less_equal, a <= b)
ZIP_ALL(greater, a > b)
ZIP_ALL(greater_equal, a >= b)
ZIP(and_bool, uint8_t, uint8_t, (a != 0) & (b != 0))
ZIP(or_bool, uint8_t, uint8_t, (a | b) != 0)
ZIP(xor_bool, uint8_t, uint8_t, (a != 0) != (b != 0))

#define BY_DTYPE(name) {name##_f64, name##_f32, name##_i32, name##_bool}

static zip_loop *const zips[][4] = {
    [TD_ADD] = {add_f64, add_f32},
    [TD_SUBTRACT] = {subtract_f64, subtract_f32},
    [TD_MULTIPLY] = {multiply_f64, multiply_f32},
    [TD_DIVIDE] = {divide_f64, divide_f32},
    [TD_MAXIMUM] = {maximum_f64, maximum_f32},
    [TD_MINIMUM] = {minimum_f64, minimum_f32},
    [TD_EQUAL] = BY_DTYPE(equal),
    [TD_NOT_EQUAL] = BY_DTYPE(not_equal),
    [TD_LESS] = BY_DTYPE(less),
    [TD_LESS_EQUAL] = BY_DTYPE(less_equal),
    [TD_GREATER] = BY_DTYPE(greater),
    [TD_GREATER_EQUAL] = BY_DTYPE(greater_equal),
    [TD_LOGICAL_AND] = {[TD_BOOL] = and_bool},
    [TD_LOGICAL_OR] = {[TD_BOOL] = or_bool},
    [TD_LOGICAL_XOR] = {[TD_BOOL] = xor_bool},
};

int TD_KERNEL(unary)(int op, int dtype, td_size n, const void *x, td_size step, void *out) {
  map_loop *loop = maps[op][dtype];
  if (!loop) return 0;
  td_size width = op < TD_ISNAN ? size_of(dtype) : 1;
  td_size chunk = step == 1 ? n : TD_CHUNK;
  td_operand from;
  open_operand(&from, dtype, n, x, step);
  char *to = out;
  for (td_size length; n > 0; n -= length, to += length * width) {
    length = n < chunk ? n : chunk;
    loop(length, next_of(&from, length), to);
  }
  return 1;
}

int TD_KERNEL(binary)(int op, int dtype, td_size n, const void *x, td_size x_step, const void *y, td_size y_step, void *out) {
  zip_loop *loop = zips[op][dtype];
  if (!loop) return 0;
  td_size width = op < TD_EQUAL ? size_of(dtype) : 1;
  td_size chunk = x_step == 1 && y_step == 1 ? n : TD_CHUNK;
  td_operand left, right;
  open_operand(&left, dtype, n, x, x_step);
  open_operand(&right, dtype, n, y, y_step);
  char *to = out;
  for (td_size length; n > 0; n -= length, to += length * width) {
    length = n < chunk ? n : chunk;
    loop(length, next_of(&left, length), next_of(&right, length), to);
  }
  return 1;
}
