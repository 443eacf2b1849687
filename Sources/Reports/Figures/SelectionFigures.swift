import AutoSeM
import Bandits
import GSLNumerics
import Multitask
import Plots
import RunJournal

/// The plots of stage one, from its pulls.
struct SelectionFigures {
  let tasks: TaskList
  let pulls: [PullRecord]

  /// The posteriors of each arm before the first pull and after each, `[pulls + 1][tasks]`.
  private let course: [[BetaPosterior]]

  /// The number of pulls of each arm, `[pulls + 1][tasks]`.
  private let counts: [[Int]]

  /// Replays the pulls.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - pulls: The pulls.
  ///   - decay: The decay of discounted posteriors.
  ///   - isDiscounted: Whether these are shown, by which the paper's rule ranks.
  init(tasks: TaskList, pulls: [PullRecord], decay: Double, isDiscounted: Bool) {
    self.tasks = tasks
    self.pulls = pulls
    var bandit = ThompsonSampling(arms: tasks.count, decay: decay)
    var (course, counts) = ([bandit.undiscounted], [bandit.pulls])
    for pull in pulls {
      bandit.observe(reward: pull.reward, of: pull.task.rawValue)
      course.append(isDiscounted ? bandit.discounted : bandit.undiscounted)
      counts.append(bandit.pulls)
    }
    (self.course, self.counts) = (course, counts)
  }

  /// The tasks by the mean of their posterior, the largest first.
  private var ranking: [Int] {
    let last = course[course.count - 1]
    return tasks.indices.sorted { (last[$0].mean, $1) > (last[$1].mean, $0) }
  }

  private func interval(_ posterior: BetaPosterior) -> ClosedRange<Double> {
    let beta = BetaDistribution(posterior.successes, posterior.failures)
    let (lower, upper) = (beta.quantile(0.05), beta.quantile(0.95))
    return lower <= upper ? lower...upper : 0...1
  }

  /// Each arm's posterior as a ridge.
  var posteriors: [Figure] {
    let last = course[course.count - 1]
    let rows = ranking.map { task in
      let posterior = last[task]
      let beta = BetaDistribution(posterior.successes, posterior.failures)
      return RidgePlot.Row(
        label(task), densities: (0...80).map { beta.density(Double($0) / 80) },
        mean: posterior.mean, interval: interval(posterior))
    }
    return [
      RidgePlot(rows: rows, axis: "utility").figure(
        title: "What is known of each task's utility",
        description:
          "The density of each task's Beta posterior; the small line is its mean. The table has the 90 % intervals."
      )
    ]
  }

  /// The pulls and the posteriors over time.
  var courses: [Figure] {
    [pullsOverTime]
      + groups.enumerated().map { index, group in
        posteriorsOverTime(of: group, isFirst: index == 0)
      }
  }

  /// A few tasks for each plot, so that their bands can be told apart.
  private var groups: [[Int]] {
    let ranking = ranking
    return stride(from: 0, to: ranking.count, by: 3).map { Array(ranking[$0...].prefix(3)) }
  }

  private var pullsOverTime: Figure {
    LinePlot(
      ranking.map { task in
        .init(
          label(task), counts.enumerated().map { .init(Double($0), Double($1[task])) },
          style: .steps)
      }, x: "pulls in all", y: "pulls of the task"
    ).figure(
      title: "Where the pulls went",
      description:
        "A steep line is a task that the bandit pulls often, because it promises to help.")
  }

  private func posteriorsOverTime(of group: [Int], isFirst: Bool) -> Figure {
    LinePlot(
      group.map { task in
        .init(
          label(task),
          course.enumerated().map { round, arms in
            .init(Double(round), arms[task].mean, band: interval(arms[task]))
          })
      }, x: "pulls in all", y: "utility"
    ).figure(
      title: "How the utilities were learned"
        + (groups.count == 1 ? "" : isFirst ? ": the largest" : ": \(names(group))"),
      description: "The posterior means after each pull, with 90 % intervals as bands.")
  }

  private func names(_ group: [Int]) -> String {
    group.map { tasks[$0].name.brief }.joined(separator: ", ")
  }

  private func label(_ task: Int) -> String {
    guard tasks[task].isPrimary else { return tasks[task].name }
    return tasks.hasSeveralTargets ? "the targets" : tasks[task].name + " (primary)"
  }
}
