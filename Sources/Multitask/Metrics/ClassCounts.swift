/// How often each class was predicted, occurs, and was predicted where it occurs.
///
/// The classes are those that occur among predictions or truths, as in scikit-learn.
struct ClassCounts {
  private struct Count {
    var predicted = 0.0
    var actual = 0.0
    var right = 0.0

    /// The harmonic mean of precision and recall, zero where both are.
    var f1: Double { 2 * right / (predicted + actual) }
  }

  private let counts: [Count]
  private let examples: Double

  init(_ predicted: [Double], _ actual: [Double]) {
    var counts: [Double: Count] = [:]
    for (p, a) in zip(predicted, actual) {
      counts[p, default: Count()].predicted += 1
      counts[a, default: Count()].actual += 1
      if p == a { counts[a, default: Count()].right += 1 }
    }
    // In the order of the classes, so that sums are the same in every run.
    self.counts = counts.sorted { $0.key < $1.key }.map(\.value)
    examples = Double(actual.count)
  }

  var macroF1: Double { counts.reduce(0) { $0 + $1.f1 } / Double(counts.count) }

  var weightedF1: Double { counts.reduce(0) { $0 + $1.f1 * $1.actual } / examples }

  /// Of the classes that occur.
  var balancedAccuracy: Double {
    let occurring = counts.filter { $0.actual > 0 }
    return occurring.reduce(0) { $0 + $1.right / $1.actual } / Double(occurring.count)
  }

  /// Zero where chance could do no worse.
  var cohenKappa: Double {
    let byChance = counts.reduce(0) { $0 + $1.predicted * $1.actual } / (examples * examples)
    let observed = counts.reduce(0) { $0 + $1.right } / examples
    return byChance == 1 ? 0 : (observed - byChance) / (1 - byChance)
  }
}
