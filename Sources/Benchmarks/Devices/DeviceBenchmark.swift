import ArgumentParser
import Foundation
import Tensors

/// Compares all that LibTorch computes with our kernels on one core of the CPU; differences end with exit code 1.
struct DeviceBenchmark: AsyncParsableCommand {
  /// What is compared.
  enum Compared: String, CaseIterable, ExpressibleByArgument {
    case gpu, cpu

    /// The way in which its tensors are computed.
    var path: TensorPath { self == .gpu ? .gpu : .compositions }
  }

  static let configuration = CommandConfiguration(
    commandName: "gpu",
    abstract: "Compares all that LibTorch computes on the GPU with the CPU.")

  @Argument(
    help: "What is compared with our kernels: the GPU, or what it has in their place, on the CPU.")
  var compared = Compared.gpu

  func run() async throws {
    if try await !compareDevices(compared.path) { throw ExitCode.failure }
  }
}

/// A GPU that LibTorch does not see.
struct NoGPU: Error, CustomStringConvertible {
  let engine: String

  var description: String {
    "LibTorch \(engine) sees no GPU: build with AUTOSEM_TORCH set to the torch folder of a PyTorch with CUDA or "
      + "ROCm, on a machine with a GPU, or compare the CPU with itself by 'autosem-benchmark gpu cpu'"
  }
}

/// Compares all that LibTorch computes on the GPU and on one core of the CPU, and prints differences and speeds.
///
/// - Parameter path: The way that is compared with our kernels on the CPU.
/// - Returns: Whether they agree.
/// - Throws: `TensorError`, `NoGPU`.
func compareDevices(_ path: TensorPath) async throws -> Bool {
  try TensorEngine.setThreads(1)
  guard path.device.isAvailable else { throw NoGPU(engine: TensorEngine.version) }
  print("LibTorch \(TensorEngine.version), \(path.name) against CPU with one thread\n")
  return await compare(
    TensorOperations(tokens: 1024, hidden: 384).comparisons
      + DeviceComparison.trainings(encoder: .miniLM),
    on: path, repetitions: 10)
}

/// Prints a row for each comparison, and the verdict.
///
/// - Returns: Whether all pass.
func compare(
  _ comparisons: [DeviceComparison], on path: TensorPath, repetitions: Int
) async -> Bool {
  print("| computation | difference | allowed | CPU, ms | \(path.name), ms | times as fast |")
  print("|---|---|---|---|---|---|")
  var failures: [String] = []
  for comparison in comparisons {
    let row = await comparison.row(of: path, repetitions: repetitions)
    print(row.text)
    fflush(nil)
    if !row.passes { failures.append(comparison.name) }
  }
  print(
    failures.isEmpty
      ? "\nverdict: all \(comparisons.count) computations agree"
      : "\nverdict: \(failures.count) of \(comparisons.count) computations differ: "
        + failures.joined(separator: ", "))
  return failures.isEmpty
}
