import AutoSeM
import ExperimentFiles
import GSLNumerics

extension ResolvedExperiment {
  /// Returns the experiment with the kernels in use, after loading its own or the best of the processor.
  ///
  /// Starts the program again if others are loaded, so it comes before anything that must not happen twice. A choice in
  /// `OPENBLAS_CORETYPE` is respected where the experiment has none.
  ///
  /// - Throws: `KernelError` when the experiment's kernels cannot be used, `BLASMemoryError` when there is too little
  ///   memory for them.
  func withKernels() throws -> ResolvedExperiment {
    if let kernels {
      guard kernels.areSupported else { throw KernelError.unsupported(kernels) }
      kernels.load()
      guard BLASKernels.loaded == kernels else { throw KernelError.notLoaded(kernels) }
    } else {
      BLASKernels.loadBest()
    }
    try BLAS.reserveBuffers(for: search.workers)
    var experiment = self
    experiment.kernels = BLASKernels.loaded
    return experiment
  }
}

/// Kernels that cannot be used.
enum KernelError: Error, CustomStringConvertible {
  case unsupported(BLASKernels)
  case notLoaded(BLASKernels)

  var description: String {
    switch self {
    case .unsupported(let kernels):
      "kernels: this processor does not have the instructions of OpenBLAS's \(kernels.rawValue) kernels; run this "
        + "where the run began, or start a new run with other kernels"
    case .notLoaded(let kernels):
      "kernels: this OpenBLAS has no \(kernels.rawValue) kernels; leave out the key"
    }
  }
}
