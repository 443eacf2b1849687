/// Shares over time: areas of one part each, on end, that together are as high as the plot.
public struct StackedAreas: Equatable, Sendable {
  /// A stretch of time.
  public struct Span: Equatable, Sendable {
    let length: Double
    let shares: [Double]

    /// Creates a stretch.
    ///
    /// - Parameters:
    ///   - length: Its length on the horizontal axis; one that is not positive and finite is left out.
    ///   - shares: The shares of the parts, `[parts]`, which sum to one at most; those that are not positive are none.
    public init(length: Double, shares: [Double]) {
      self.length = length
      self.shares = shares
    }
  }

  let parts: [String]
  let spans: [Span]
  let x: String
  let y: String

  /// Creates the plot.
  ///
  /// - Parameters:
  ///   - parts: The names of the parts, `[parts]`, the lowest first.
  ///   - spans: The stretches of time, from zero on.
  ///   - x: What the horizontal axis is, with its unit.
  ///   - y: What is shared.
  public init(parts: [String], spans: [Span], x: String, y: String) {
    precondition(
      spans.allSatisfy { $0.shares.count == parts.count },
      "\(parts.count) shares a stretch are expected")
    self.parts = parts
    self.spans = spans.filter { $0.length > 0 && $0.length.isDrawable }
    self.x = x
    self.y = y
  }

  /// Draws the areas.
  public func figure(title: String, description: String) -> Figure {
    let used = parts.indices.filter { part in spans.contains { Self.share($0.shares[part]) > 0 } }
    guard !used.isEmpty, let end = ends.last, end.isDrawable else {
      return .empty(title, description, table)
    }
    let legend = Legend(used.map { (parts[$0], $0) })
    let area = PlotArea(x: 0...end, y: 0...1, top: legend.height + 22, height: 150)
    return Figure(
      title: title, description: description, height: area.drawingHeight,
      marks: legend.marks + area.axes(.init(x: x, y: y)) + used.map { mark(of: $0, area) },
      table: table)
  }

  /// The ends of the stretches.
  private var ends: [Double] {
    spans.reduce(into: []) { ends, span in ends.append((ends.last ?? 0) + span.length) }
  }

  private static func share(_ share: Double) -> Double { share > 0 ? min(share, 1) : 0 }

  /// The area between what lies below a part and that with the part.
  private func mark(of part: Int, _ area: PlotArea) -> Markup {
    let points = zip(spans, zip([0] + ends, ends)).map { span, ends in
      let below = span.shares[..<part].reduce(0) { $0 + Self.share($1) }
      return (
        start: area.x(ends.0), end: area.x(ends.1), foot: area.y.clamped(below),
        head: area.y.clamped(below + Self.share(span.shares[part]))
      )
    }
    let heads = points.flatMap { [(x: $0.start, y: $0.head), (x: $0.end, y: $0.head)] }
    let feet = points.reversed().flatMap { [(x: $0.end, y: $0.foot), (x: $0.start, y: $0.foot)] }
    let shares = spans.map { Self.share($0.shares[part]) }
    return .element(
      "path",
      ["class": "fill \(PlotStyle.series(part))", "d": Mark.outline(heads + feet) + "Z"],
      [
        .element(
          "title",
          text:
            "\(parts[part]): \(decimal(shares.min() ?? 0, 2)) to \(decimal(shares.max() ?? 0, 2))"
        )
      ])
  }

  private var table: DataTable {
    DataTable(
      columns: [x] + parts,
      rows: zip(spans, zip([0] + ends, ends)).map { span, ends in
        ["\(decimal(ends.0, 0)) … \(decimal(ends.1, 0))"] + span.shares.map { decimal($0, 2) }
      })
  }
}
