import AutoSeM
import Multitask
import Plots
import RunJournal

extension SearchReport {
  /// Every candidate on the test split, and the paired differences.
  var confirmationSection: Document.Section {
    let standings = outcome.standings
    guard !standings.isEmpty else {
      return .init(name: "confirmation", title: "Confirmation", blocks: [])
    }
    let opening =
      "The candidates were trained with fresh seeds, \(outcome.cost.batchesPerConfirmation) batches each, and "
      + "measured on the test split, which the search has not seen; the intervals are "
      + "\(outcome.basis ?? "over no seed")."
    return .init(
      name: "confirmation", title: "Confirmation",
      blocks: [.paragraph(opening)]
        + (outcome.sizesForOnePoint.map { [.paragraph($0.sentence)] } ?? [])
        + [.table(standingsTable, caption: "The candidates of confirmation")]
        + targetBlocks
        + [.figures([scores, gains, candidateMixtures] + targetFigures)])
  }

  /// The candidates by each of several targets.
  private var targetBlocks: [Block] {
    guard !outcome.targets.isEmpty else { return [] }
    let text =
      "The table above is of the weighted mean of the targets, with gains over \(reference). By each target, the gains "
      + "are over that target alone; over \(reference) where it is only measured."
    let table = DataTable(
      columns: [
        "target", "candidate", "metric", "score", "95 % interval", "gain",
        "95 % interval of the gain",
      ],
      rows: outcome.targets.flatMap { target in
        target.standings.map { standing in
          [target.name, target.title(of: standing.candidate), target.metric]
            + cells(standing.scores, target.scoreRange, fixed)
            + cells(standing.gain, target.scoreRange.ofDifferences, signed)
        }
      })
    return [.paragraph(text), .table(table, caption: "Each target on its test split")]
  }

  /// The recommended mixture's gain by target.
  private var targetFigures: [Figure] {
    guard !outcome.targets.isEmpty else { return [] }
    let rows = outcome.targets.map { target in
      let gain = target.standing(of: .best)?.gain
      return IntervalPlot.Row(
        target.name, gain?.mean,
        interval: gain.flatMap(target.scoreRange.ofDifferences.interval(of:)),
        values: gain?.values ?? [])
    }
    return [
      IntervalPlot(rows: rows, axis: "difference in the target's metric", reference: 0).figure(
        title: "Who gains and who pays",
        description:
          "The best mixture's difference to each target alone, in the target's own metric.")
    ]
  }

  private var standingsTable: DataTable {
    DataTable(
      columns: ["candidate", metric, "95 % interval", "gain", "95 % interval of the gain"],
      rows: outcome.standings.map { standing in
        [standing.candidate.title] + cells(standing.scores, outcome.scoreRange, fixed)
          + cells(standing.gain, outcome.scoreRange.ofDifferences, signed)
      })
  }

  private func cells(
    _ estimate: ScoreEstimate?, _ range: ScoreRange, _ format: (Double, Int) -> String
  ) -> [String] {
    guard let estimate else { return ["–", "–"] }
    let interval = range.interval(of: estimate).map {
      "\(format($0.lowerBound, 3)) … \(format($0.upperBound, 3))"
    }
    return [format(estimate.mean, 3), interval ?? "–"]
  }

  private var scores: Figure {
    IntervalPlot(
      rows: outcome.standings.map { standing in
        .init(
          standing.candidate.title, standing.scores?.mean,
          interval: standing.scores.flatMap(outcome.scoreRange.interval(of:)),
          values: standing.scores?.values ?? [])
      }, axis: "\(metric) on the test split"
    ).figure(
      title: "How each candidate did",
      description: "Rings are single seeds, dots their means, lines the 95 % intervals.")
  }

  private var gains: Figure {
    IntervalPlot(
      rows: outcome.standings.filter {
        $0.candidate != outcome.header.tasks.referenceCandidate
      }.map { standing in
        .init(
          standing.candidate.title, standing.gain?.mean,
          interval: standing.gain.flatMap(outcome.scoreRange.ofDifferences.interval(of:)),
          values: standing.gain?.values ?? [])
      }, axis: "difference in \(metric)", reference: 0
    ).figure(
      title:
        "Paired differences to \(outcome.header.tasks.hasSeveralTargets ? reference : "\(primaryName.brief) alone")",
      description:
        "The same seeds and examples are compared. An interval that holds zero shows no difference."
    )
  }

  private var candidateMixtures: Figure {
    BarPlot(
      parts: ordered.map(name),
      rows: outcome.standings.map { .init($0.candidate.title, weights(of: $0.mixture)) },
      axis: "share of the training batches"
    ).figure(
      title: "The mixtures that were compared",
      description: "All candidates have the same number of training batches.")
  }
}
