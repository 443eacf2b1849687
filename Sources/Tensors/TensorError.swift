import CTorch

/// A failure that the tensor engine reported.
public struct TensorError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The operation that failed.
  public let operation: String

  /// The engine's own message.
  public let message: String

  /// The failure as a sentence.
  public var description: String { "\(operation) failed: \(message)" }

  /// Creates the error for the engine's last failure on this thread.
  init(lastOf operation: String) {
    self.operation = operation
    message = text(engine.last_error())
  }

  /// Creates the error for a library that the dynamic linker could not load.
  init(loading reason: String) {
    operation = "loading LibTorch"
    message =
      "\(reason); install it (libtorch-dev on Debian), and keep libTorchEngine.so, which the build makes, beside "
      + "the program or in ../lib from there"
  }
}

/// Throws unless a status is success.
func check(_ operation: String, _ status: Int32) throws(TensorError) {
  guard status == 0 else { throw TensorError(lastOf: operation) }
}
