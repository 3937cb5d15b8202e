#include "nodeApi.h"

#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

td_node_functions td_node;

static BOOL find(const char *module) {
  HMODULE program = GetModuleHandleA(module);
  if (!program) return FALSE;
#define TD_FIND(name)                                                      \
  FARPROC found_##name = GetProcAddress(program, "napi_" #name);          \
  if (!found_##name) return FALSE;                                         \
  td_node.name = (__typeof__(td_node.name))(void *)found_##name;
  TD_NODE_FUNCTIONS(TD_FIND)
#undef TD_FIND
  return TRUE;
}

/* Programs that embed Node have it in the executable or in a library beside it. */
BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, LPVOID reserved) {
  (void)library;
  (void)reserved;
  return reason != DLL_PROCESS_ATTACH || find(NULL) || find("node.dll") || find("libnode.dll");
}

#endif
