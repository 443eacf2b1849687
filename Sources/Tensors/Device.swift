import CTorch

/// Where tensors are, and where what is done with them is computed.
public enum Device: Equatable, Sendable {
  /// The processor.
  case cpu

  /// The first graphics processor that LibTorch can use: one of NVIDIA's, or of AMD's by ROCm.
  case gpu

  /// Whether LibTorch, as it was built and on this machine, can compute there.
  public var isAvailable: Bool { self == .cpu || ctorch_has_gpu() }

  var code: CTorchDevice { self == .cpu ? CTorchCPU : CTorchGPU }
}

extension Tensor {
  /// Creates a tensor of zeros.
  public static func zeros(_ shape: [Int], on device: Device = .cpu) throws(TensorError) -> Tensor {
    try made(
      "making zeros of shape \(shape)",
      ctorch_zeros(shape.map(Int64.init), Int32(shape.count), device.code))
  }

  /// Where the numbers are.
  public var device: Device { ctorch_device(handle) == CTorchCPU ? .cpu : .gpu }

  /// Returns the same numbers on a device; this tensor itself where they are there already.
  public func moved(to device: Device) throws(TensorError) -> Tensor {
    guard device != self.device else { return self }
    return try unary("moving a tensor", self) { ctorch_moved($0, device.code) }
  }
}
