/// What AMTNN takes for the distance between the data of two tasks.
public enum TaskDistance: String, CaseIterable, Sendable, Codable {
  /// How often a discriminator tells which of the two an example is of: the H-divergence form.
  case hDivergence = "h_divergence"
  /// How far apart the means are of a critic that is penalised where its slope is not one: the Wasserstein
  /// form.
  case wasserstein

  /// The distance of data from themselves: nothing tells them apart.
  public var ofEqualData: Double {
    switch self {
    case .hDivergence: 0.5
    case .wasserstein: 0
    }
  }

  /// What discriminators that features have learned to mislead have still seen: where they are wrong more
  /// often than not, or their means have changed sides, the opposite ones would see it.
  func seen(_ measured: Double) -> Double { ofEqualData + abs(measured - ofEqualData) }
}
