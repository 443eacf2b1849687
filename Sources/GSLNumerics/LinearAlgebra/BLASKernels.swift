import CGSL

/// A family of OpenBLAS's kernels for x86-64 processors, named as in `OPENBLAS_CORETYPE`.
///
/// OpenBLAS chooses one when it is loaded, by a list of processors; one that is newer than the list gets the oldest
/// kernels, with half the speed. The families also differ in the last digits of a result.
public enum BLASKernels: String, CaseIterable, Sendable, Codable {
  case prescott = "Prescott"
  case nehalem = "Nehalem"
  case sandybridge = "Sandybridge"
  case haswell = "Haswell"
  case zen = "Zen"
  case skylakeX = "SkylakeX"
  case cooperlake = "Cooperlake"

  /// The kernels in use; nil for those of another architecture, and of a library that was built for one processor.
  public static var loaded: BLASKernels? {
    openblas_get_corename().flatMap { BLASKernels(rawValue: String(cString: $0)) }
  }

  /// The kernels that are better than those in use on this processor; nil if there are none.
  private static var better: BLASKernels? {
    loaded.flatMap { better(than: $0, level: Int(cgsl_vector_level())) }
  }

  /// Whether this processor has the instructions of the kernels.
  public var areSupported: Bool { level <= Int(cgsl_vector_level()) }

  /// Returns the kernels with the widest vectors of a processor, if they are wider than those of others.
  static func better(than loaded: BLASKernels, level: Int) -> BLASKernels? {
    guard level > loaded.level else { return nil }
    return [1: .sandybridge, 2: .haswell, 3: .skylakeX][level]
  }

  /// The vectors that the kernels need: 1 for AVX, 2 for AVX2, 3 for AVX-512.
  private var level: Int {
    switch self {
    case .prescott, .nehalem: 0
    case .sandybridge: 1
    case .haswell, .zen: 2
    case .skylakeX, .cooperlake: 3
    }
  }

  /// The environment variable that OpenBLAS reads when it is loaded.
  private static let variable = "OPENBLAS_CORETYPE"

  /// Loads the best kernels of the processor, unless `OPENBLAS_CORETYPE` names some.
  public static func loadBest() {
    guard getenv(variable) == nil else { return }
    better?.load()
  }

  /// Starts the program of this process again, with the same arguments, so that OpenBLAS loads these kernels.
  ///
  /// Returns if they are loaded, or if that cannot be done. Nothing of the process is kept but its open standard
  /// streams.
  public func load() {
    guard Self.loaded != self else { return }
    cgsl_restart_with(Self.variable, rawValue, CommandLine.unsafeArgv)
  }
}
