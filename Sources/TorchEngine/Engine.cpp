// The table of the engine's functions, found by its name when the library is opened.
#if !__has_include(<torch/version.h>)
#error \
    "LibTorch is missing: install it (libtorch-dev on Debian), or set AUTOSEM_TORCH to the torch folder of an installed PyTorch"
#endif

#include "Boundary.h"

extern "C" __attribute__((visibility("default"))) const CTorchEngine *ctorch_engine(void) {
  static const CTorchEngine engine = {
#define CTORCH(result, name, parameters) ctorch_##name,
#include "CTorchFunctions.h"
#undef CTORCH
  };
  return &engine;
}
