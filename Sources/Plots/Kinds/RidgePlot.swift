/// Densities one above the other, on a common axis.
public struct RidgePlot: Equatable, Sendable {
  /// A density.
  public struct Row: Equatable, Sendable {
    let label: String
    let densities: [Double]
    let mean: Double
    let interval: ClosedRange<Double>

    /// Creates a density.
    ///
    /// - Parameters:
    ///   - label: Its name.
    ///   - densities: The density at equally spaced values from the least of the axis to the largest.
    ///   - mean: The mean.
    ///   - interval: The interval that the table gives.
    public init(
      _ label: String, densities: [Double], mean: Double, interval: ClosedRange<Double>
    ) {
      self.label = label
      self.densities = densities
      self.mean = mean
      self.interval = interval
    }
  }

  let rows: [Row]
  let axis: String
  let domain: ClosedRange<Double>

  /// Creates the plot.
  ///
  /// - Parameters:
  ///   - rows: The densities from the top.
  ///   - axis: What the values are, with their unit.
  ///   - domain: The values of the axis.
  public init(rows: [Row], axis: String, domain: ClosedRange<Double> = 0...1) {
    self.rows = rows
    self.axis = axis
    self.domain = domain
  }

  /// Draws the densities, all in the same unit.
  public func figure(title: String, description: String) -> Figure {
    let highest = rows.flatMap(\.densities).filter(\.isDrawable).max() ?? 0
    guard highest > 0 else { return .empty(title, description, table) }
    let area = PlotArea(
      x: domain, y: 0...1, left: 130, top: 4, height: Double(rows.count) * Self.spacing + 24)
    let ridges = rows.enumerated().flatMap { index, row in
      marks(of: row, series: index, foot: 28 + Double(index + 1) * Self.spacing, highest, area)
    }
    return Figure(
      title: title, description: description, height: area.drawingHeight,
      marks: area.horizontalAxis(axis) + ridges, table: table)
  }

  private static let spacing = 30.0

  private func marks(
    of row: Row, series: Int, foot: Double, _ highest: Double, _ area: PlotArea
  ) -> [Markup] {
    let last = Double(max(row.densities.count - 1, 1))
    let width = domain.upperBound - domain.lowerBound
    let points = row.densities.enumerated().map { index, density in
      let height = density.isDrawable && density > 0 ? density / highest : 0
      return (
        x: area.x(domain.lowerBound + Double(index) / last * width),
        y: foot - height * (Self.spacing + 18)
      )
    }
    let ends = [(x: area.x.end, y: foot), (x: area.x.start, y: foot)]
    let mean = row.mean.isDrawable ? area.x.clamped(row.mean) : nil
    return [
      Mark.path("ridge \(PlotStyle.series(series))", points + ends, isClosed: true),
      Mark.label(row.label, 4, foot - 3, width: 120),
    ]
      + (mean.map { [Mark.line("axis", from: ($0, foot), to: ($0, foot - 12))] } ?? [])
  }

  private var table: DataTable {
    DataTable(
      columns: ["", "mean", "from", "to"],
      rows: rows.map { row in
        [
          row.label, decimal(row.mean), decimal(row.interval.lowerBound),
          decimal(row.interval.upperBound),
        ]
      })
  }
}
