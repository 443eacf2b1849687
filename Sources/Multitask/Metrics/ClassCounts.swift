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

  private let classes: [Double]
  private var counts: [Count]
  private var examples: Double

  init(_ predicted: [Double], _ actual: [Double]) {
    var counts: [Double: Count] = [:]
    for (p, a) in zip(predicted, actual) {
      counts[p, default: Count()].predicted += 1
      counts[a, default: Count()].actual += 1
      if p == a { counts[a, default: Count()].right += 1 }
    }
    // Sorted, so that sums do not depend on the dictionary's order.
    let sorted = counts.sorted { $0.key < $1.key }
    classes = sorted.map(\.key)
    self.counts = sorted.map(\.value)
    examples = Double(actual.count)
  }

  /// Returns the counts with another weight of an example; its classes occur.
  func adding(_ weight: Double, predicted: Double, actual: Double) -> ClassCounts {
    var result = self
    for index in classes.indices {
      if classes[index] == predicted { result.counts[index].predicted += weight }
      if classes[index] == actual { result.counts[index].actual += weight }
      if classes[index] == actual, predicted == actual { result.counts[index].right += weight }
    }
    result.examples += weight
    return result
  }

  /// The share of examples with the right class.
  var accuracy: Double { counts.reduce(0) { $0 + $1.right } / examples }

  var accuracyAndF1: Double { (accuracy + f1(of: 1)) / 2 }

  /// The F1 of a class; zero if it does not occur.
  func f1(of positive: Double) -> Double {
    classes.firstIndex(of: positive).map { counts[$0].f1 } ?? 0
  }

  /// Matthews' correlation; zero where all predictions or all classes are equal.
  var matthews: Double {
    let right = counts.reduce(0) { $0 + $1.right }
    let cross = counts.reduce(0) { $0 + $1.predicted * $1.actual }
    let predictedSquares = counts.reduce(0) { $0 + $1.predicted * $1.predicted }
    let actualSquares = counts.reduce(0) { $0 + $1.actual * $1.actual }
    let squares = examples * examples
    let scale = ((squares - predictedSquares) * (squares - actualSquares)).squareRoot()
    // The weight of one class alone is that of all examples, but for rounding.
    return scale <= 1e-12 * squares ? 0 : (right * examples - cross) / scale
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
