import Foundation
import PolicyComparison
import TaskWeighting
import Testing

@Suite struct ComparedPolicyTests {
  /// The names that experiment files and journals have had since the first version.
  private static let names = [
    "primary_only", "uniform", "proportional", "temperature", "thompson_sampling",
    "top_two_thompson", "ucb1", "exp3s", "online_data_mixing", "counterfactual",
    "gradient_alignment", "equal", "dynamic_weight_averaging", "uncertainty", "gradnorm",
    "cosine_gating", "pcgrad", "cagrad", "famo", "ol_aux", "nash_mtl", "auxinash", "auxilearn",
    "auxilearn_nonlinear", "auto_lambda", "arml", "temporal_convergence", "amtnn",
    "amtnn_wasserstein", "autosem", "autosem_paper", "selection_only", "mixing_only",
    "random_search",
  ]

  @Test func theNamesStay() {
    #expect(ComparedPolicy.allCases.map(\.rawValue) == Self.names)
  }

  @Test func everyNameIsReadBack() throws {
    for policy in ComparedPolicy.allCases {
      #expect(ComparedPolicy(rawValue: policy.rawValue) == policy)
    }
    #expect(ComparedPolicy(rawValue: "h_divergence") == nil)
  }

  @Test func aPolicyIsEncodedAsItsName() throws {
    let policies: [ComparedPolicy] = [.weighting(.pcGrad), .adversarial(.wasserstein)]
    let json = try JSONEncoder().encode(policies)
    #expect(String(decoding: json, as: UTF8.self) == #"["pcgrad","amtnn_wasserstein"]"#)
    #expect(try JSONDecoder().decode([ComparedPolicy].self, from: json) == policies)
  }
}
