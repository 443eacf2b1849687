import CGSL

/// The linear algebra library that the process runs on.
public enum BLAS {
  /// The path of the library in use, or nil where it cannot be told.
  public static var library: String? {
    cgsl_blas_library().map { String(cString: $0) }
  }

  /// Sets how many threads the library uses for one call.
  public static func setThreads(_ count: Int) {
    openblas_set_num_threads(Int32(count))
  }
}
