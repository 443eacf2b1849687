#!/bin/sh
# Builds `autosem-benchmark` for a machine without Swift, GSL and OpenBLAS: a folder with the libraries that the program
# needs, and an archive of it. There, the torch folder must be of the same version as the one here.
#     docs/checks/gpu.sh venv/bin/python [FOLDER]
set -eu
package=$(cd "$(dirname "$0")/../.." && pwd)
torch=$("${1:-python3}" -c 'import os, torch; print(os.path.dirname(torch.__file__))')
folder=${2:-autosem-gpu}

# An RPATH holds for the libraries of libraries too, a RUNPATH would not.
swift_build() {
  AUTOSEM_TORCH=$torch swift build --package-path "$package" --scratch-path "$package/.build-gpu" -c release \
    --static-swift-stdlib --product autosem-benchmark \
    -Xlinker --disable-new-dtags -Xlinker -rpath -Xlinker '$ORIGIN/torch/lib' "$@"
}
swift_build
built=$(swift_build --show-bin-path)

# What PyTorch itself needs of the machine stays out: it may need a newer one.
libraries=$(ldd "$built/autosem-benchmark" | awk '$3 ~ /^\// { print $3 }' |
  grep -vE '/lib(c|m|dl|rt|pthread|resolv|gcc_s|stdc\+\+)\.so')
mkdir "$folder"
cp -L "$built/autosem-benchmark" "$built/libTorchEngine.so" $libraries "$folder"
strip "$folder"/*
tar -czf "$folder.tar.gz" -C "$(dirname "$folder")" "$(basename "$folder")"
echo "$folder.tar.gz: unpacked there, 'ln -s …/site-packages/torch .' in its folder, then './autosem-benchmark gpu'"
