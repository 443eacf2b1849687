/// A function of three shares as a coloured triangle, with points on it.
public struct TernaryMap {
  /// Three shares that sum to one, in the order of the corners.
  public struct Shares: Equatable, Sendable {
    let values: [Double]

    /// Creates shares proportional to three numbers; nil unless they are finite, not negative and not all zero.
    public init?(_ first: Double, _ second: Double, _ third: Double) {
      let total = first + second + third
      guard min(first, second, third) >= 0, total > 0, total.isDrawable else { return nil }
      values = [first / total, second / total, third / total]
    }

    /// The shares, in the order of the corners.
    public var weights: [Double] { values }
  }

  /// A point on the map.
  public struct Point: Equatable, Sendable {
    let shares: Shares
    let hint: String
    let isChosen: Bool

    /// Creates a point.
    public init(_ shares: Shares, hint: String, isChosen: Bool = false) {
      self.shares = shares
      self.hint = hint
      self.isChosen = isChosen
    }
  }

  let corners: [String]
  let value: (Shares) -> Double
  let measure: String
  let points: [Point]

  /// Creates a map.
  ///
  /// - Parameters:
  ///   - corners: The names of the three corners: lower left, lower right, top.
  ///   - measure: What the colour is, with its unit.
  ///   - points: The points.
  ///   - value: The function.
  public init(
    corners: [String], measure: String, points: [Point],
    value: @escaping (Shares) -> Double
  ) {
    precondition(corners.count == 3, "three corners are expected, got \(corners.count)")
    self.corners = corners
    self.value = value
    self.measure = measure
    self.points = points
  }

  /// Draws the map.
  public func figure(title: String, description: String) -> Figure {
    let cells = Self.cells(sides: 24).map { cell in (cell, value(Self.centre(of: cell))) }
      .filter(\.1.isDrawable)
    guard !cells.isEmpty else { return .empty(title, description, table) }
    let range = ClosedRange.around(cells.map(\.1), margin: 0)
    return Figure(
      title: title, description: description, height: Self.foot + 76,
      marks: areas(cells, range) + frame + points.map(mark) + scale(range), table: table)
  }

  // MARK: - Geometry

  private static let (left, foot, side) = (60.0, 300.0, 320.0)

  /// The corners of a small triangle.
  private typealias Cell = [Shares]

  private static func place(_ shares: Shares) -> (x: Double, y: Double) {
    let height = side * 3.0.squareRoot() / 2
    return (
      x: left + side * (shares.values[1] + shares.values[2] / 2),
      y: foot - height * shares.values[2]
    )
  }

  private static func centre(of cell: Cell) -> Shares {
    let sums = (0..<3).map { corner in cell.reduce(0) { $0 + $1.values[corner] } }
    return Shares(sums[0], sums[1], sums[2]) ?? cell[0]
  }

  /// The triangle cut into smaller ones, so many along each side.
  private static func cells(sides: Int) -> [Cell] {
    func shares(_ first: Int, _ second: Int) -> Shares? {
      Shares(Double(first), Double(second), Double(sides - first - second))
    }
    return (0..<sides).flatMap { first in
      (0..<sides - first).flatMap { second in
        let upward = [shares(first, second), shares(first + 1, second), shares(first, second + 1)]
        let downward =
          first + second + 2 > sides
          ? []
          : [shares(first + 1, second), shares(first, second + 1), shares(first + 1, second + 1)]
        return [upward, downward].map { $0.compactMap(\.self) }.filter { $0.count == 3 }
      }
    }
  }

  // MARK: - Marks

  /// One path for each colour, of all its triangles.
  private func areas(_ cells: [(Cell, Double)], _ range: ClosedRange<Double>) -> [Markup] {
    let scale = LinearScale(range, from: 0, to: Double(PlotStyle.levels))
    let levels = Dictionary(grouping: cells) {
      min(Int(scale($0.1)), PlotStyle.levels - 1)
    }
    return levels.sorted { $0.key < $1.key }.map { level, cells in
      let outlines = cells.map { Mark.outline($0.0.map(Self.place)) + "Z" }
      return .element(
        "path", ["class": "v\(level)", "d": outlines.joined(), "shape-rendering": "crispEdges"])
    }
  }

  private var frame: [Markup] {
    let places = [Shares(1, 0, 0), Shares(0, 1, 0), Shares(0, 0, 1)].compactMap(\.self)
      .map(Self.place)
    return [
      Mark.path("axis", places, isClosed: true),
      Mark.label(corners[0], places[0].x, places[0].y + 18, width: 112, anchor: "middle"),
      Mark.label(corners[1], places[1].x, places[1].y + 18, width: 120, anchor: "middle"),
      Mark.label(corners[2], places[2].x, places[2].y - 11, width: 240, anchor: "middle"),
    ]
  }

  private func mark(_ point: Point) -> Markup {
    let place = Self.place(point.shares)
    return Mark.circle(
      point.isChosen ? "chosen" : "trial", place.x, place.y,
      radius: point.isChosen ? 6 : points.count > 100 ? 1.5 : 3,
      hint: point.hint)
  }

  /// The colours with the values of their ends.
  private func scale(_ range: ClosedRange<Double>) -> [Markup] {
    let (top, width) = (Self.foot + 34, 24.0)
    let start = (PlotArea.width - width * Double(PlotStyle.levels)) / 2
    let end = start + width * Double(PlotStyle.levels)
    return (0..<PlotStyle.levels).map { level in
      Mark.rectangle(
        "v\(level)", x: start + width * Double(level), y: top, width: width, height: 10)
    } + [
      Mark.text(decimal(range.lowerBound), start - 6, top + 9, anchor: "end", isTick: true),
      Mark.text(decimal(range.upperBound), end + 6, top + 9, isTick: true),
      Mark.text(measure, PlotArea.width / 2, top + 28, anchor: "middle"),
    ]
  }

  /// The function at the shares that are quarters.
  private var table: DataTable {
    let quarters = (0...4).flatMap { first in
      (0...4 - first).compactMap {
        Shares(Double(4 - first - $0), Double($0), Double(first))
      }
    }
    return DataTable(
      columns: corners + [measure],
      rows: quarters.map { shares in
        shares.values.map { decimal($0, 2) } + [decimal(value(shares))]
      })
  }
}
