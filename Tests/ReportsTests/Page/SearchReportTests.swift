import Reports
import RunJournal
import Testing

@Suite struct SearchReportTests {
  private static let settings = [
    ReportedSetting(key: "mixing.trials", value: "10", description: "10", isDefault: false),
    ReportedSetting(key: "auxiliary", value: "[a, b]", description: "[a, b]", isDefault: false),
    ReportedSetting(key: "output", value: "/tmp/x", description: "/tmp/x", isDefault: false),
    ReportedSetting(key: "seed", value: "1", description: "1", isDefault: true),
  ]

  private func page(_ sample: RunSample = RunSample()) throws -> String {
    try RunReport(of: sample.journal(), settings: Self.settings).html
  }

  @Test func aFinishedRunHasEveryPart() throws {
    let html = try page()
    checkPage(html)
    let text = PageReader(html).text
    for part in [
      "Train rte with rte 0.40 · mnli 0.40 · qqp 0.20", "SYNTHETIC", "The mixture",
      "gain, with 95 % interval+0.100", "How each candidate did", "Paired differences to rte alone",
      "What is known of each task", "Where the pulls went", "The probability that each task helps",
      "kept: P(helps) is at least 0.33", "dropped: P(helps) is below 0.33",
      "The best mixture so far", "All trials", "The predicted score between rte, mnli, qqp",
      "The effect of mnli", "Predicted against measured", "sensitive to it", "2 jobs failed:",
      "pull 4 of rte", "trial 3",
      "Where the training batches went", "0123456789abcdef",
    ] {
      #expect(text.contains(part), "'\(part)' is missing")
    }
    #expect(text.contains("autosem run --set mixing.trials=10 --set 'auxiliary=[a, b]'"))
    #expect(!text.contains("This run has not ended"))
  }

  @Test(arguments: RunSample.beginnings.indices)
  func aRunOnItsWayHasAPage(index: Int) throws {
    let html = try page(RunSample.beginnings[index])
    checkPage(html)
    #expect(html.contains("This run has not ended"))
    #expect(html.contains("No verdict yet"))
  }

  @Test func theSameJournalGivesTheSameBytes() throws {
    let journal = try RunSample().journal()
    let page = try RunReport(of: journal).html
    #expect(try RunReport(of: journal).html == page)
    #expect(try RunReport(of: RunSample().journal()).html == page)
  }

  @Test func partialTrialsHaveLearningCurves() throws {
    var sample = RunSample()
    sample.isPartial = true
    let html = try page(sample)
    checkPage(html)
    #expect(html.contains("Learning curves"))
  }

  @Test(arguments: [3, 5, 6])
  func anyNumberOfKeptTasksIsDrawn(count: Int) throws {
    var sample = RunSample()
    sample.names = (0..<count).map { "task\($0)" }
    let html = try page(sample)
    checkPage(html)
    let maps = html.matches(of: /<h3>The predicted score between/).count
    #expect(maps == (count == 3 ? 0 : 3))
    #expect(html.contains("The effect of task1"))
  }

  @Test func namesAreTextsAndNothingElse() throws {
    let hostile = "\"><img src=x onerror=alert(1)>'&\u{0}\u{202E}"
    var sample = RunSample()
    sample.names = [hostile, "</style><script>", String(repeating: "任务", count: 300), "x"]
    let html = try page(sample)
    checkPage(html)
    #expect(!html.contains("<img") && html.matches(of: /<script/).count == 1)
    #expect(html.contains("&lt;/style&gt;&lt;script&gt;"))
  }

  @Test func realDataAreNotCalledSynthetic() throws {
    var sample = RunSample()
    sample.isSynthetic = false
    #expect(try !page(sample).contains("SYNTHETIC"))
  }

  @Test func manyTrialsStayUnderTwoMegabytes() throws {
    var sample = RunSample()
    (sample.names, sample.trials) = ((0..<9).map { "task\($0)" }, 3_000)
    let html = try page(sample)
    checkPage(html)
    #expect(html.utf8.count < 2_000_000)
    #expect(html.contains("Of 2999 trials 1000 are shown"))
    #expect(html.contains("trial 2994") && !html.contains("trial 2995"))
  }

  @Test func whatTheMachineDidIsToldApartFromFailures() throws {
    let journal = try RunSample().journal()
    for number in 1...2 {
      let retry = MachineRetry(
        stage: "mixing", job: "trial 7", reason: "its node failed", number: number, limit: 3)
      try journal.note(retry.text, at: retry.stage)
    }
    let report = try RunReport(of: journal)
    #expect(report.markdown.contains("| stage two | 10 | 1 | 2 |"))
    #expect(report.markdown.contains("| trial 3 | exit code 1 &lt;/td>&lt;script> |"))
    #expect(report.markdown.contains("| trial 7 | 2 of 3 | its node failed |"))
    #expect(report.html.contains("The machine failed under one job"))
    #expect(!report.html.contains("Note: "))
  }

  /// The settings of a journal of another version are not those of this one.
  @Test func settingsThatCannotBeReadAreShownAsTheyAre() throws {
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "0.0.1", experiment: "{\"old\":\"<b>\"}", origin: "here", isSynthetic: false,
        tasks: OutcomeSamples.tasks))
    try OutcomeSamples.recordArms(keeping: [1], in: journal)
    let html = try RunReport(of: journal).html
    checkPage(html)
    #expect(html.contains("{&quot;old&quot;:&quot;&lt;b&gt;&quot;}"))
  }
}
