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

  /// Takes the buffers of as many threads that compute at once.
  ///
  /// OpenBLAS takes each when it is needed first, and tries for ever where there is no memory for it.
  ///
  /// - Throws: `BLASMemoryError` where there is none.
  public static func reserveBuffers(for threads: Int) throws(BLASMemoryError) {
    isReady
    guard cgsl_reserve_blas_buffers(Int32(clamping: threads)) else {
      throw BLASMemoryError(threads: threads)
    }
  }
}

/// The number of threads that OpenBLAS has when it is loaded: one.
///
/// OpenBLAS asks a function of this name before the first line of the program, and this one takes the place of its own.
/// With a thread for each core, each takes 128 MiB of address space then, and tries for ever where there is no memory.
@_cdecl("openblas_num_threads_env")
public func openBLASThreadsAtItsStart() -> CInt { 1 }

/// There is too little memory for the buffers of OpenBLAS.
public struct BLASMemoryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The number of threads that compute at once.
  public let threads: Int

  /// The failure as a sentence.
  public var description: String {
    "there is too little memory: OpenBLAS takes 128 MiB of address space for each thread that computes, here "
      + "\(threads); raise the limit (ulimit -v, or that of the job), or lower 'workers'"
  }
}
