import ArgumentParser
import AutoSeM
import GSLNumerics
import Multitask
import PolicyComparison

/// Simulates confirmations and comparisons, and prints how often their intervals and tests are right.
///
/// Prints Markdown tables: the coverage of the gain's interval and the share of false verdicts for the mixture, over
/// seeds alone, by a crossed bootstrap, and over seeds and examples; and the share of tables of equal policies in which
/// one differs.
struct CoverageBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Simulates confirmations and comparisons, and measures how often they are right.")

  @Argument(help: "The number of simulations of each setting.")
  var samples: Count = 1_000

  func run() {
    let count = samples.rawValue
    for population in SimulatedPopulation.all {
      print(
        "\(population.title)\n\n| metric | examples | seeds | coverage over seeds | bootstrap | over both | "
          + "false verdicts over seeds | bootstrap | over both |\n|---|---|---|---|---|---|---|---|---|"
      )
      for metric in [Metric.accuracy, .f1, .matthews, .pearson] {
        for examples in [50, 277, 1_000] {
          for seeds in [3, 5, 10] {
            let confirmation = SimulatedConfirmation(
              metric: metric, examples: examples, seeds: seeds, population: population)
            let gained = rates(of: confirmation, gain: 0.05, samples: count)
            let equal = rates(of: confirmation, gain: 0, samples: count)
            let cells = gained.coverage + equal.verdicts
            print(
              "| \(metric.rawValue) | \(examples) | \(seeds) | "
                + cells.map { fixed($0) }.joined(separator: " | ") + " |")
          }
        }
      }
      print("")
    }
    print(
      "| policies | seeds | examples | differs from the reference over seeds | over both | "
        + "from the best over seeds | over both |\n|---|---|---|---|---|---|---|")
    for (policies, seeds) in [(34, 3), (34, 5), (12, 8)] {
      for examples in [nil, 277] {
        let rates = falseDifferences(
          policies: policies, seeds: seeds, examples: examples, tables: count)
        print(
          "| \(policies) | \(seeds) | \(examples.map { "\($0), drawn" } ?? "the same for all tables") | "
            + rates.map { fixed($0) }.joined(separator: " | ") + " |")
      }
    }
  }
}

/// The shares of the intervals that hold the population's gain, and of those above zero: over seeds, of the bootstrap,
/// over both.
private struct Rates {
  var coverage = [0.0, 0, 0]
  var verdicts = [0.0, 0, 0]
}

private func rates(of confirmation: SimulatedConfirmation, gain: Double, samples: Int) -> Rates {
  let streams = RandomStreams(seed: 1)
  let truth = confirmation.populationGain(gain)
  return (0..<samples).reduce(into: Rates()) { rates, sample in
    let pairs = confirmation.runs(gain: gain, using: streams.stream("confirmation", sample))
    let estimate = ScoreEstimate(
      pairs.map { $0.mixed.score - $0.alone.score },
      examples: pairs.map { pair in
        zip(pair.mixed.exampleScores, pair.alone.exampleScores).map { $0 - $1 }
      })
    guard let estimate else { return }
    let (overSeeds, overBoth) = (estimate.overSeeds.halfWidth() ?? 0, estimate.halfWidth() ?? 0)
    let mean = estimate.mean
    let intervals = [
      mean - overSeeds...mean + overSeeds,
      crossedBootstrapInterval(
        of: pairs, replicates: 200, using: streams.stream("bootstrap", sample)),
      mean - overBoth...mean + overBoth,
    ]
    for (index, interval) in intervals.enumerated() {
      rates.coverage[index] += interval.contains(truth) ? 1 / Double(samples) : 0
      rates.verdicts[index] += interval.lowerBound > 0 ? 1 / Double(samples) : 0
    }
  }
}

/// The shares of tables in which a policy differs at 5 %, though all are equal: from the reference over seeds and over
/// both, and so from the best.
///
/// With examples, each policy is right about an example by the agreement of its seeds and of the policies; without,
/// scores are normal.
private func falseDifferences(
  policies: Int, seeds: Int, examples: Int?, tables: Int
) -> [Double] {
  let streams = RandomStreams(seed: 2)
  var told = [0, 0, 0, 0]
  for table in 0..<tables {
    let stream = streams.stream("table", table)
    let runs =
      examples.map { rightExamples(policies: policies, seeds: seeds, examples: $0, using: stream) }
      ?? (0..<policies).map { _ in
        (0..<seeds).map { _ in Evaluation(metric: stream.normal(), loss: 0, examples: 0) }
      }
    let differences = runs.dropFirst().compactMap { run in
      ScoreEstimate(differences: zip(run, runs[0]).map { (own: $0, other: $1) })
    }
    let overSeeds = runs.map { $0.map { Evaluation(metric: $0.metric, loss: 0, examples: 0) } }
    let smallest = [
      PairedDifferences(of: differences.compactMap { ScoreEstimate($0.values) }).differences
        .compactMap(\.probability).min(),
      PairedDifferences(of: differences).differences.compactMap(\.probability).min(),
      DifferencesToBest(overSeeds).differences.compactMap(\.probability).min(),
      DifferencesToBest(runs).differences.compactMap(\.probability).min(),
    ]
    for index in smallest.indices { told[index] += (smallest[index] ?? 1) < 0.05 ? 1 : 0 }
  }
  return told.map { Double($0) / Double(tables) }
}

/// Runs that are right about 60 % of all examples, `[policies][seeds]`.
private func rightExamples(
  policies: Int, seeds: Int, examples: Int, using stream: RandomStream
) -> [[Evaluation]] {
  let center = NormalDistribution.quantile(0.6)
  let common = (0..<examples).map { _ in stream.normal() }
  return (0..<policies).map { _ in
    let own = common.map { 0.6 * $0 + 0.6 * stream.normal() }
    return (0..<seeds).map { _ in
      let scores: [Float] = own.map {
        center + $0 + 0.28.squareRoot() * stream.normal() > 0 ? 1 : 0
      }
      return Evaluation(
        metric: Double(scores.reduce(0, +)) / Double(examples), loss: 0, examples: examples,
        scores: scores)
    }
  }
}
