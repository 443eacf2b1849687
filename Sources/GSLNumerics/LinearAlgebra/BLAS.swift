import CGSL

/// The linear algebra library that the process runs on.
public enum BLAS {
  /// The path of the library in use, or nil where it cannot be told.
  public static var library: String? {
    cgsl_blas_library().map { String(cString: $0) }
  }

  /// Sets how many threads the library uses for one call; at the beginning, one.
  ///
  /// With more, matrices of the usual size here take longer on a busy machine, many times so, and the
  /// last bits of a result depend on the number.
  public static func setThreads(_ count: Int) {
    isReady
    openblas_set_num_threads(Int32(count))
  }
}
