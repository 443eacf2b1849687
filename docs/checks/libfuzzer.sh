#!/usr/bin/env bash
# Changes the inputs of readers by the code that they reach, with the libFuzzer of Swift's toolchain.
#
#   docs/checks/libfuzzer.sh 60s [csv …]
#
# Prints the folder of a reader that crashes, or takes more than a second or a gibibyte; the input is in it.
set -euo pipefail
cd "$(dirname "$0")/../.."

budget=${1:?"how long for each reader, such as 60s"}
readers=("${@:2}")
[ ${#readers[@]} -gt 0 ] || readers=(yaml experiment csv tsv jsonl gzip glue safetensors vocabulary tokenizer
  configuration model weights optimizer journal job reply trainer)

# The driver's own -sanitize=fuzzer adds a `main` beside that of the program.
runtime=$(dirname "$(readlink -f "$(command -v swiftc)")")/../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a
swift build -c release --product autosem-benchmark --scratch-path .build-libfuzzer -Xcc -DLIBFUZZER \
  -Xswiftc -Xfrontend -Xswiftc -sanitize=fuzzer -Xlinker "$(echo $runtime)" -Xlinker -lstdc++

failed=0
for reader in "${readers[@]}"; do
  log=$(mktemp)
  if .build-libfuzzer/release/autosem-benchmark fuzz "$budget" "$reader" --guided >"$log" 2>&1; then
    echo "$reader: $(sed -n 's/^stat::number_of_executed_units: */inputs /p' "$log"), $(grep -o 'cov: [0-9]*' "$log" | tail -n 1)"
  else
    echo "$reader: failed"
    tail -n 40 "$log"
    failed=1
  fi
done
exit $failed
