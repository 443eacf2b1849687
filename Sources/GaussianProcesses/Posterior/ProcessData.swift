public import GSLNumerics

/// Observations of a function.
public struct ProcessData: Equatable, Sendable {
  /// The observed inputs, `[observations, dimension]`.
  public let inputs: Matrix

  /// The observed targets, `[observations]`, finite.
  public let targets: [Double]

  /// The known variance of each observation's further noise, in the units of the targets squared,
  /// `[observations]`; empty for none.
  public let knownNoise: [Double]

  /// The number of evaluations that each target is the mean of, which divides its noise variance, `[observations]`;
  /// empty for one each.
  public let repeats: [Double]

  /// The block of each observation, nil for none, `[observations]`, or empty: those of a block have an unknown shift in
  /// common.
  public let blocks: [Int?]

  /// Creates data.
  public init(
    inputs: Matrix, targets: [Double], knownNoise: [Double] = [], repeats: [Double] = [],
    blocks: [Int?] = []
  ) {
    precondition(
      inputs.rows == targets.count, "\(inputs.rows) targets are expected, got \(targets.count)")
    precondition(
      blocks.isEmpty || blocks.count == targets.count,
      "\(targets.count) blocks are expected, got \(blocks.count)")
    self.inputs = inputs
    self.targets = targets
    self.knownNoise = knownNoise
    self.repeats = repeats
    self.blocks = blocks
  }

  /// Returns at most `count` observations (`sampleIndices`).
  public func sample(_ count: Int) -> ProcessData {
    guard targets.count > count else { return self }
    let indices = Self.sampleIndices(count, of: targets)
    return ProcessData(
      inputs: Matrix(indices.map(inputs.row)), targets: indices.map { targets[$0] },
      knownNoise: knownNoise.isEmpty ? [] : indices.map { knownNoise[$0] },
      repeats: repeats.isEmpty ? [] : indices.map { repeats[$0] },
      blocks: blocks.isEmpty ? [] : indices.map { blocks[$0] })
  }

  /// Returns the indices of at most `count` targets: the least, where the minimum is, and as many at even intervals of
  /// the rest.
  public static func sampleIndices(_ count: Int, of targets: [Double]) -> [Int] {
    guard targets.count > count else { return Array(targets.indices) }
    let order = targets.indices.sorted { (targets[$0], $0) < (targets[$1], $1) }
    let least = order.prefix(count / 2)
    let rest = order.dropFirst(least.count).sorted()
    let others = count - least.count
    return (least + (0..<others).map { rest[$0 * rest.count / others] }).sorted()
  }
}
