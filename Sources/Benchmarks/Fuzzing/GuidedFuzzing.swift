import ArgumentParser
import CLibFuzzer
import Foundation
import Synchronization

/// libFuzzer <https://llvm.org/docs/LibFuzzer.html>, which keeps the inputs that reach new code and changes them again.
///
/// A crash, more than a second or more than a gibibyte ends the process; the input is kept in the folder.
struct GuidedFuzzing {
  let target: FuzzTarget

  /// An empty folder for the originals, the inputs that reach new code, and one that ends the process.
  let folder: URL

  /// The reader and its folder, for the function that libFuzzer calls.
  private static let current = Mutex<GuidedFuzzing?>(nil)

  /// Reads inputs, and ends this process.
  ///
  /// - Throws: `ValidationError` in a build without libFuzzer, and what Foundation throws.
  func run(for budget: FuzzBudget, seed: UInt64) throws -> Never {
    let corpus = folder.appending(path: "corpus")
    try FileManager.default.createDirectory(at: corpus, withIntermediateDirectories: true)
    for (index, original) in try target.originals(in: folder).enumerated() {
      try Data(original).write(to: corpus.appending(path: "original-\(index)"))
    }
    Self.current.withLock { $0 = self }
    let limit =
      switch budget {
      case .inputs(let count): "-runs=\(count)"
      case .seconds(let seconds): "-max_total_time=\(Int(seconds.rounded(.up)))"
      }
    let status = unsafe guided_fuzzing(
      CommandLine.arguments[0], limit, "-seed=\(UInt32(truncatingIfNeeded: seed))",
      "-artifact_prefix=\(folder.appending(path: "").path(percentEncoded: false))",
      corpus.path(percentEncoded: false)
    ) { bytes, length in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: length))
      let current = GuidedFuzzing.current.withLock { $0 }
      _ = try? current.map { try $0.target.accepts(input, in: $0.folder) }
      return 0
    }
    // What is left of one that failed is what one wants to see.
    if status <= 0 { try FileManager.default.removeItem(at: folder) }
    guard status >= 0 else {
      throw ValidationError(
        "this build has no libFuzzer: docs/checks/libfuzzer.sh makes one that has")
    }
    exit(status)
  }
}
