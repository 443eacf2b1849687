import Tensors
import TorchTrainer

/// A way in which tensors are computed.
enum TensorPath {
  /// The CPU, with our kernels.
  case kernels
  /// The CPU, with the operations of LibTorch that a GPU has in place of our kernels.
  case compositions
  /// The GPU.
  case gpu

  /// The device of the tensors.
  var device: Device { self == .gpu ? .gpu : .cpu }

  /// The device of a trainer.
  var choice: DeviceChoice { self == .gpu ? .gpu : .cpu }

  /// The heading of a column.
  var name: String {
    switch self {
    case .kernels: "CPU"
    case .compositions: "CPU without kernels"
    case .gpu: "GPU"
    }
  }

  /// Runs a body whose operations on this thread take this way.
  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard self == .compositions else { return try body() }
    return try TensorEngine.withoutKernels(body)
  }
}
