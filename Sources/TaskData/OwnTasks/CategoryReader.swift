/// Reads a categorical column, and collects its categories in the training files.
struct CategoryReader {
  /// The number of each category, in the order in which they were found.
  private(set) var numbers: [String: Int] = [:]
  private var isOpen = true

  /// A column with more distinct texts than this holds no categories.
  static let mostCategories = 200

  /// Takes no further categories.
  mutating func close() { isOpen = false }

  /// Returns the number of a category; nil for one that is not in the training files.
  mutating func category(of text: String) throws(WrongText) -> Int? {
    if let known = numbers[text] { return known }
    guard isOpen else { return nil }
    guard numbers.count < Self.mostCategories else {
      throw WrongText(
        "more than \(Self.mostCategories) different texts",
        "fewer were expected in a column of 'features', each a category: leave out a column of names "
          + "or other texts")
    }
    numbers[text] = numbers.count
    return numbers.count - 1
  }

  /// Returns the reader of each column, nil for a column of numbers.
  ///
  /// A column is categorical if the task says so, or if fewer than half of the values that it has in the
  /// first rows of the training files are numbers.
  static func readers(of task: TaskDescription) -> [CategoryReader?] {
    var numbers = Array(repeating: 0, count: task.features.count)
    var texts = numbers
    if let path = task.train.first, !task.features.isEmpty,
      var rows = try? task.layout.rows(of: path, columns: task.features, allowsNull: true)
    {
      let missing = MissingMarks(task.layout)
      var count = 0
      while count < rowsLookedAt, (try? rows.advance()) == true {
        count += 1
        for column in numbers.indices {
          let text = rows.text(column)
          guard !missing.contains(text), !text.trimmingSpaces.isEmpty else { continue }
          if (try? finiteNumber(text)) == nil { texts[column] += 1 } else { numbers[column] += 1 }
        }
      }
    }
    return task.features.indices.map { column in
      let isCategorical =
        task.categories.contains(task.features[column]) || texts[column] > numbers[column]
      return isCategorical ? CategoryReader() : nil
    }
  }

  private static let rowsLookedAt = 1_000
}
