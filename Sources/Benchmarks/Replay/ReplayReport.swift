import Foundation
import GSLNumerics

/// The tables of a replay in Markdown.
struct ReplayReport {
  let replay: Replay

  init(_ replay: Replay) {
    self.replay = replay
  }

  /// The head of the table of problems.
  static let header = """
    | problem | half | tasks | mixtures | R², validation loss | R², test metric | alone | equal | proportional \
    | best known | headroom | noise of a training | from the seed | correlation with the validation loss |
    |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    """

  /// Returns the row of a problem.
  static func row(of problem: ReplayedProblem) -> String {
    let (surface, headroom) = (problem.surface, problem.headroom)
    let lengths = surface.lengths.count
    let fit = surface.fit(of: .testMetric)
    let noise = surface.noise.statistics(
      of: SurfaceMeasure.testMetric.rawValue * lengths + lengths - 1,
      with: SurfaceMeasure.validationLoss.rawValue * lengths + lengths - 1)
    // The noise in the metric's units, where the best plain mixture is.
    let centre = fit.form.scale.scaled(headroom.bestPlain)
    func points(_ deviation: Double) -> String {
      text(100 * (fit.form.scale.measure(centre + deviation) - headroom.bestPlain), 2)
    }
    let cells =
      [problem.problem.name, problem.problem.half.rawValue]
      + ["\(surface.tasks.count)", "\(surface.mixtures.count)"]
      + [
        text(surface.fit(of: .validationLoss).determination, 2), text(fit.determination, 2),
      ] + headroom.plain.map { text(100 * $0, 1) } + [
        text(100 * headroom.best, 1),
        "\(text(100 * headroom.points, 2)) ± \(text(100 * headroom.uncertainty, 2))",
        points(noise.rest), points(noise.seed), text(noise.correlation, 2),
      ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// The tables of shares and of points, for each group with problems.
  var text: String {
    WorthGroup.all.filter { all($0) > 0 }.map { group in
      """

      Problems: \(group.name). Share of the headroom, mean over problems with a clear headroom \
      (\(clear(group)) of \(all(group))), 95 % interval over them; the least problem's after the semicolon

      \(table { share(of: $0, at: $1, on: group) })

      Problems: \(group.name). Points of the metric above the best plain mixture, mean over all problems, 95 % interval; \
      the mean headroom is \(Self.text(headroom(group), 2))

      \(table { points(of: $0, at: $1, on: group) })
      """
    }.joined(separator: "\n")
  }

  private func table(_ cell: (_ policy: String, _ cost: Int) -> String) -> String {
    let head =
      "| trainings | " + replay.costs.map { "\($0)" }.joined(separator: " | ") + " |\n"
      + "|---|" + replay.costs.map { _ in "---|" }.joined()
    return
      ([head]
      + replay.policies.map { policy in
        "| \(policy) | " + replay.costs.map { cell(policy, $0) }.joined(separator: " | ") + " |"
      }).joined(separator: "\n")
  }

  private func share(of policy: String, at cost: Int, on group: WorthGroup) -> String {
    let shares = replay.results(of: policy, at: cost, on: group).compactMap { result in
      let headroom = replay.problems[result.problem].headroom
      return headroom.isClear ? headroom.share(of: result.score) : nil
    }
    guard !shares.isEmpty else { return "–" }
    return Self.summary(shares, 2) + "; " + Self.text(shares.reduce(.infinity) { min($0, $1) }, 2)
  }

  private func points(of policy: String, at cost: Int, on group: WorthGroup) -> String {
    let points = replay.results(of: policy, at: cost, on: group).map { result in
      100 * (result.score - replay.problems[result.problem].headroom.bestPlain)
    }
    return points.isEmpty ? "–" : Self.summary(points, 2)
  }

  private func headroom(_ group: WorthGroup) -> Double {
    let own = replay.problems.filter { group.holds($0.problem) }
    return own.isEmpty ? 0 : 100 * SampleStatistics(own.map(\.headroom.points)).mean
  }

  private func all(_ group: WorthGroup) -> Int {
    replay.problems.count { group.holds($0.problem) }
  }

  private func clear(_ group: WorthGroup) -> Int {
    replay.problems.count { group.holds($0.problem) && $0.headroom.isClear }
  }

  private static func summary(_ values: [Double], _ digits: Int) -> String {
    let statistics = SampleStatistics(values)
    return text(statistics.mean, digits)
      + (statistics.halfWidth().map { " ± " + text($0, digits) } ?? "")
  }

  private static func text(_ value: Double, _ digits: Int) -> String {
    let rounded = String(format: "%.\(digits)f", value)
    return Double(rounded) == 0 ? rounded.replacing("-", with: "") : rounded
  }
}
