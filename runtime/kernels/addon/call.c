#include "call.h"

#include <stdint.h>
#include <stdlib.h>

td_call td_begin(napi_env env, napi_callback_info info, size_t count) {
  td_call call = {.env = env, .count = TD_MOST_ARGUMENTS};
  void *own = NULL;
  node(get_cb_info)(env, info, &call.count, call.arguments, NULL, &own);
  call.own = own;
  if (call.count < count) {
    td_type_error(&call, "too few arguments");
    return call;
  }
  napi_typedarray_type type;
  size_t length;
  void *data;
  if (node(get_typedarray_info)(env, call.arguments[0], &type, &length, &data, NULL, NULL) != napi_ok ||
      type != napi_float64_array) {
    td_type_error(&call, "the words must be a Float64Array");
    return call;
  }
  call.words = data;
  call.words_left = data ? length : 0;
  return call;
}

napi_value td_end(td_call *call, int result) {
  napi_value value = NULL;
  if (!call->failed) node(create_int32)(call->env, result, &value);
  return value;
}

void td_type_error(td_call *call, const char *why) {
  if (!call->failed) node(throw_type_error)(call->env, NULL, why);
  call->failed = true;
}

void td_range_error(td_call *call, const char *why) {
  if (!call->failed) node(throw_range_error)(call->env, NULL, why);
  call->failed = true;
}

double td_take_number(td_call *call) {
  if (call->failed) return 0;
  if (call->words_left == 0) {
    td_range_error(call, "too few words");
    return 0;
  }
  call->words_left--;
  return *call->words++;
}

td_size td_take_whole(td_call *call, double least, double most) {
  double word = td_take_number(call);
  if (call->failed) return 0;
  // A NaN fails the comparison.
  if (!(word >= least && word <= most) || word != (double)(td_size)word) {
    td_range_error(call, "a word is out of range");
    return 0;
  }
  return (td_size)word;
}

td_size td_product(td_call *call, td_size a, td_size b) {
  td_size product;
  if (!__builtin_mul_overflow(a, b, &product) && product <= (td_size)td_most) return product;
  td_range_error(call, "too many elements");
  return 0;
}

td_size td_take_shape(td_call *call, int *axes, td_size shape[TD_MOST_AXES]) {
  *axes = (int)td_take_whole(call, 0, TD_MOST_AXES);
  td_size total = 1;
  bool empty = false;
  for (int axis = 0; axis < *axes; axis++) {
    shape[axis] = td_take_whole(call, 0, td_most);
    if (shape[axis] == 0) empty = true;
    else total = td_product(call, total, shape[axis]);
  }
  return call->failed || empty ? 0 : total;
}

/* False where it is no TypedArray. */
static bool td_read_array(td_call *call, size_t argument, td_operand *array) {
  napi_typedarray_type type;
  size_t length;
  void *data;
  if (argument >= call->count ||
      node(get_typedarray_info)(call->env, call->arguments[argument], &type, &length, &data, NULL, NULL) != napi_ok)
    return false;
  switch (type) {
    case napi_float64_array: array->dtype = TD_FLOAT64; break;
    case napi_float32_array: array->dtype = TD_FLOAT32; break;
    case napi_int32_array: array->dtype = TD_INT32; break;
    case napi_uint8_array: array->dtype = TD_BOOL; break;
    default: return false;
  }
  // A buffer that was given away has no memory.
  array->data = data;
  array->length = data ? (td_size)length : 0;
  array->from = array->data;
  array->to = array->data + array->length * td_bytes[array->dtype];
  return true;
}

td_operand td_array(td_call *call, size_t argument) {
  td_operand array = {0};
  if (!call->failed && !td_read_array(call, argument, &array))
    td_type_error(call, "an argument must be a Float64Array, Float32Array, Int32Array or Uint8Array");
  return array;
}

td_operand td_result(td_call *call, size_t argument, int dtype, td_size length) {
  td_operand out = td_array(call, argument);
  if (call->failed) return out;
  if (out.dtype != dtype) td_type_error(call, "the result has another dtype");
  else if (out.length != length) td_range_error(call, "the result has another length");
  return out;
}

td_operand td_input(td_call *call, size_t argument, int axes, const td_size *shape) {
  td_operand input = {0};
  if (call->failed) return input;
  if (!td_read_array(call, argument, &input)) {
    input.is_number = argument < call->count && node(get_value_double)(call->env, call->arguments[argument],
                                                                       &input.number) == napi_ok;
    if (!input.is_number) td_type_error(call, "an input must be a TypedArray of a dtype, or a number");
    return input;
  }
  td_take_layout(call, &input, axes, shape);
  return input;
}

void td_take_layout(td_call *call, td_operand *operand, int axes, const td_size *shape) {
  operand->offset = td_take_whole(call, 0, td_most);
  for (int axis = 0; axis < axes; axis++) operand->strides[axis] = td_take_whole(call, -td_most, td_most);
  td_check_reach(call, operand, axes, shape, operand->strides);
}

void td_check_reach(td_call *call, td_operand *operand, int axes, const td_size *shape,
                    const td_size *strides) {
  if (call->failed) return;
  td_size low = operand->offset, high = operand->offset;
  for (int axis = 0; axis < axes; axis++) {
    if (shape[axis] == 0) {
      operand->from = operand->to = operand->data;
      return;
    }
    td_size span;
    td_size *end = strides[axis] < 0 ? &low : &high;
    if (__builtin_mul_overflow(shape[axis] - 1, strides[axis], &span) || __builtin_add_overflow(*end, span, end)) {
      td_range_error(call, "strides reach too far");
      return;
    }
  }
  if (low < 0 || high >= operand->length) {
    td_range_error(call, "strides reach beyond the array");
    return;
  }
  operand->from = operand->data + low * td_bytes[operand->dtype];
  operand->to = operand->data + (high + 1) * td_bytes[operand->dtype];
}

void td_check_apart(td_call *call, const td_operand *out, const td_operand *input) {
  if (call->failed || input->is_number || out->from == out->to || input->from == input->to) return;
  if ((uintptr_t)out->from < (uintptr_t)input->to && (uintptr_t)input->from < (uintptr_t)out->to)
    td_range_error(call, "the result overlaps an input");
}

void td_check_positions(td_call *call, size_t argument, const td_operand *positions, td_size count) {
  if (call->failed) return;
  if (positions->dtype != TD_INT32) {
    td_type_error(call, "positions must be an Int32Array");
    return;
  }
  napi_value buffer;
  bool own = false;
  node(get_typedarray_info)(call->env, call->arguments[argument], NULL, NULL, NULL, &buffer, NULL);
  if (node(is_arraybuffer)(call->env, buffer, &own) != napi_ok || !own) {
    td_type_error(call, "positions must not be shared between threads");
    return;
  }
  const int32_t *at = (const int32_t *)positions->data;
  int32_t least = 0, most = 0;
  for (td_size i = 0; i < positions->length; i++) {
    least = at[i] < least ? at[i] : least;
    most = at[i] > most ? at[i] : most;
  }
  if (positions->length > 0 && (least < 0 || most >= count)) td_range_error(call, "a position is out of range");
}

void *td_scratch(td_call *call, int worker, size_t bytes) {
  if (call->failed) return NULL;
  td_instance *own = call->own;
  if (own->memory_bytes[worker] < bytes) {
    free(own->memory[worker]);
    own->memory_bytes[worker] = 0;
    own->memory[worker] = malloc(bytes + 64);
    if (!own->memory[worker]) {
      td_range_error(call, "no memory for a workspace");
      return NULL;
    }
    own->memory_bytes[worker] = bytes;
  }
  return (void *)(((uintptr_t)own->memory[worker] + 63) & ~(uintptr_t)63);
}

void td_store(int dtype, double number, void *element) {
  switch (dtype) {
    case TD_FLOAT64: *(double *)element = number; return;
    case TD_FLOAT32: *(float *)element = (float)number; return;
    // A conversion out of range is undefined in C.
    case TD_INT32: *(int32_t *)element = number >= -2147483648.0 && number <= 2147483647.0 ? (int32_t)number : 0; return;
    default: *(uint8_t *)element = number != 0; return;
  }
}
