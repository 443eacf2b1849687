/// Horizontal bars, each of one part or several on end.
public struct BarPlot: Equatable, Sendable {
  /// A bar.
  public struct Row: Equatable, Sendable {
    let label: String
    let values: [Double]

    /// Creates a bar.
    ///
    /// - Parameters:
    ///   - label: Its name.
    ///   - values: The lengths of its parts, `[parts]`; those that are not positive and finite are not drawn.
    public init(_ label: String, _ values: [Double]) {
      self.label = label
      self.values = values
    }
  }

  let parts: [String]
  let rows: [Row]
  let axis: String
  let places: Int

  /// Creates bars.
  ///
  /// - Parameters:
  ///   - parts: The names of the parts, `[parts]`; one of them may be empty, for bars of one part.
  ///   - rows: The bars from the top.
  ///   - axis: What the length is, with its unit.
  ///   - places: The decimals of the numbers in the table.
  public init(parts: [String], rows: [Row], axis: String, places: Int = 2) {
    precondition(
      rows.allSatisfy { $0.values.count == parts.count }, "\(parts.count) values a row are expected"
    )
    self.parts = parts
    self.rows = rows
    self.axis = axis
    self.places = places
  }

  /// Draws the bars.
  public func figure(title: String, description: String) -> Figure {
    let longest = rows.map { $0.values.filter(Self.isDrawn).reduce(0, +) }.max() ?? 0
    guard longest > 0 else { return .empty(title, description, table) }
    let used = parts.indices.filter { part in rows.contains { Self.isDrawn($0.values[part]) } }
    let legend = Legend(used.map { (legendName($0), $0) })
    let labelled = rows.contains { !$0.label.isEmpty }
    let area = PlotArea(
      x: 0...longest, y: 0...1, left: labelled ? 130 : 10, top: legend.height + 4,
      height: Double(rows.count) * 26)
    let bars = rows.enumerated().flatMap { index, row in
      marks(of: row, at: legend.height + 4 + Double(index) * 26, area)
    }
    return Figure(
      title: title, description: description, height: area.drawingHeight,
      marks: legend.marks + area.horizontalAxis(axis) + bars, table: table)
  }

  /// The numbers are in the legend where there is but one bar.
  private func legendName(_ part: Int) -> String {
    guard rows.count == 1, !parts[part].isEmpty else { return parts[part] }
    return "\(parts[part]) \(decimal(rows[0].values[part], places))"
  }

  private func marks(of row: Row, at top: Double, _ area: PlotArea) -> [Markup] {
    var begin = 0.0
    var marks = row.label.isEmpty ? [] : [Mark.label(row.label, 4, top + 17, width: 120)]
    for (part, value) in row.values.enumerated() where Self.isDrawn(value) {
      let (start, end) = (area.x(begin), area.x(begin + value))
      let name = [row.label, parts[part]].filter { !$0.isEmpty }.joined(separator: ", ")
      marks.append(
        Mark.rectangle(
          "fill \(PlotStyle.series(part))", x: start, y: top + 3, width: end - start, height: 20,
          hint: "\(name): \(decimal(value, places))"))
      begin += value
    }
    return marks
  }

  private static func isDrawn(_ value: Double) -> Bool { value > 0 && value.isDrawable }

  private var table: DataTable {
    DataTable(
      columns: [""] + parts.map { $0.isEmpty ? axis : $0 },
      rows: rows.map { row in [row.label] + row.values.map { decimal($0, places) } })
  }
}
