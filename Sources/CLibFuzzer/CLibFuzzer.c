#include "CLibFuzzer.h"

#ifdef LIBFUZZER
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*read)(const uint8_t *, size_t));
#endif

int guided_fuzzing(const char *program, const char *limit, const char *seed, const char *artifacts, const char *corpus,
                   int (*read)(const uint8_t *, size_t)) {
#ifdef LIBFUZZER
  const char *words[] = {program,   limit,  seed, "-timeout=1", "-rss_limit_mb=1024", "-print_final_stats=1",
                         artifacts, corpus, NULL};
  int count = sizeof words / sizeof *words - 1;
  char **arguments = (char **)words;
  return LLVMFuzzerRunDriver(&count, &arguments, read);
#else
  return -1;
#endif
}
