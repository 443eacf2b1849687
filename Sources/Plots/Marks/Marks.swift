/// The marks that plots are made of.
enum Mark {
  /// Returns a text.
  ///
  /// - Parameters:
  ///   - anchor: Whether its `start`, `middle` or `end` is at the position.
  ///   - isTick: Whether it belongs to a tick, and is fainter.
  static func text(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", isTick: Bool = false
  ) -> Markup {
    let (x, y) = (coordinate(x), coordinate(y))
    return isTick
      ? .element("text", ["class": "tick", "x": x, "y": y, "text-anchor": anchor], text: text)
      : .element("text", ["x": x, "y": y, "text-anchor": anchor], text: text)
  }

  /// Returns a label that is cut to a width, with the whole of it as its hint.
  static func label(
    _ text: String, _ x: Double, _ y: Double, width: Double, anchor: String = "start"
  ) -> Markup {
    let short = TextWidth.shortened(text, to: width)
    guard short != text else { return Mark.text(text, x, y, anchor: anchor) }
    return .element(
      "text", ["x": coordinate(x), "y": coordinate(y), "text-anchor": anchor],
      [.text(short), .element("title", text: text)])
  }

  /// Returns a straight line.
  static func line(
    _ className: String, from start: (x: Double, y: Double), to end: (x: Double, y: Double)
  ) -> Markup {
    path(className, [start, end])
  }

  /// Returns the line through points; closed, the area within it.
  static func path(
    _ className: String, _ points: [(x: Double, y: Double)], isClosed: Bool = false
  ) -> Markup {
    .element("path", ["class": className, "d": outline(points) + (isClosed ? "Z" : "")])
  }

  /// Returns the commands that draw a line through points.
  static func outline(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + coordinate(point.x) + " " + coordinate(point.y)
    }.joined()
  }

  /// Returns a circle with a hint.
  static func circle(
    _ className: String, _ x: Double, _ y: Double, radius: Double, hint: String
  ) -> Markup {
    .element(
      "circle",
      ["class": className, "cx": coordinate(x), "cy": coordinate(y), "r": coordinate(radius)],
      [.element("title", text: hint)])
  }

  /// Returns a rectangle with a hint.
  static func rectangle(
    _ className: String, x: Double, y: Double, width: Double, height: Double, hint: String? = nil
  ) -> Markup {
    .element(
      "rect",
      [
        "class": className, "x": coordinate(x), "y": coordinate(y), "width": coordinate(width),
        "height": coordinate(height),
      ], hint.map { [.element("title", text: $0)] } ?? [])
  }
}
