// The parts of GSL that autosem uses, and shims for what Swift cannot import.
#ifndef CGSL_H
#define CGSL_H

#include <dlfcn.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_permutation.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_version.h>
#include <stdlib.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// OpenBLAS's own header is not on the default search path of every system.
extern void openblas_set_num_threads(int threads);
extern char *openblas_get_corename(void);

// Those of OpenBLAS's own buffers, which a library with another name for them lacks.
extern void *blas_memory_alloc(int position) __attribute__((weak));
extern void blas_memory_free(void *buffer) __attribute__((weak));

// Takes and gives back a buffer for each of some threads, which OpenBLAS then keeps. Returns whether there is memory
// for them and one more. At most 64: of more, OpenBLAS takes the rest when they are needed.
static inline bool cgsl_reserve_blas_buffers(int count) {
  enum { most = 64 };
  const size_t size = (128 << 20) + (1 << 16);
  void *buffers[most + 1];
  int wanted = count < most ? count : most, taken = 0;
  while (taken <= wanted) {
    void *buffer = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (buffer == MAP_FAILED)
      break;
    buffers[taken++] = buffer;
  }
  bool is_enough = taken > wanted;
  while (taken > 0)
    munmap(buffers[--taken], size);
  if (!is_enough || !blas_memory_alloc || !blas_memory_free)
    return is_enough;
  for (; taken < wanted; taken++)
    buffers[taken] = blas_memory_alloc(0);
  while (taken > 0)
    blas_memory_free(buffers[--taken]);
  return true;
}

// glibc gives freed memory back to the system beyond a threshold that begins low and grows with what
// is freed; taking it again, page by page, was half the time of a likelihood of 200 observations. These
// are the highest values it would reach by itself.
#ifdef __GLIBC__
#include <malloc.h>
static inline void cgsl_keep_freed_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}
#else
static inline void cgsl_keep_freed_memory(void) {}
#endif

// Mutable C globals are not usable from Swift 6: read them here.
static inline const gsl_rng_type *cgsl_mt19937(void) { return gsl_rng_mt19937; }
static inline const gsl_qrng_type *cgsl_sobol(void) { return gsl_qrng_sobol; }
static inline const gsl_multimin_fdfminimizer_type *cgsl_bfgs2(void) {
  return gsl_multimin_fdfminimizer_vector_bfgs2;
}

// dladdr, which glibc declares under _GNU_SOURCE alone; with that defined here, this module's view of
// the system headers would not fit the one of Swift's Glibc module.
typedef struct {
  const char *file;
  void *base;
  const char *symbol;
  void *address;
} cgsl_symbol_info;
#ifdef __APPLE__
extern int cgsl_dladdr(const void *address, cgsl_symbol_info *info) __asm__("_dladdr");
#else
extern int cgsl_dladdr(const void *address, cgsl_symbol_info *info) __asm__("dladdr");
#endif

// The path of the library that cblas_dgemm is taken from, or NULL.
static inline const char *cgsl_blas_library(void) {
  cgsl_symbol_info info;
  void *program = dlopen(0, RTLD_LAZY);
  void *symbol = program ? dlsym(program, "cblas_dgemm") : 0;
  return symbol && cgsl_dladdr(symbol, &info) ? info.file : 0;
}

// The vectors of the processor: 0 for those of every x86-64 processor or of another architecture, 1 for AVX, 2 for
// AVX2 with FMA, 3 for the AVX-512 of servers.
static inline int cgsl_vector_level(void) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    return 3;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return 2;
  if (__builtin_cpu_supports("avx"))
    return 1;
#endif
  return 0;
}

// Starts the program again with a value in its environment; returns if it is there already, or if that fails.
static inline void cgsl_restart_with(const char *variable, const char *value,
                                     char *const *arguments) {
  const char *present = getenv(variable);
  if (present && strcmp(present, value) == 0)
    return;
  if (setenv(variable, value, 1) == 0)
    execv("/proc/self/exe", arguments);
}

#endif
