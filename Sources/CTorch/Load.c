// Opens the library that holds the engine.
#include "CTorch.h"

#include <dlfcn.h>

#ifdef __APPLE__
static const char library[] = "@rpath/libTorchEngine.so";
#else
static const char library[] = "libTorchEngine.so";
#endif

const CTorchEngine *ctorch_load(const char **reason) {
  // Found by the run path of the program: in its folder, or in lib beside that.
  void *engine = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  const CTorchEngine *(*functions)(void) = 0;
  if (engine) *(void **)&functions = dlsym(engine, "ctorch_engine");
  *reason = functions ? 0 : dlerror();
  return functions ? functions() : 0;
}
