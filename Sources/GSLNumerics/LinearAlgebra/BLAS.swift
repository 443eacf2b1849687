import CGSL

/// The linear algebra library of the process.
public enum BLAS {
  /// The path of the library in use; nil if unknown.
  public static var library: String? {
    cgsl_blas_library().map { String(cString: $0) }
  }

  /// Sets the number of threads of a call; initially one.
  ///
  /// More threads make matrices of our sizes many times slower on a busy machine, and the last bits of a
  /// result depend on their number.
  public static func setThreads(_ count: Int) {
    isReady
    openblas_set_num_threads(Int32(count))
  }
}
