import GSLNumerics

/// Whether generated and tested auxiliary tasks speed up learning, against none and against random ones.
///
/// Instead of the gridworlds of Rafiee et al. (2022): a regression learned online, one example per step, with
/// known useful tasks. All methods see the same examples; random and tested tasks start with the same tasks.
struct GenerateAndTestExperiment: ReferenceExperiment {
  static let name = "generate-and-test"

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of problems.
  let seeds: Int

  /// The number of examples of each.
  let steps: Int

  /// The number of inputs.
  let inputs: Int

  /// The number of directions, of each of which there is a task.
  let directions: Int

  /// The number of directions on which the target depends.
  let useful: Int

  /// The factor of the target and its noise.
  let amplitude: Double

  /// The standard deviation of the noise, in units of the amplitude.
  let noise: Double

  /// The number of auxiliary tasks at a time.
  let auxiliaries: Int

  /// The number of hidden features with auxiliaries.
  let features: Int

  /// The number of hidden features without.
  let featuresAlone: Int

  /// The steps from one replacement to the next.
  let period: Int

  /// The step size.
  let learningRate: Double

  enum CodingKeys: String, CodingKey {
    case seed, seeds, steps, inputs, directions, useful, amplitude, noise, auxiliaries, features
    case period
    case featuresAlone = "features_alone"
    case learningRate = "learning_rate"
  }

  var problems: [String] {
    let least = [
      ("seeds", seeds, 1), ("steps", steps, 4), ("inputs", inputs, 1), ("useful", useful, 1),
      ("directions", directions, useful), ("auxiliaries", auxiliaries, useful),
      ("features", features, auxiliaries + 1), ("features_alone", featuresAlone, 1),
      ("period", period, 1),
    ]
    .filter { $0.1 < $0.2 }
    .map { "'\($0)': a whole number of at least \($2) was expected, got \($1)" }
    let positive = [("amplitude", amplitude), ("learning_rate", learningRate)]
      .filter { !($0.1 > 0 && $0.1.isFinite) }
      .map { "'\($0)': a positive number was expected, got \($1)" }
    return least + positive
      + (noise >= 0 && noise.isFinite
        ? [] : ["'noise': a number of at least 0 was expected, got \(noise)"])
  }

  /// The kind of the auxiliaries.
  private enum Method: String, CaseIterable {
    case none
    case random
    case tested = "generated and tested"
    case given = "the useful ones"
  }

  /// The result of a problem.
  private struct Ending {
    /// The mean squared error of the prediction before each step, over that of predicting zero.
    let error: Double

    /// The same of the last quarter of the steps.
    let late: Double

    /// The number of useful directions with a task at the end.
    let found: Int
  }

  /// The errors with their 95 % intervals, in how many seeds generating and testing had a smaller one, and how
  /// many of the useful directions have a task at the end.
  func run() throws -> ResultTable {
    let endings = Method.allCases.map { method in (0..<seeds).map { ending(of: method, $0) } }
    let tested = endings[Method.allCases.firstIndex(of: .tested) ?? 0].map(\.error)
    return ResultTable(
      subject: "auxiliaries",
      columns: ["error", "±", "late error", "late ±", "worse than tested", "found"],
      rows: zip(Method.allCases, endings).map { method, endings in
        let (errors, late) = (endings.map(\.error), endings.map(\.late))
        return ResultTable.Row(
          method.rawValue,
          [
            SampleStatistics(errors).mean, SampleStatistics(errors).halfWidth(),
            SampleStatistics(late).mean, SampleStatistics(late).halfWidth(),
            method == .tested ? nil : Double(zip(errors, tested).count { $0 > $1 }),
            method == .none ? nil : SampleStatistics(endings.map { Double($0.found) }).mean,
          ])
      })
  }

  private func ending(of method: Method, _ run: Int) -> Ending {
    let streams = RandomStreams(seed: seed)
    let problem = RidgeProblem(
      inputs: inputs, directions: directions, useful: useful, amplitude: amplitude, noise: noise,
      using: streams.stream("problem", run))
    let (examples, generator) = (streams.stream("examples", run), streams.stream("tasks", run))
    var tasks = (0..<auxiliaries).map { _ in generator.integer(below: directions) }
    if method == .given { tasks.replaceSubrange(0..<useful, with: problem.useful) }
    if method == .none { tasks = [] }
    let weights = streams.stream("weights", run)
    var network = MasterUserNetwork(
      inputs: inputs, features: method == .none ? featuresAlone : features,
      auxiliaries: tasks.count, learningRate: learningRate, using: weights)
    var rule = GenerateAndTest(tasks: tasks.count, period: period)
    var (errors, squares) = ([Double](), [Double]())
    for _ in 0..<steps {
      let example = problem.example(using: examples)
      let said = network.predictions(for: example.inputs)[0]
      errors.append((said - example.best) * (said - example.best))
      squares.append(example.best * example.best)
      network.learn(
        example.inputs, targets: [example.target] + tasks.map { example.ridges[$0] })
      guard method == .tested else { continue }
      let replaced = rule.step { network.utilities }
      guard !replaced.isEmpty else { continue }
      for task in replaced { tasks[task] = generator.integer(below: directions) }
      network.renew(replaced, using: weights)
    }
    func relative(_ range: Range<Int>) -> Double {
      errors[range].reduce(0, +) / squares[range].reduce(0, +)
    }
    return Ending(
      error: relative(0..<steps), late: relative(steps * 3 / 4..<steps),
      found: problem.useful.count { tasks.contains($0) })
  }
}
