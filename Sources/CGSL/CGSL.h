// The parts of GSL that autosem uses, and shims for what Swift cannot import.
#ifndef CGSL_H
#define CGSL_H

#define _GNU_SOURCE
#include <dlfcn.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
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

// OpenBLAS's own header is not on the default search path of every system.
extern void openblas_set_num_threads(int threads);

// Mutable C globals are not usable from Swift 6: read them here.
static inline const gsl_rng_type *cgsl_mt19937(void) { return gsl_rng_mt19937; }
static inline const gsl_qrng_type *cgsl_sobol(void) { return gsl_qrng_sobol; }
static inline const gsl_multimin_fdfminimizer_type *cgsl_bfgs2(void) {
  return gsl_multimin_fdfminimizer_vector_bfgs2;
}

// The path of the library that cblas_dgemm is taken from, or NULL.
static inline const char *cgsl_blas_library(void) {
  Dl_info info;
  void *symbol = dlsym(RTLD_DEFAULT, "cblas_dgemm");
  return symbol && dladdr(symbol, &info) ? info.dli_fname : 0;
}

#endif
