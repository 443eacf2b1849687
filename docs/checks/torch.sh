#!/bin/sh
# Builds and tests against the LibTorch of an installed PyTorch, in a build folder of its own.
#     docs/checks/torch.sh venv/bin/python
set -eu
cd "$(dirname "$0")/../.."
AUTOSEM_TORCH=$("${1:-python3}" -c 'import os, torch; print(os.path.dirname(torch.__file__))')
export AUTOSEM_TORCH
echo "LibTorch in $AUTOSEM_TORCH"
swift test --scratch-path .build-torch
