import Plots

/// A small plot of each kind.
enum PlotSamples {
  static let bars = BarPlot(
    parts: ["rte", "mnli"], rows: [.init("best", [1, 3]), .init("alone", [2, 0])], axis: "share"
  ).figure(title: "Bars", description: "Two of them.")

  static let intervals = IntervalPlot(
    rows: [
      .init("a", 5, interval: 0...10, values: [4, 6]), .init("b", 5), .init("failed", nil),
    ], axis: "gain (points)", reference: 5
  ).figure(title: "Intervals", description: "Two of them.")

  static let lines = LinePlot(
    [
      .init("rte", [.init(0, 0, band: 0...5), .init(10, 10, band: 5...10)]),
      .init("mnli", [.init(0, 10), .init(10, 0)], style: .steps),
      .init("trials", [.init(5, 5)], style: .points),
    ], x: "pull", y: "utility"
  ).figure(title: "Lines", description: "One of each style.")

  static let ridges = RidgePlot(
    rows: [
      .init("rte", densities: [0, 1, 0], mean: 0.5, interval: 0.25...0.75),
      .init("mnli", densities: [0, 0, 0.5], mean: 0.75, interval: 0.5...1),
    ], axis: "utility"
  ).figure(title: "Ridges", description: "Two of them.")

  static let coordinates = ParallelCoordinates(
    axes: [.init("rte", 0...1), .init("score")], labels: ["trial 0", "trial 1"],
    rows: [[0, 10], [1, 0]], highlighted: [0]
  ).figure(title: "Coordinates", description: "Two trials.")

  static let ternary = TernaryMap(
    corners: ["rte", "mnli", "qqp"], measure: "predicted score",
    points: [.init(1, 1, 1), .init(0, 0, 1)].compactMap(\.self).map {
      .init($0, hint: "trial", isChosen: $0.weights[2] == 1)
    }
  ) { $0.weights[1] }
  .figure(title: "Ternary", description: "The second share.")

  static let scatter = ScatterPlot(
    [.init("a", x: 0, y: 0), .init("b", x: 10, y: 10, deviation: 1)], x: "predicted",
    y: "measured", hasDiagonal: true
  ).figure(title: "Scatter", description: "On the diagonal.")

  static let areas = StackedAreas(
    parts: ["rte", "mnli"],
    spans: [.init(length: 10, shares: [0.25, 0.75]), .init(length: 30, shares: [0.5, 0.5])],
    x: "batches", y: "share"
  ).figure(title: "Areas", description: "Two stretches.")

  static let all: [(name: String, figure: Figure)] = [
    ("bars", bars), ("intervals", intervals), ("lines", lines), ("ridges", ridges),
    ("coordinates", coordinates), ("ternary", ternary), ("scatter", scatter),
    ("areas", areas),
  ]
}
