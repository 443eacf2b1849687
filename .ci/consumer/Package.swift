// swift-tools-version: 6.2
import PackageDescription

// A package outside the repository, as a user writes one. `.ci/run` puts it beside the checkout.
let package = Package(
  name: "consumer",
  platforms: [.macOS(.v15)],
  dependencies: [.package(path: "../autosem")],
  targets: [
    .executableTarget(
      name: "Consumer",
      dependencies: [
        .product(name: "AutoSeM", package: "autosem"),
        .product(name: "Bandits", package: "autosem"),
        .product(name: "BayesianOptimization", package: "autosem"),
        .product(name: "GaussianProcesses", package: "autosem"),
        .product(name: "PolicyComparison", package: "autosem"),
      ])
  ]
)
