import AutoSeM
import Multitask
import RunJournal

extension RunsReport {
  /// The runs as lines for a terminal.
  var terminalSummary: String {
    var table = TextTable(header: ["run", "primary", "seed", "gain", "95 % interval", "state"])
    for run in runs {
      let outcome = run.outcome
      table.add([
        run.name, outcome.header.tasks.objectiveName, run.value(of: "seed"),
        run.gain.map { signed($0.mean) } ?? "–",
        run.gain.flatMap(outcome.scoreRange.ofDifferences.interval(of:)).map {
          "\(signed($0.lowerBound)) … \(signed($0.upperBound))"
        } ?? "–",
        outcome.isFinished ? "ended" : "not ended",
      ])
    }
    let data =
      runs.contains { $0.outcome.header.isSynthetic }
      ? ["data: the built-in SYNTHETIC suite; no real text was used", ""] : []
    return (data + table.lines + ["", answer]).joined(separator: "\n")
  }
}
