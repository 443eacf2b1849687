import Tensors

/// Where the built-in trainer encodes and trains.
public enum DeviceChoice: String, CaseIterable, Sendable, Codable {
  /// On the GPU where LibTorch has one, on the CPU otherwise.
  case auto
  /// On the CPU.
  case cpu
  /// On the GPU.
  case gpu
}

/// A device that is not there.
public enum DeviceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// LibTorch was built without a GPU's libraries, or finds none.
  case noGPU(engine: String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noGPU(let engine):
      "trainer.device is 'gpu', and LibTorch \(engine) finds none: 'auto' or 'cpu' was expected, or a build "
        + "for which AUTOSEM_TORCH names the torch folder of a PyTorch with CUDA or ROCm"
    }
  }
}

extension DeviceChoice {
  /// What stands in the way of the device; nil if nothing does.
  public var problem: DeviceError? {
    self == .gpu && !Device.gpu.isAvailable ? .noGPU(engine: TensorEngine.version) : nil
  }

  /// Returns the device that is to be used.
  ///
  /// - Throws: `DeviceError`.
  func found() throws -> Device {
    if let problem { throw problem }
    return self != .cpu && Device.gpu.isAvailable ? .gpu : .cpu
  }
}
