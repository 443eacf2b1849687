import CTorch

/// The device of tensors and of the operations on them.
public enum Device: Equatable, Sendable {
  /// The CPU.
  case cpu

  /// The first GPU that LibTorch can use: NVIDIA's, or AMD's by ROCm.
  case gpu

  /// Whether this build of LibTorch can use the device on this machine.
  ///
  /// - Precondition: LibTorch can be loaded.
  public var isAvailable: Bool { self == .cpu || engine.has_gpu() }

  var code: CTorchDevice { self == .cpu ? CTorchCPU : CTorchGPU }
}

extension Tensor {
  /// Creates a tensor of zeros.
  public static func zeros(_ shape: [Int], on device: Device = .cpu) throws(TensorError) -> Tensor {
    try TensorEngine.load()
    return try made(
      "making zeros of shape \(shape)",
      engine.zeros(shape.map(Int64.init), Int32(shape.count), device.code))
  }

  /// The device of the numbers.
  public var device: Device { engine.device(handle) == CTorchCPU ? .cpu : .gpu }

  /// Returns the same numbers on a device; this tensor itself if they are already there.
  public func moved(to device: Device) throws(TensorError) -> Tensor {
    guard device != self.device else { return self }
    return try unary("moving a tensor", self) { engine.moved($0, device.code) }
  }
}
