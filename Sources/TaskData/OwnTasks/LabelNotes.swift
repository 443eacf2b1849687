/// Returns warnings about labels that are hardly meant as they are.
func labelNotes(_ labels: [String]) -> [String] {
  var groups: [String: [String]] = [:]
  for label in labels { groups[label.trimmingSpaces.lowercased(), default: []].append(label) }
  let alike = groups.values.filter { $0.count > 1 }.map { $0.sorted() }
    .sorted { $0[0] < $1[0] }
  var notes = alike.map { labels in
    "the labels \(labels.map { "'\($0)'" }.joined(separator: ", ")) differ in case or space alone: if "
      + "they mean the same, set 'trim: true', or 'labels: {\"\(labels[0])\": \"\(labels[labels.count - 1])\"}'"
  }
  for label in labels where !alike.joined().contains(label) && isUndecided(label) {
    notes.append(
      "the label '\(label)' looks like none: if it is no class, set 'drop_labels: [\"\(label)\"]'")
  }
  return notes
}

/// Whether a label has neither letters nor digits, or is a usual word for a missing value.
func isUndecided(_ label: String) -> Bool {
  MissingMarks.usual.contains(label.trimmingSpaces)
    || !label.unicodeScalars.contains {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
}
