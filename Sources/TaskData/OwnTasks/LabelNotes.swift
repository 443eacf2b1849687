/// Returns warnings about labels that are probably mistakes, as sentences.
func labelNotes(_ labels: [String]) -> [String] {
  let alike = alikeLabels(labels)
  var notes = alike.map { labels in
    "the labels \(labels.map { "'\($0)'" }.joined(separator: ", ")) differ in case or space alone: if "
      + "they mean the same, set 'trim: true', or give the label of each with a map under 'labels'"
  }
  for label in labels where !alike.joined().contains(label) && isUndecided(label) {
    notes.append(
      "the label '\(label)' looks like none: if it is no class, set 'drop_labels: [\"\(label)\"]'")
  }
  return notes
}

/// Returns, for labels that differ in case or space alone, the plainest one by each of the others.
func spellings(of labels: [String]) -> [String: String] {
  var names: [String: String] = [:]
  for labels in alikeLabels(labels) {
    let plain = labels.first { $0 == $0.lowercased() && $0 == $0.trimmingSpaces } ?? labels[0]
    for label in labels where label != plain { names[label] = plain }
  }
  return names
}

/// The labels that differ in case or space alone, together.
private func alikeLabels(_ labels: [String]) -> [[String]] {
  var groups: [String: Set<String>] = [:]
  for label in labels { groups[label.trimmingSpaces.lowercased(), default: []].insert(label) }
  return groups.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
}

/// Whether a label has neither letters nor digits, or is a usual word for a missing value.
func isUndecided(_ label: String) -> Bool {
  MissingMarks.usual.contains(label.trimmingSpaces)
    || !label.unicodeScalars.contains {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
}
