/* What JavaScript calls. Each takes the words first, then arrays; runtime/engines/native/words.ts writes the words. */
#ifndef TENSOR_DOJO_OPERATIONS_H
#define TENSOR_DOJO_OPERATIONS_H

#include "call.h"

/* (words: op, compute, shape, x; x, out) */
napi_value td_unary(napi_env env, napi_callback_info info);
/* (op, compute, shape, x, y; x, y, out) */
napi_value td_binary(napi_env env, napi_callback_info info);
/* (shape, condition, x, y; condition, x, y, out) */
napi_value td_where(napi_env env, napi_callback_info info);
/* (shape, x, low, high; x, low, high, out) */
napi_value td_clip(napi_env env, napi_callback_info info);

/* (shape, x, out; x, out) */
napi_value td_copy(napi_env env, napi_callback_info info);
/* (value, shape, out; out) */
napi_value td_fill(napi_env env, napi_callback_info info);
/* (count, stride, width, offset; x, positions, out) */
napi_value td_gather(napi_env env, napi_callback_info info);
/* (mode, count, stride, width, offset, stride and offset of values; out, positions, values) */
napi_value td_scatter(napi_env env, napi_callback_info info);

/* (op, reduced axes, shape, x; x, out) */
napi_value td_reduce(napi_env env, napi_callback_info info);
napi_value td_arg_reduce(napi_env env, napi_callback_info info);
/* (reduced axes, shape, x; x, mean, deviation) */
napi_value td_moments(napi_env env, napi_callback_info info);

/* (m, n, k, axes before them, x, y; x, y, out): the layouts are over those axes and the last two. */
napi_value td_matmul(napi_env env, napi_callback_info info);
/* (N, C, H, W, x, height, width, stride, pad; x, out) */
napi_value td_im2col(napi_env env, napi_callback_info info);
/* (N, C, H, W, offset, height, width, stride, pad; columns, out) */
napi_value td_col2im(napi_env env, napi_callback_info info);
/* (op, N, C, H, W, x, height, width, stride, pad; x, out, positions or undefined) */
napi_value td_pool_windows(napi_env env, napi_callback_info info);

/* (dtype, rounds): the sum */
napi_value td_peak(napi_env env, napi_callback_info info);

#endif
