/// The distance between the data of two tasks in AMTNN.
public enum TaskDistance: String, CaseIterable, Sendable, Codable {
  /// The accuracy of a discriminator that classifies the task of an example: the H-divergence form.
  case hDivergence = "h_divergence"
  /// The difference of the means of a critic with a gradient penalty: the Wasserstein form.
  case wasserstein

  /// The distance of equal data, which no discriminator separates.
  public var ofEqualData: Double {
    switch self {
    case .hDivergence: 0.5
    case .wasserstein: 0
    }
  }

  /// The distance by discriminators that the features mislead: if they are wrong more often than not, or
  /// their means have changed sides, the opposite discriminators measure it.
  func seen(_ measured: Double) -> Double { ofEqualData + abs(measured - ofEqualData) }
}
