import CGSL

/// Returns the integral of a function over an interval.
///
/// Follows GSL's doubly adaptive Clenshaw–Curtis quadrature (`gsl_integration_cquad`), which tolerates
/// singularities at the ends.
///
/// - Parameters:
///   - lower: The lower limit.
///   - upper: The upper limit.
///   - tolerance: The absolute and relative error to reach.
///   - function: The integrand.
/// - Throws: `GSLError` when the tolerance cannot be reached.
public func integral(
  from lower: Double, to upper: Double, tolerance: Double = 1e-10,
  of function: (Double) -> Double
) throws(GSLError) -> Double {
  let workspace = allocate("gsl_integration_cquad_workspace_alloc") {
    gsl_integration_cquad_workspace_alloc(100)
  }
  defer { gsl_integration_cquad_workspace_free(workspace) }
  var value = 0.0
  try withoutActuallyEscaping(function) { (function) throws(GSLError) in
    let box = Integrand(function)
    var integrand = gsl_function(
      function: { x, box in
        box.map { Unmanaged<Integrand>.fromOpaque($0).takeUnretainedValue().function(x) } ?? 0
      },
      params: Unmanaged.passUnretained(box).toOpaque())
    try check("gsl_integration_cquad") {
      gsl_integration_cquad(
        &integrand, lower, upper, tolerance, tolerance, workspace, &value, nil, nil)
    }
    withExtendedLifetime(box) {}
  }
  return value
}

private final class Integrand {
  let function: (Double) -> Double

  init(_ function: @escaping (Double) -> Double) {
    self.function = function
  }
}
