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

/// Turns off the handler with which the library aborts the process, once.
private let abortingHandlerIsOff: Void = { _ = gsl_set_error_handler_off() }()

/// Returns what a library function of numbers returns, which is NaN where the function fails.
func value(_ function: () -> Double) -> Double {
  abortingHandlerIsOff
  return function()
}

/// Throws unless the status that a library function returned is success.
func check(_ function: String, _ call: () -> Int32) throws(GSLError) {
  abortingHandlerIsOff
  let code = call()
  guard code == Int32(GSL_SUCCESS) else { throw GSLError(function: function, code: code) }
}

/// Makes one of the library's objects.
///
/// - Precondition: There is memory for it. The library's allocators fail for no other reason here.
func allocate<Object>(_ function: String, _ make: () -> Object?) -> Object {
  abortingHandlerIsOff
  guard let object = make() else { preconditionFailure("\(function): out of memory") }
  return object
}
