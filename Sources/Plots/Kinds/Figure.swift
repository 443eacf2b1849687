/// A plot with its title, a description, and the table of what is drawn.
public struct Figure: Equatable, Sendable {
  /// The title: what is seen.
  public let title: String

  /// How to read it, in a sentence or two.
  public let description: String

  /// The drawing, to be put into a page with `PlotStyle.sheet`.
  public let drawing: Markup

  /// The numbers that are drawn.
  public let table: DataTable

  /// Creates a figure of marks.
  init(title: String, description: String, height: Double, marks: [Markup], table: DataTable) {
    self.title = title
    self.description = description
    self.table = table
    drawing = .element(
      "svg",
      [
        "class": "plot", "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(coordinate(PlotArea.width)) \(coordinate(height))", "role": "img",
        "aria-label": "\(title). \(description)",
      ], marks)
  }

  /// The text of an SVG file of its own.
  public var svg: String {
    guard case .node(let name, let attributes, let children) = drawing else {
      return drawing.serialized
    }
    let head: [Markup] = [
      .element("title", text: title), .element("desc", text: description),
      .element("style", text: PlotStyle.sheet),
      .element("rect", ["class": "ground", "width": "100%", "height": "100%"]),
    ]
    return Markup.node(name: name, attributes: attributes, children: head + children).serialized
  }

  /// Returns the figure of no data.
  static func empty(_ title: String, _ description: String, _ table: DataTable) -> Figure {
    Figure(
      title: title, description: description, height: 60,
      marks: [
        Mark.text("no data yet", PlotArea.width / 2, 34, anchor: "middle", isTick: true)
      ],
      table: table)
  }
}

/// The numbers behind a plot.
public struct DataTable: Equatable, Sendable {
  /// The titles of the columns.
  public let columns: [String]

  /// The cells, `[rows][columns]`.
  public let rows: [[String]]

  /// Creates a table.
  ///
  /// - Precondition: Every row has a cell for each column.
  public init(columns: [String], rows: [[String]]) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "\(columns.count) cells a row are expected")
    self.columns = columns
    self.rows = rows
  }
}
