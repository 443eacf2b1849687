/// The area of a plot between its axes.
struct PlotArea {
  /// The width of every drawing; at that of a phone its texts can be read.
  static let width = 440.0

  /// The labels of the axes, with units.
  struct Labels {
    let x: String
    var y = ""
  }

  let x: LinearScale
  let y: LinearScale

  /// Creates the area of two ranges of values.
  ///
  /// - Parameters:
  ///   - left: The space for the labels of rows, or for the ticks of the vertical axis.
  ///   - top: The position of the upper end.
  ///   - height: The height of the area itself.
  init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, left: Double = 56, top: Double, height: Double
  ) {
    self.x = LinearScale(x, from: left, to: Self.width - 14)
    self.y = LinearScale(y, from: top + height, to: top)
  }

  /// The height of a drawing with this area and the labels below it.
  var drawingHeight: Double { y.start + 40 }

  /// Both axes with grid, ticks and labels.
  func axes(_ labels: Labels) -> [Markup] {
    horizontalAxis(labels.x) + verticalAxis(labels.y)
  }

  /// The horizontal axis, with grid, ticks and label.
  func horizontalAxis(_ label: String) -> [Markup] {
    let ticks = zip(x.ticks, x.tickLabels).flatMap { value, text in
      [
        Mark.line("grid", from: (x(value), y.end), to: (x(value), y.start)),
        Mark.text(text, x(value), y.start + 15, anchor: "middle", isTick: true),
      ]
    }
    return ticks + [
      Mark.line("axis", from: (x.start, y.start), to: (x.end, y.start)),
      Mark.text(label, (x.start + x.end) / 2, y.start + 33, anchor: "middle"),
    ]
  }

  /// The vertical axis, its label above it, where it need not be turned.
  private func verticalAxis(_ label: String) -> [Markup] {
    let ticks = zip(y.ticks, y.tickLabels).flatMap { value, text in
      [
        Mark.line("grid", from: (x.start, y(value)), to: (x.end, y(value))),
        Mark.text(text, x.start - 6, y(value) + 4, anchor: "end", isTick: true),
      ]
    }
    return ticks + [
      Mark.line("axis", from: (x.start, y.end), to: (x.start, y.start)),
      Mark.text(label, 4, y.end - 9),
    ]
  }
}
