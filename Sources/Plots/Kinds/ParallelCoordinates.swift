/// Rows of numbers as lines across parallel axes.
public struct ParallelCoordinates: Equatable, Sendable {
  /// An axis.
  public struct Axis: Equatable, Sendable {
    let name: String
    let domain: ClosedRange<Double>?

    /// Creates an axis.
    ///
    /// - Parameters:
    ///   - name: What it is.
    ///   - domain: Its values; nil for those of the data.
    public init(_ name: String, _ domain: ClosedRange<Double>? = nil) {
      self.name = name
      self.domain = domain
    }
  }

  let axes: [Axis]
  let labels: [String]
  let rows: [[Double]]
  let highlighted: Set<Int>

  /// Creates the plot.
  ///
  /// - Parameters:
  ///   - axes: The axes from the left, at least two.
  ///   - labels: The names of the rows, `[rows]`.
  ///   - rows: The numbers, `[rows][axes]`; a row with one that cannot be drawn is left out of the drawing.
  ///   - highlighted: The indices of the rows that stand out.
  public init(axes: [Axis], labels: [String], rows: [[Double]], highlighted: Set<Int>) {
    precondition(
      axes.count > 1 && labels.count == rows.count && rows.allSatisfy { $0.count == axes.count },
      "two axes, and a number of each row for each are expected")
    self.axes = axes
    self.labels = labels
    self.rows = rows
    self.highlighted = highlighted
  }

  /// Draws the lines, those that stand out above the others.
  public func figure(title: String, description: String) -> Figure {
    let drawn = rows.indices.filter { rows[$0].allSatisfy(\.isDrawable) }
    guard !drawn.isEmpty else { return .empty(title, description, table) }
    let (top, bottom) = (40.0, 220.0)
    let gap = (PlotArea.width - 70) / Double(axes.count - 1)
    let scales = axes.indices.map { axis in
      LinearScale(
        axes[axis].domain ?? .around(drawn.map { rows[$0][axis] }, margin: 0), from: bottom, to: top
      )
    }
    let lines = (drawn.filter { !highlighted.contains($0) } + drawn.filter(highlighted.contains))
      .map { row in
        let points = axes.indices.map { axis in
          (x: 35 + gap * Double(axis), y: scales[axis].clamped(rows[row][axis]))
        }
        return Markup.element(
          "path",
          [
            "class": highlighted.contains(row)
              ? "line s1" : drawn.count > 200 ? "thin many" : "thin", "d": Mark.outline(points),
          ], [.element("title", text: labels[row])])
      }
    let frame = axes.indices.flatMap { axis in
      marks(of: axes[axis], scales[axis], at: 35 + gap * Double(axis), width: gap - 4)
    }
    return Figure(
      title: title, description: description, height: bottom + 26, marks: lines + frame,
      table: table)
  }

  private func marks(
    of axis: Axis, _ scale: LinearScale, at x: Double, width: Double
  ) -> [Markup] {
    let places = axis.domain == nil ? 3 : 1
    return [
      Mark.line("axis", from: (x, scale.start), to: (x, scale.end)),
      Mark.label(axis.name, x, 14, width: min(width, 66), anchor: "middle"),
      Mark.text(
        decimal(scale.domain.upperBound, places), x, 32, anchor: "middle", isTick: true),
      Mark.text(
        decimal(scale.domain.lowerBound, places), x, scale.start + 16, anchor: "middle",
        isTick: true),
    ]
  }

  private var table: DataTable {
    DataTable(
      columns: [""] + axes.map(\.name),
      rows: zip(labels, rows).map { label, row in [label] + row.map { decimal($0) } })
  }
}
