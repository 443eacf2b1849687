import CGSL

/// A low-discrepancy sequence of points in the unit cube.
///
/// Follows GSL's `gsl_qrng_sobol` (Antonov and Saleev 1979), with a random shift modulo one
/// (Cranley and Patterson 1976) so that every point is uniform. Beyond the library's forty
/// dimensions the points are independent draws.
public struct SobolSequence: ~Copyable {
  private let sequence: UnsafeMutablePointer<gsl_qrng>?
  private let shift: [Double]
  private let stream: RandomStream

  /// Creates a sequence at its beginning.
  ///
  /// - Parameters:
  ///   - dimension: The number of coordinates of each point.
  ///   - stream: Gives the shift; one draw for each dimension.
  public init(dimension: Int, using stream: RandomStream) {
    precondition(dimension > 0, "a positive dimension is expected, got \(dimension)")
    sequence =
      dimension <= 40
      ? allocate("gsl_qrng_alloc") { gsl_qrng_alloc(cgsl_sobol(), UInt32(dimension)) } : nil
    shift = (0..<dimension).map { _ in stream.uniform() }
    self.stream = stream
  }

  deinit {
    if let sequence { gsl_qrng_free(sequence) }
  }

  /// Returns the next point, `[dimension]`, each coordinate in [0, 1).
  public mutating func next() -> [Double] {
    guard let sequence else { return shift.map { _ in stream.uniform() } }
    var point = [Double](repeating: 0, count: shift.count)
    gsl_qrng_get(sequence, &point)
    return zip(point, shift).map { coordinate, shift in
      let moved = coordinate + shift
      return moved < 1 ? moved : moved - 1
    }
  }
}
