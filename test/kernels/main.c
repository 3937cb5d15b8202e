/* All kernels of one level but the matrix product. Argument: how many bit patterns of float32 the accuracy tests step over. */
#include "check.h"

uint32_t accuracy_stride = 1009;

int main(int count, char **arguments) {
  if (count > 1) accuracy_stride = (uint32_t)strtoul(arguments[1], NULL, 10);
  section("unary", check_unary);
  section("binary", check_binary);
  section("copy", check_copy);
  section("transpose", check_transpose);
  section("fill", check_fill);
  section("where", check_where);
  section("clip", check_clip);
  section("reduce_rows", check_reduce_rows);
  section("reduce_columns", check_reduce_columns);
  section("sum_blocks", check_sum_blocks);
  section("arg_reduce_rows", check_arg_reduce);
  section("moments_rows", check_moments);
  section("im2col, col2im", check_im2col);
  section("pool", check_pool);
  section("gather", check_gather);
  section("scatter", check_scatter);
  section("exp", check_exp);
  section("log", check_log);
  section("tanh", check_tanh);
  return failures() > 0;
}
