public import Tensors

/// The device of the built-in trainer.
public enum DeviceChoice: String, CaseIterable, Sendable, Codable {
  /// The GPU if LibTorch has one, otherwise the CPU.
  case auto
  /// The CPU.
  case cpu
  /// The GPU.
  case gpu
}

/// A device that is not available.
public enum DeviceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// LibTorch was built without a GPU's libraries, or finds none.
  case noGPU(engine: String)
  /// LibTorch cannot be loaded.
  case noEngine(TensorError)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noGPU(let engine):
      "trainer.device is 'gpu', and LibTorch \(engine) finds none: 'auto' or 'cpu' was expected, or a build "
        + "for which AUTOSEM_TORCH names the torch folder of a PyTorch with CUDA or ROCm"
    case .noEngine(let error): error.description
    }
  }
}

extension DeviceChoice {
  /// The reason why the device is not available; nil if it is.
  public var problem: DeviceError? {
    guard self == .gpu else { return nil }
    do {
      try TensorEngine.load()
    } catch {
      return .noEngine(error)
    }
    return Device.gpu.isAvailable ? nil : .noGPU(engine: TensorEngine.version)
  }

  /// Returns the chosen device.
  ///
  /// - Throws: `DeviceError`.
  func found() throws -> Device {
    if let problem { throw problem }
    return self != .cpu && Device.gpu.isAvailable ? .gpu : .cpu
  }
}
