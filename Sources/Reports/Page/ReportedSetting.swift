/// A key of the experiment as the page shows it.
public struct ReportedSetting: Equatable, Sendable {
  let key: String
  let value: String?
  let description: String
  let isDefault: Bool

  /// Creates a setting.
  ///
  /// - Parameters:
  ///   - key: The full name of the key.
  ///   - value: The value as `--set` takes it; nil for a key without one.
  ///   - description: The value for a reader.
  ///   - isDefault: Whether it has the value by default.
  public init(key: String, value: String?, description: String, isDefault: Bool) {
    self.key = key
    self.value = value
    self.description = description
    self.isDefault = isDefault
  }
}
