#include "check.h"

#include <stdarg.h>

static uint64_t state = 88172645463325252u;

uint64_t draw(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state * 0x2545f4914f6cdd1du;
}

td_size between(td_size low, td_size high) { return low + (td_size)((draw() >> 11) % (uint64_t)(high - low + 1)); }

static double uniform(void) { return (double)(draw() >> 11) * 0x1p-53; }

double normal(void) { return sqrt(-2 * log(1 - uniform())) * cos(6.283185307179586 * uniform()); }

double special(void) {
  static const double list[] = {NAN, INFINITY, -INFINITY, 0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 1e-40, -3e-310, 0x1.fffffep127, 8388609};
  return between(0, 3) == 0 ? list[between(0, (td_size)(sizeof list / sizeof *list) - 1)] : normal() * 4;
}

td_size some_length(void) {
  static const td_size around[] = {128, 256, 512, 1024, 2048, 4096, 8192};
  if (between(0, 3) > 0) return between(0, 70);
  return around[between(0, 6)] + between(-2, 2) + (between(0, 1) ? between(0, 200) : 0);
}

td_size some_step(void) {
  static const td_size list[] = {0, 1, 1, 1, 2, 3, -1, -2, 17};
  return list[between(0, 8)];
}

td_size size_of(int dtype) { return dtype == TD_FLOAT64 ? 8 : dtype == TD_BOOL ? 1 : 4; }
int is_float(int dtype) { return dtype == TD_FLOAT64 || dtype == TD_FLOAT32; }

double get(int dtype, const void *data, td_size i) {
  switch (dtype) {
    case TD_FLOAT64: return ((const double *)data)[i];
    case TD_FLOAT32: return ((const float *)data)[i];
    case TD_INT32: return ((const int32_t *)data)[i];
    default: return ((const uint8_t *)data)[i];
  }
}

void set(int dtype, void *data, td_size i, double value) {
  switch (dtype) {
    case TD_FLOAT64: ((double *)data)[i] = value; break;
    case TD_FLOAT32: ((float *)data)[i] = (float)value; break;
    case TD_INT32: ((int32_t *)data)[i] = (int32_t)value; break;
    default: ((uint8_t *)data)[i] = value != 0;
  }
}

double rounded(int dtype, double value) { return dtype == TD_FLOAT32 ? (double)(float)value : value; }

/* ---- Memory ---- */

enum { MARGIN = 64, BLOCKS = 256 };
static struct {
  unsigned char *memory;
  size_t margin, bytes;
} blocks[BLOCKS];
static int used;

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

void *room(int dtype, td_size count) {
  size_t bytes = (size_t)(count * size_of(dtype));
#ifdef SANITIZED
  size_t margin = 0;
#else
  size_t margin = MARGIN;
#endif
  if (used == BLOCKS) abort();
  unsigned char *memory = malloc(margin + bytes + margin);
  memset(memory, 0xa5, margin + bytes + margin);
  blocks[used].memory = memory;
  blocks[used].margin = margin;
  blocks[used++].bytes = bytes;
  return memory + margin;
}

void release(void) {
  while (used > 0) {
    used--;
    unsigned char *before = blocks[used].memory, *after = before + blocks[used].margin + blocks[used].bytes;
    int untouched = 1;
    for (size_t i = 0; i < blocks[used].margin; i++) untouched &= before[i] == 0xa5 && after[i] == 0xa5;
    expect(untouched, "written beyond %zu bytes", blocks[used].bytes);
    free(before);
  }
}

void *strided(int dtype, td_size n, td_size step, int wild) {
  td_size reach = n > 0 ? (n - 1) * (step < 0 ? -step : step) + 1 : 0;
  void *memory = room(dtype, reach);
  for (td_size i = 0; i < reach; i++) {
    double value = is_float(dtype) ? (wild ? special() : normal()) : dtype == TD_BOOL ? between(0, 1) : between(-9, 9);
    if (dtype == TD_INT32 && wild && between(0, 4) == 0) value = between(INT32_MIN, INT32_MAX);
    set(dtype, memory, i, value);
  }
  return step < 0 && n > 0 ? (char *)memory + (n - 1) * -step * size_of(dtype) : memory;
}

void *lined_up(int dtype, td_size n, const void *data, td_size step) {
  void *copy = room(dtype, n);
  for (td_size i = 0; i < n; i++) set(dtype, copy, i, get(dtype, data, i * step));
  return copy;
}

/* ---- Tally ---- */

static const char *current;
static long comparisons;
static int wrong, wrong_here;

void expect(int holds, const char *format, ...) {
  comparisons++;
  if (holds) return;
  wrong++;
  if (++wrong_here > 5) return;
  va_list arguments;
  va_start(arguments, format);
  printf("  %s: ", current);
  vprintf(format, arguments);
  printf("\n");
  va_end(arguments);
}

int same(double a, double b) { return a != a ? b != b : memcmp(&a, &b, sizeof a) == 0; }

int same_elements(int dtype, td_size n, const void *a, const void *b) {
  for (td_size i = 0; i < n; i++)
    if (!same(get(dtype, a, i), get(dtype, b, i))) return 0;
  return 1;
}

void section(const char *name, void (*run)(void)) {
  current = name;
  comparisons = 0;
  wrong_here = 0;
  run();
  printf("%-16s %9ld comparisons, %d wrong\n", name, comparisons, wrong_here);
}

int failures(void) { return wrong; }
