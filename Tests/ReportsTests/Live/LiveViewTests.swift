import AutoSeM
import Multitask
import Reports
import RunJournal
import Testing

@Suite struct LiveViewTests {
  private func lines(
    _ sample: RunSample = RunSample(), width: Int = 80, height: Int = 24,
    clock: LiveView.Clock = LiveView.Clock()
  ) throws -> [String] {
    LiveView(
      of: try RunProgress(of: sample.journal()), clock: clock, width: width, height: height
    ).lines.map(\.text)
  }

  @Test func aRunInStageTwoShowsItsStagesArmsTrialsAndFailures() throws {
    var sample = RunSample()
    (sample.seeds, sample.isFinished) = (0, false)
    let lines = try lines(sample, clock: .init(elapsed: 100, trainings: [12, 3]))
    #expect(lines[0].hasPrefix("autosem rte  2 min so far · about "))
    #expect(lines[1] == "selection 12/12 → mixing 10/24 → confirmation 0")
    #expect(lines[2].hasPrefix("task  0 utility, 90 %") && lines[2].hasSuffix("P(helps)"))
    #expect(lines[3].hasPrefix("mnli  █") && lines[3].hasSuffix(" 0.90 kept"))
    #expect(lines.contains { $0.hasPrefix("rte ") && $0.hasSuffix("primary") })
    let trials = try #require(lines.first { $0.hasPrefix("trials  ") })
    #expect(trials.contains("×") && trials.contains("█") && trials.contains("▁"))
    #expect(trials.contains("best accuracy 0.70"))
    #expect(lines.contains { $0.hasPrefix("mixture ") && $0.contains("mnli 0.") })
    #expect(lines.contains("workers 2 of 2 train: a trial for 12 s, a trial for 3 s"))
    #expect(lines.last == "failed  2, the last: exit code 1 </td><script>")
  }

  @Test(arguments: [(80, 24), (40, 24), (40, 10), (20, 6), (10, 3), (1, 1), (0, 0), (200, 60)])
  func theViewStaysWithinTheTerminal(width: Int, height: Int) throws {
    let long = String(repeating: "größe🦉", count: 30)
    for sample in RunSample.beginnings + [
      RunSample(), RunSample(isPartial: true), RunSample(names: ["rte", long, "漢字漢字", "sst2"]),
      RunSample(names: (0..<40).map { "task\($0)" }),
    ] {
      let view = LiveView(
        of: try RunProgress(of: sample.journal()),
        clock: .init(elapsed: 7_000, trainings: [1, 2, 3], state: "last step 3 s ago"),
        width: width, height: height)
      #expect(view.lines.count <= height)
      for line in view.lines { #expect(line.columns <= width, "\(line.text)") }
    }
  }

  @Test func aStageThatIsSkippedIsNotShown() throws {
    var settings = SearchSettings()
    settings.selection.rounds = 0
    let progress = RunProgress(
      tasks: TaskList(primary: "rte", auxiliaries: ["mnli"]), settings: settings)
    let lines = LiveView(of: progress, width: 80, height: 24).lines.map(\.text)
    #expect(lines == ["autosem rte", "mixing 0/24 → confirmation 0"])
  }

  @Test func tasksThatDoNotFitAreCounted() throws {
    let sample = RunSample(names: (0..<40).map { "task\($0)" }, pulls: 12)
    let lines = try lines(sample, height: 12)
    #expect(lines.count == 12)
    #expect(lines.contains { $0.hasPrefix("and ") && $0.hasSuffix(" more tasks") })
  }

  @Test func noControlCharacterReachesTheTerminal() throws {
    let names = ["rte\u{1B}[2J", "a\r\nb\u{7}", "\u{202E}evil\u{2028}", "\u{9B}31m"]
    let view = LiveView(
      of: try RunProgress(of: RunSample(names: names).journal()), width: 80, height: 24)
    for line in view.lines {
      for scalar in line.text.unicodeScalars {
        let category = scalar.properties.generalCategory
        #expect(![.control, .format, .lineSeparator].contains(category), "\(line.text)")
      }
    }
  }

  @Test func theTimeThatIsLeftFollowsFromMeasuredTimes() throws {
    #expect(
      try RunProgress(of: RunSample(pulls: 0, trials: 0, seeds: 0, isFinished: false).journal())
        .secondsLeft == nil)
    // After 5 of 12 pulls of 30 batches in 0.5 s each, on two workers; all pulls are forced. Then the trials of 300
    // batches, as many at a time as are proposed together, and the runs of five candidates.
    let sample = RunSample(pulls: 5, trials: 0, seeds: 0, isFinished: false)
    let progress = try RunProgress(of: sample.journal())
    let settings = SearchSettings()
    let batch = 0.5 / 30
    let steps = Double(settings.mixing.steps) * batch
    let together = Double(min(2, settings.mixing.proposedTogether))
    let trials = Double(settings.mixing.trials) * steps / together
    let runs = Double(5 * settings.confirmation.seeds) * steps / 2
    let left = try #require(progress.secondsLeft)
    #expect(abs(left - (7 * 0.5 / 2 + trials + runs)) < 1e-9)
    #expect(try RunProgress(of: RunSample().journal()).secondsLeft == nil)
  }

  @Test func theLineOfALogHasTheStageAndTheBest() throws {
    var sample = RunSample()
    (sample.seeds, sample.isFinished) = (0, false)
    let line = try RunProgress(of: sample.journal()).line
    #expect(line.hasPrefix("stage two: 10/24 trials, best accuracy 0.70"))
    #expect(line.contains("2 failed"))
  }

  @Test(arguments: [(0.4, "0 s"), (89, "89 s"), (100, "2 min"), (7_000, "1 h 57 min")])
  func durationsAreReadable(seconds: Double, text: String) {
    #expect(duration(seconds) == text)
  }
}
