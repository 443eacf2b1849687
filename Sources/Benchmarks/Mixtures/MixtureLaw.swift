import GSLNumerics

/// The losses of domains as functions of the weights of a mixture, as data-mixing laws have them.
///
/// The exponential law is that of Ye et al. (2024) <https://arxiv.org/abs/2403.16952>; in the saturating one a loss
/// is a power of the data that helps a domain, so that it rises steeply where that data is missing. Both are convex.
struct MixtureLaw: Codable {
  /// The form of the losses.
  enum Form: String, CaseIterable, Codable {
    case exponential
    case saturating
  }

  /// The form of the losses.
  let form: Form

  /// The least loss of each domain, `[domains]`.
  let floors: [Double]

  /// The loss of each domain above its floor without help, `[domains]`.
  let scales: [Double]

  /// How much each weight helps each domain, `[domains][weights]`.
  let rates: [[Double]]

  /// The exponent of each domain in the saturating form, `[domains]`.
  let exponents: [Double]

  /// The data that helps every domain whatever the mixture, in the saturating form.
  private static let common = 0.02

  /// The losses of the domains, `[domains]`.
  func losses(at weights: [Double]) -> [Double] {
    floors.indices.map { domain in
      let help = dot(rates[domain], weights)
      return floors[domain]
        + scales[domain]
        * (form == .exponential
          ? exp(-help) : exp(-exponents[domain] * log(help + Self.common)))
    }
  }

  /// The derivatives of the losses by the weights, `[domains][weights]`.
  func gradients(at weights: [Double]) -> [[Double]] {
    floors.indices.map { domain in
      let help = dot(rates[domain], weights)
      let slope =
        form == .exponential
        ? -exp(-help)
        : -exponents[domain] * exp(-(exponents[domain] + 1) * log(help + Self.common))
      return rates[domain].map { scales[domain] * slope * $0 }
    }
  }
}

extension MixtureLaw {
  /// Draws a law with a domain for each weight.
  ///
  /// A domain is helped most by its own data, and a little by that of about a third of the others.
  init(_ form: Form, weights count: Int, using stream: RandomStream) {
    func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * stream.uniform() }
    self.form = form
    floors = (0..<count).map { _ in between(1.5, 3) }
    exponents = (0..<count).map { _ in between(0.2, 0.5) }
    scales = (0..<count).map { _ in form == .exponential ? between(0.5, 2) : between(0.2, 0.6) }
    rates = (0..<count).map { domain in
      (0..<count).map { weight in
        if weight == domain { return form == .exponential ? between(2, 6) : 1 }
        guard stream.bernoulli(0.35) else { return 0 }
        return form == .exponential ? between(-0.3, 1.5) : between(0, 0.4)
      }
    }
  }
}
