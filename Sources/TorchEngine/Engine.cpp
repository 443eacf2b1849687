// The table of the engine's functions, found by its name when the library is opened.
#include "Boundary.h"

extern "C" __attribute__((visibility("default"))) const CTorchEngine *ctorch_engine(void) {
  static const CTorchEngine engine = {
#define CTORCH(result, name, parameters) ctorch_##name,
#include "CTorchFunctions.h"
#undef CTORCH
  };
  return &engine;
}
