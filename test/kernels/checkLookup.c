#include "check.h"

static int32_t *some_positions(td_size n, td_size count) {
  int32_t *positions = room(TD_INT32, n);
  for (td_size i = 0; i < n; i++) positions[i] = (int32_t)between(0, count - 1);
  return positions;
}

void check_gather(void) {
  for (int round = 0; round < 3000; round++) {
    int dtype = (int)between(0, 3);
    td_size n = between(0, 60), width = between(0, 3) ? between(0, 20) : 1, count = between(1, 30), stride = width + between(0, 3);
    void *x = strided(dtype, (count - 1) * stride + width, 1, 1), *out = room(dtype, n * width);
    int32_t *positions = some_positions(n, count);
    KERNELS.gather(dtype, n, width, x, stride, positions, out);
    for (td_size i = 0; i < n; i++)
      for (td_size j = 0; j < width; j++)
        expect(same(get(dtype, out, i * width + j), get(dtype, x, positions[i] * stride + j)), "dtype %d width %td stride %td at %td, %td", dtype,
               width, stride, i, j);
    release();
  }
}

static double scattered(int mode, int dtype, double old, double value) {
  if (mode == TD_SET) return value;
  if (mode == TD_SCATTER_MAX) return isnan(old) || value <= old ? old : value;
  if (dtype == TD_BOOL) return old != 0 || value != 0;
  if (dtype == TD_INT32) return (int32_t)((uint32_t)(int32_t)old + (uint32_t)(int32_t)value);
  return rounded(dtype, old + value);
}

void check_scatter(void) {
  for (int round = 0; round < 3000; round++) {
    int mode = (int)between(TD_SET, TD_SCATTER_MAX), dtype = (int)between(0, 3);
    td_size n = between(0, 60), width = between(0, 3) ? between(0, 20) : 1, count = between(1, 30), stride = width + between(0, 3);
    td_size value_stride = between(0, 3) ? width + between(0, 2) : 0, length = (count - 1) * stride + width;
    void *out = strided(dtype, length, 1, 1), *want = lined_up(dtype, length, out, 1);
    void *values = strided(dtype, n > 0 ? (n - 1) * value_stride + width : 0, 1, 1);
    int32_t *positions = some_positions(n, count);
    KERNELS.scatter(mode, dtype, n, width, out, stride, positions, values, value_stride);
    for (td_size i = 0; i < n; i++)
      for (td_size j = 0; j < width; j++) {
        td_size k = positions[i] * stride + j;
        set(dtype, want, k, scattered(mode, dtype, get(dtype, want, k), get(dtype, values, i * value_stride + j)));
      }
    expect(same_elements(dtype, length, out, want), "mode %d dtype %d n %td width %td stride %td values %td apart", mode, dtype, n, width, stride,
           value_stride);
    release();
  }
}
