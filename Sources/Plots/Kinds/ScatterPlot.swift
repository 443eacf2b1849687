/// Points of two numbers each, perhaps with the diagonal on which both are equal.
public struct ScatterPlot: Equatable, Sendable {
  /// A point.
  public struct Point: Equatable, Sendable {
    let label: String
    let x: Double
    let y: Double
    let deviation: Double

    /// Creates a point.
    ///
    /// - Parameters:
    ///   - label: Its name.
    ///   - x: The horizontal value.
    ///   - y: The vertical value.
    ///   - deviation: Half the length of the horizontal bar through it; zero for none.
    public init(_ label: String, x: Double, y: Double, deviation: Double = 0) {
      self.label = label
      self.x = x
      self.y = y
      self.deviation = deviation
    }
  }

  let points: [Point]
  let x: String
  let y: String
  let hasDiagonal: Bool
  let areNamed: Bool

  /// Creates the plot.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - x: What the horizontal axis is, with its unit.
  ///   - y: What the vertical axis is, with its unit.
  ///   - hasDiagonal: Whether both axes have the same values and the diagonal is drawn.
  ///   - areNamed: Whether the names stand beside the points, where there is room.
  public init(
    _ points: [Point], x: String, y: String, hasDiagonal: Bool = false, areNamed: Bool = false
  ) {
    self.points = points
    self.x = x
    self.y = y
    self.hasDiagonal = hasDiagonal
    self.areNamed = areNamed
  }

  /// Draws the points.
  public func figure(title: String, description: String) -> Figure {
    let drawn = points.filter {
      $0.x.isDrawable && $0.y.isDrawable && $0.deviation.isDrawable
    }
    guard !drawn.isEmpty else { return .empty(title, description, table) }
    let widths = drawn.flatMap { [$0.x - $0.deviation, $0.x + $0.deviation] }
    let heights = drawn.map(\.y)
    let both = ClosedRange.around(widths + heights)
    let area = PlotArea(
      x: hasDiagonal ? both : .around(widths), y: hasDiagonal ? both : .around(heights), top: 22,
      height: hasDiagonal ? 300 : 210)
    let diagonal =
      hasDiagonal
      ? [Mark.line("reference", from: (area.x.start, area.y.start), to: (area.x.end, area.y.end))]
      : []
    return Figure(
      title: title, description: description, height: area.drawingHeight,
      marks: area.axes(.init(x: x, y: y)) + diagonal + drawn.flatMap { marks(of: $0, area) }
        + (areNamed ? names(of: drawn, area) : []),
      table: table)
  }

  private func marks(of point: Point, _ area: PlotArea) -> [Markup] {
    let y = area.y(point.y)
    let bar =
      point.deviation > 0
      ? [
        Mark.line(
          "thin", from: (area.x(point.x - point.deviation), y),
          to: (area.x(point.x + point.deviation), y))
      ] : []
    let hint = "\(point.label): \(decimal(point.x)), \(decimal(point.y))"
    return bar + [Mark.circle("fill s0", area.x(point.x), y, radius: 4, hint: hint)]
  }

  /// The names to the right of their points, or to the left; one that would lie on another is left out.
  private func names(of points: [Point], _ area: PlotArea) -> [Markup] {
    var taken: [(x: ClosedRange<Double>, y: Double)] = []
    return points.compactMap { point in
      let (x, y) = (area.x(point.x), area.y(point.y) + 4)
      let name = TextWidth.shortened(point.label, to: 130)
      let width = TextWidth.estimate(name)
      let isRight = x + 8 + width <= PlotArea.width
      let extent = isRight ? x + 8...x + 8 + width : x - 8 - width...x - 8
      guard !taken.contains(where: { $0.x.overlaps(extent) && abs($0.y - y) < 13 }) else {
        return nil
      }
      taken.append((extent, y))
      return Mark.text(
        name, isRight ? x + 8 : x - 8, y, anchor: isRight ? "start" : "end")
    }
  }

  private var table: DataTable {
    DataTable(
      columns: ["", x, y],
      rows: points.map { [$0.label, decimal($0.x), decimal($0.y)] })
  }
}
