#!/bin/sh
# Tests, and compares with our kernels, the engine that is built against the LibTorch of an installed PyTorch.
# The engine has a build folder of its own; all else is the ordinary build's.
#     docs/checks/torch.sh venv/bin/python
set -eu
cd "$(dirname "$0")/../.."
torch=$("${1:-python3}" -c 'import os, torch; print(os.path.dirname(torch.__file__))')
AUTOSEM_TORCH=$torch swift build --product libTorchEngine.so --scratch-path .build-torch
LD_LIBRARY_PATH=$PWD/.build-torch/debug${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
swift test
.build/debug/autosem-benchmark gpu cpu
