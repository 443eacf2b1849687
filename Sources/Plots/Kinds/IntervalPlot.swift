/// Estimates with their intervals, one a row (a forest plot).
public struct IntervalPlot: Equatable, Sendable {
  /// An estimate.
  public struct Row: Equatable, Sendable {
    let label: String
    let estimate: Double?
    let interval: ClosedRange<Double>?
    let values: [Double]

    /// Creates an estimate.
    ///
    /// - Parameters:
    ///   - label: Its name.
    ///   - estimate: The estimate; nil where there is none.
    ///   - interval: Its interval; nil where there is none.
    ///   - values: The values of which it is the mean.
    public init(
      _ label: String, _ estimate: Double?, interval: ClosedRange<Double>? = nil,
      values: [Double] = []
    ) {
      self.label = label
      self.estimate = estimate
      self.interval = interval
      self.values = values
    }
  }

  let rows: [Row]
  let axis: String
  let reference: Double?

  /// Creates the plot.
  ///
  /// - Parameters:
  ///   - rows: The estimates from the top.
  ///   - axis: What is estimated, with its unit.
  ///   - reference: A value to compare with, such as a gain of zero.
  public init(rows: [Row], axis: String, reference: Double? = nil) {
    self.rows = rows
    self.axis = axis
    self.reference = reference
  }

  /// Draws the estimates.
  public func figure(title: String, description: String) -> Figure {
    let drawn = rows.flatMap(\.drawn)
    guard !drawn.isEmpty else { return .empty(title, description, table) }
    let area = PlotArea(
      x: .around(drawn + (reference.map { [$0] } ?? [])), y: 0...1, left: 140, top: 4,
      height: Double(rows.count) * 24)
    let line = reference.map {
      [Mark.line("reference", from: (area.x($0), area.y.end), to: (area.x($0), area.y.start))]
    }
    let marks = rows.enumerated().flatMap { index, row in
      self.marks(of: row, at: 16 + Double(index) * 24, area)
    }
    return Figure(
      title: title, description: description, height: area.drawingHeight,
      marks: area.horizontalAxis(axis) + (line ?? []) + marks, table: table)
  }

  private func marks(of row: Row, at y: Double, _ area: PlotArea) -> [Markup] {
    var marks = [Mark.label(row.label, 4, y + 4, width: 130)]
    if let interval = row.drawnInterval {
      marks.append(
        Mark.line(
          "line s0", from: (area.x(interval.lowerBound), y), to: (area.x(interval.upperBound), y)))
    }
    marks += row.values.filter(\.isDrawable).map {
      Mark.circle("ring s0", area.x($0), y, radius: 2.5, hint: "\(row.label): \(decimal($0))")
    }
    if let estimate = row.estimate, estimate.isDrawable {
      marks.append(
        Mark.circle("fill s1", area.x(estimate), y, radius: 4.5, hint: row.hint))
    }
    return marks
  }

  private var table: DataTable {
    DataTable(
      columns: ["", axis, "from", "to"],
      rows: rows.map { row in
        [
          row.label, row.estimate.map { decimal($0) } ?? "–",
          row.interval.map { decimal($0.lowerBound) } ?? "–",
          row.interval.map { decimal($0.upperBound) } ?? "–",
        ]
      })
  }
}

extension IntervalPlot.Row {
  fileprivate var drawnInterval: ClosedRange<Double>? {
    interval.flatMap { $0.lowerBound.isDrawable && $0.upperBound.isDrawable ? $0 : nil }
  }

  /// All values that are drawn.
  fileprivate var drawn: [Double] {
    let ends = drawnInterval.map { [$0.lowerBound, $0.upperBound] } ?? []
    return ([estimate].compactMap(\.self) + ends + values).filter(\.isDrawable)
  }

  fileprivate var hint: String {
    let ends = interval.map { ", \(decimal($0.lowerBound)) to \(decimal($0.upperBound))" } ?? ""
    return "\(label): \(decimal(estimate ?? .nan))\(ends)"
  }
}
