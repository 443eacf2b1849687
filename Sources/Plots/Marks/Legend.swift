/// The names of a plot's colours, in rows above it.
struct Legend {
  /// The marks.
  let marks: [Markup]

  /// The height of all rows.
  let height: Double

  /// Lays out names; none for a single series without a name.
  ///
  /// - Parameter entries: Names with the numbers of their series.
  init(_ entries: [(name: String, series: Int)]) {
    var (x, y) = (4.0, 12.0)
    var marks: [Markup] = []
    for entry in entries where !entry.name.isEmpty {
      let name = TextWidth.shortened(entry.name, to: 180)
      let width = 18 + TextWidth.estimate(name) + 14
      if x > 4, x + width > PlotArea.width { (x, y) = (4, y + 18) }
      marks.append(
        Mark.rectangle(
          "fill \(PlotStyle.series(entry.series))", x: x, y: y - 10, width: 12, height: 12))
      marks.append(Mark.label(entry.name, x + 17, y, width: 180))
      x += width
    }
    self.marks = marks
    height = marks.isEmpty ? 0 : y + 10
  }
}
