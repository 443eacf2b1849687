#pragma once

#include <stddef.h>
#include <stdint.h>

/// Changes the files of a folder by the code that a reader reaches, as the options of libFuzzer say
/// <https://llvm.org/docs/LibFuzzer.html>.
///
/// Returns libFuzzer's exit status, or -1 in a build without it.
int guided_fuzzing(const char *program, const char *limit, const char *seed, const char *artifacts, const char *corpus,
                   int (*read)(const uint8_t *bytes, size_t length));
