import Reports
import RunJournal
import Testing

@Suite struct RunReportTests {
  private func report(_ sample: RunSample = RunSample()) throws -> RunReport {
    try RunReport(of: sample.journal())
  }

  @Test func markdownHasTheTextAndTheTables() throws {
    let markdown = try report().markdown
    #expect(markdown.hasPrefix("# autosem: rte\n\n**Train rte with rte 0.40 · mnli 0.40"))
    #expect(
      markdown.contains(
        """
        | candidate | accuracy | 95 % interval | gain | 95 % interval of the gain |
        | --- | ---: | ---: | ---: | ---: |
        | best mixture | 0.810 | 0.785 … 0.835 | +0.100 | +0.100 … +0.100 |
        """))
    #expect(!markdown.contains("<svg"))
  }

  @Test func aNameCannotEndACellOfMarkdown() throws {
    var sample = RunSample()
    sample.names = ["a|b\nc", "<b>", "*x*", "y"]
    let markdown = try report(sample).markdown
    #expect(markdown.contains("| a\\|b c | "))
    #expect(markdown.contains("| &lt;b> | "))
    #expect(markdown.contains("| \\*x\\* | "))
  }

  @Test func latexHasTheTables() throws {
    var sample = RunSample()
    sample.names = ["rte", "a_b & 50 %", "\\input{x}", "y^2~$"]
    let latex = try report(sample).latex
    #expect(
      latex.contains(
        #"""
            candidate & accuracy & 95 \% interval & gain & 95 \% interval of the gain \\
            \midrule
            best mixture & 0.810 & 0.785 \ldots{} 0.835 & +0.100 & +0.100 \ldots{} +0.100 \\
        """#))
    #expect(latex.contains(#"a\_b \& 50 \%"#))
    #expect(latex.contains(#"\textbackslash{}input\{x\}"#))
    #expect(latex.contains(#"y\textasciicircum{}2\textasciitilde{}\$"#))
  }

  @Test func csvHasFullPrecisionAndEmptyFieldsForNothing() throws {
    var sample = RunSample()
    sample.seeds = 1
    #expect(
      try report(sample).csv == """
        candidate,score,lower,upper,gain,gain_lower,gain_upper,seeds,examples
        best,0.8,,,0.10000000000000009,,,1,
        primary_only,0.7,,,,,,1,

        """)
  }

  @Test func everyPlotIsAFileOfItsOwn() throws {
    var sample = RunSample()
    sample.names = ["../../etc", "mnli", "qqp", "sst2"]
    let drawings = try report(sample).drawings
    #expect(drawings.first?.fileName == "01-the-mixture.svg")
    #expect(drawings.count > 10)
    #expect(Set(drawings.map(\.fileName)).count == drawings.count)
    #expect(drawings.allSatisfy { !$0.fileName.contains("/") && PageReader($0.svg).isWellFormed })
  }

  // MARK: - Several runs

  private static func settings(seed: Int, trials: Int = 10) -> [ReportedSetting] {
    [
      ReportedSetting(key: "seed", value: "\(seed)", description: "\(seed)", isDefault: false),
      ReportedSetting(
        key: "mixing.trials", value: "\(trials)", description: "\(trials)", isDefault: false),
    ]
  }

  @Test func runsThatDifferInTheSeedAloneAreSummedUp() throws {
    let report = try RunReport(
      of: [1, 2, 3].map { seed in
        ReportedRun(
          name: "run-\(seed)",
          journal: try RunSample(bestScore: 0.8 + 0.01 * Double(seed)).journal(),
          settings: Self.settings(seed: seed))
      })
    checkPage(report.html)
    // The gains are 0.11, 0.12 and 0.13.
    #expect(
      report.summary.contains(
        "Over 3 runs that differ in the seed alone, the recommended mixture gains +0.120 on average, from "
          + "+0.110 to +0.130."))
    #expect(
      report.markdown.contains("| run-1, run-2, run-3 | 3 | +0.120 | 0.010 | +0.110 | +0.130 |"))
    #expect(report.markdown.contains("| seed | 1 | 2 | 3 |"))
    #expect(report.summary.contains("SYNTHETIC"))
  }

  @Test func otherRunsAreSideBySide() throws {
    let report = try RunReport(
      of: [10, 20].map { trials in
        ReportedRun(
          name: "<\(trials)>", journal: try RunSample().journal(),
          settings: Self.settings(seed: 1, trials: trials))
      } + [
        ReportedRun(name: "begun", journal: try RunSample.beginnings[0].journal())
      ])
    checkPage(report.html)
    #expect(report.markdown.contains("| mixing.trials | 10 | 20 | – |"))
    #expect(!report.markdown.contains("differ in the seed alone"))
    #expect(report.csv.contains("begun,rte,–,,,,false\n"))
  }

  @Test func aComparisonIsNotPutBesideSearches() throws {
    let header = RunHeader(
      kind: .comparison, version: "0.1.0", experiment: "{}", origin: "here", isSynthetic: false,
      tasks: OutcomeSamples.tasks)
    #expect(throws: ComparisonAmongRuns.self) {
      try RunReport(of: [ReportedRun(name: "a", journal: Journal.inMemory(header: header))])
    }
  }
}
