import CTorch

/// The library that computes with tensors.
public enum TensorEngine {
  /// The version of LibTorch that the package was built against.
  public static var version: String { String(cString: ctorch_version()) }

  /// Sets the number of threads of one operation, in LibTorch and in OpenBLAS.
  ///
  /// One is best for small models, and required to train several at once.
  ///
  /// - Precondition: The number is positive.
  public static func setThreads(_ count: Int) throws(TensorError) {
    precondition(count > 0, "a positive number of threads is expected, got \(count)")
    try check("setting the threads", ctorch_set_threads(Int32(count)))
  }

  /// Runs a body in which this thread uses the compositions for GPUs instead of our kernels.
  static func withoutKernels<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = ctorch_compose(true)
    defer { _ = ctorch_compose(before) }
    return try body()
  }

  /// Runs a body in which this thread records no derivatives.
  public static func withoutDerivatives<Result>(
    _ body: () throws -> Result
  ) rethrows -> Result {
    let before = ctorch_record_derivatives(false)
    defer { _ = ctorch_record_derivatives(before) }
    return try body()
  }
}
