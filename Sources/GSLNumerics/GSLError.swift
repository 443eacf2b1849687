import CGSL

/// A failure that the GNU Scientific Library reported.
public struct GSLError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The library function that failed.
  public let function: String

  /// The library's error code, such as 4 for an invalid argument or 1 for a value out of domain.
  public let code: Int32

  /// The failure as a sentence with the library's own message.
  public var description: String {
    "\(function) failed: \(String(cString: gsl_strerror(code))) (GSL error \(code))"
  }
}

/// Done once before the library is used: turns off the handler with which it aborts the process, and
/// begins with one thread for linear algebra, and keeps freed memory for the next matrix.
let isReady: Void = {
  _ = gsl_set_error_handler_off()
  openblas_set_num_threads(1)
  cgsl_keep_freed_memory()
}()

/// Returns what a library function of numbers returns, which is NaN where the function fails.
func value(_ function: () -> Double) -> Double {
  isReady
  return function()
}

/// Throws unless the status that a library function returned is success.
func check(_ function: String, _ call: () -> Int32) throws(GSLError) {
  isReady
  let code = call()
  guard code == Int32(GSL_SUCCESS) else { throw GSLError(function: function, code: code) }
}

/// Makes one of the library's objects.
///
/// - Precondition: There is memory for it. The library's allocators fail for no other reason here.
func allocate<Object>(_ function: String, _ make: () -> Object?) -> Object {
  isReady
  guard let object = make() else { preconditionFailure("\(function): out of memory") }
  return object
}

/// The GNU Scientific Library that the package was built with.
public enum GSL {
  /// The version, such as 2.7.1.
  public static let version = GSL_VERSION
}
