import CGSL

/// Replaces each value by its exponential, to one unit in the last place.
public func exponentiate(_ values: inout [Double]) {
  values.withUnsafeMutableBufferPointer { cgsl_exponentials($0.baseAddress, $0.count) }
}

/// Replaces each value v by s = √(factor v) and returns e⁻ˢ, to one unit in the last place each.
///
/// - Precondition: No value is negative, nor is the factor.
public func rootDecays(_ values: inout [Double], factor: Double) -> [Double] {
  let count = values.count
  return [Double](unsafeUninitializedCapacity: count) { decays, initialized in
    values.withUnsafeMutableBufferPointer {
      cgsl_root_decays($0.baseAddress, decays.baseAddress, factor, count)
    }
    initialized = count
  }
}
