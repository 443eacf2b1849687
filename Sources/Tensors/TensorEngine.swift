import CTorch

/// The functions of LibTorch behind its C header.
///
/// - Precondition: `TensorEngine.load` has succeeded, as it has where there is a tensor.
let engine: CTorchEngine = {
  switch TensorEngine.loading {
  case .success(let engine): return engine
  case .failure(let error): preconditionFailure(error.description)
  }
}()

/// Returns the text of a string of C; empty for none.
func text(_ string: UnsafePointer<CChar>?) -> String { string.map { String(cString: $0) } ?? "" }

/// The library that computes with tensors, which is loaded at its first use.
public enum TensorEngine {
  fileprivate static let loading: Result<CTorchEngine, TensorError> = {
    var reason: UnsafePointer<CChar>?
    if let engine = ctorch_load(&reason) { return .success(engine.pointee) }
    return .failure(TensorError(loading: text(reason)))
  }()

  /// Loads LibTorch, unless it is loaded.
  ///
  /// Whatever makes a tensor does so by itself.
  public static func load() throws(TensorError) {
    if case .failure(let error) = loading { throw error }
  }

  /// The version of LibTorch that the package was built against.
  ///
  /// - Precondition: LibTorch can be loaded.
  public static var version: String { text(engine.version()) }

  /// Sets the number of threads of one operation, in LibTorch and in OpenBLAS.
  ///
  /// One is best for small models, and required to train several at once.
  ///
  /// - Precondition: The number is positive.
  public static func setThreads(_ count: Int) throws(TensorError) {
    precondition(count > 0, "a positive number of threads is expected, got \(count)")
    try load()
    try check("setting the threads", engine.set_threads(Int32(count)))
  }

  /// Runs a body in which this thread uses the compositions for GPUs instead of our kernels.
  package static func withoutKernels<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = engine.compose(true)
    defer { _ = engine.compose(before) }
    return try body()
  }

  /// Runs a body in which this thread records no derivatives.
  public static func withoutDerivatives<Result>(
    _ body: () throws -> Result
  ) rethrows -> Result {
    // Where LibTorch cannot be loaded, the body says so as soon as it makes a tensor.
    guard case .success(let engine) = loading else { return try body() }
    let before = engine.record_derivatives(false)
    defer { _ = engine.record_derivatives(before) }
    return try body()
  }
}
