/*
 * Node's C interface. On Windows an addon that imports it from node.exe loads under no other name: there each function is
 * looked up in the program that runs.
 */
#ifndef TENSOR_DOJO_NODE_API_H
#define TENSOR_DOJO_NODE_API_H

#include <node_api.h>

#if defined(_WIN32)

#define TD_NODE_FUNCTIONS(each)                                                                                       \
  each(add_env_cleanup_hook) each(create_array_with_length) each(create_double) each(create_function)                 \
  each(create_int32) each(create_string_utf8) each(get_cb_info) each(get_typedarray_info) each(get_value_double)      \
  each(get_value_string_utf8) each(is_arraybuffer) each(set_element) each(set_named_property) each(throw_error)       \
  each(throw_range_error) each(throw_type_error)

#define TD_DECLARE(name) __typeof__(&napi_##name) name;
typedef struct {
  TD_NODE_FUNCTIONS(TD_DECLARE)
} td_node_functions;
#undef TD_DECLARE

/* Filled once, while the library is loaded. */
extern td_node_functions td_node;
#define node(name) td_node.name

#else

#define node(name) napi_##name

#endif
#endif
