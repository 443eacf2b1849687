/// The numbers of predictions, examples and correct predictions of each class.
///
/// Follows scikit-learn: the classes are those that occur among predictions or true classes.
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
    // Sorted, so that sums do not depend on the dictionary's order.
    self.counts = counts.sorted { $0.key < $1.key }.map(\.value)
    examples = Double(actual.count)
  }

  var macroF1: Double { counts.reduce(0) { $0 + $1.f1 } / Double(counts.count) }

  var weightedF1: Double { counts.reduce(0) { $0 + $1.f1 * $1.actual } / examples }

  /// The mean recall of the classes that occur.
  var balancedAccuracy: Double {
    let occurring = counts.filter { $0.actual > 0 }
    return occurring.reduce(0) { $0 + $1.right / $1.actual } / Double(occurring.count)
  }

  /// Cohen's kappa; zero where the agreement by chance is perfect.
  var cohenKappa: Double {
    let byChance = counts.reduce(0) { $0 + $1.predicted * $1.actual } / (examples * examples)
    let observed = counts.reduce(0) { $0 + $1.right } / examples
    return byChance == 1 ? 0 : (observed - byChance) / (1 - byChance)
  }
}
