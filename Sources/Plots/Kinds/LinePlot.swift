/// Lines over a common axis, each perhaps with a band and with its points.
public struct LinePlot: Equatable, Sendable {
  /// A point of a line.
  public struct Point: Equatable, Sendable {
    let x: Double
    let y: Double
    let band: ClosedRange<Double>?

    /// Creates a point.
    ///
    /// - Parameters:
    ///   - x: The horizontal value.
    ///   - y: The vertical value.
    ///   - band: The ends of the band there; nil for none.
    public init(_ x: Double, _ y: Double, band: ClosedRange<Double>? = nil) {
      self.x = x
      self.y = y
      self.band = band
    }
  }

  /// A line, or its points alone.
  public struct Series: Equatable, Sendable {
    /// How a series is drawn.
    public enum Style: Equatable, Sendable {
      /// A line from point to point.
      case line
      /// A line that keeps its height up to the next point.
      case steps
      /// The points.
      case points
    }

    let name: String
    let points: [Point]
    let style: Style

    /// Creates a series of points in the order of their horizontal values.
    public init(_ name: String, _ points: [Point], style: Style = .line) {
      self.name = name
      self.points = points
      self.style = style
    }
  }

  let series: [Series]
  let x: String
  let y: String

  /// Creates a plot.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - x: What the horizontal axis is, with its unit.
  ///   - y: What the vertical axis is, with its unit.
  public init(_ series: [Series], x: String, y: String) {
    self.series = series
    self.x = x
    self.y = y
  }

  /// Draws the lines.
  public func figure(title: String, description: String) -> Figure {
    let drawn = series.flatMap(\.drawn)
    guard !drawn.isEmpty else { return .empty(title, description, table) }
    let legend = Legend(series.enumerated().map { ($1.name, $0) })
    let heights = drawn.flatMap { point in
      [point.y] + (point.band.map { [$0.lowerBound, $0.upperBound] } ?? [])
    }
    let area = PlotArea(
      x: .around(drawn.map(\.x)), y: .around(heights), top: legend.height + 22, height: 190)
    // Bands lie below all lines.
    let bands = series.enumerated().compactMap { band(of: $1, PlotStyle.series($0), area) }
    let lines = series.enumerated().flatMap { marks(of: $1, PlotStyle.series($0), area) }
    return Figure(
      title: title, description: description, height: area.drawingHeight,
      marks: legend.marks + area.axes(.init(x: x, y: y)) + bands + lines, table: table)
  }

  private func band(of series: Series, _ colour: String, _ area: PlotArea) -> Markup? {
    let ends = series.drawn.compactMap { point in
      point.band.flatMap { band in
        band.lowerBound.isDrawable && band.upperBound.isDrawable ? (point.x, band) : nil
      }
    }
    guard ends.count > 1 else { return nil }
    let upper = ends.map { (x: area.x($0.0), y: area.y.clamped($0.1.upperBound)) }
    let lower = ends.map { (x: area.x($0.0), y: area.y.clamped($0.1.lowerBound)) }
    return Mark.path("band \(colour)", upper + lower.reversed(), isClosed: true)
  }

  private func marks(of series: Series, _ colour: String, _ area: PlotArea) -> [Markup] {
    let points = series.drawn.map { (x: area.x($0.x), y: area.y($0.y)) }
    // A line through one point is not seen.
    guard series.style != .points, points.count > 1 else {
      return zip(series.drawn, points).map { point, place in
        let hint = "\(series.name) \(decimal(point.x, 0)): \(decimal(point.y))"
        return Mark.circle("ring \(colour)", place.x, place.y, radius: 3, hint: hint)
      }
    }
    let line =
      series.style == .line
      ? points
      : zip(points, points.dropFirst()).flatMap { [$0, (x: $1.x, y: $0.y)] } + points.suffix(1)
    return [Mark.path("line \(colour)", line)]
  }

  private var table: DataTable {
    let hasBands = series.contains { $0.points.contains { $0.band != nil } }
    return DataTable(
      columns: ["", x, y] + (hasBands ? ["from", "to"] : []),
      rows: series.flatMap { series in
        series.points.map { point in
          let band = point.band.map { [decimal($0.lowerBound), decimal($0.upperBound)] }
          return [series.name, shortest(point.x), decimal(point.y)]
            + (hasBands ? band ?? ["–", "–"] : [])
        }
      })
  }

  /// A whole number without decimals.
  private func shortest(_ value: Double) -> String {
    decimal(value, value == value.rounded() ? 0 : 3)
  }
}

extension LinePlot.Series {
  fileprivate var drawn: [LinePlot.Point] {
    points.filter { $0.x.isDrawable && $0.y.isDrawable }
  }
}
