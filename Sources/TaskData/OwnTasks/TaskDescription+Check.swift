extension TaskDescription {
  /// A file of a task, by the word that an experiment file has for it.
  public enum File: String, CaseIterable, Sendable {
    /// The training examples.
    case train
    /// The validation examples.
    case validation
    /// The test examples.
    case test
  }

  /// Returns the problems of each file that its columns and first rows show.
  ///
  /// - Parameter rows: The number of rows of each that are read.
  public func problems(inFirst rows: Int = 100) -> [(file: File, problem: TaskDataError)] {
    let paths: [(File, String?)] = [(.train, train), (.validation, validation), (.test, test)]
    return paths.compactMap { file, path in
      guard let path, !path.isEmpty else { return nil }
      var targets = TargetReader(self)
      do throws(TaskDataError) {
        try read(path, &targets, rows: rows) { _ in }
        return nil
      } catch {
        return (file, error)
      }
    }
  }
}
