// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "word-counter",
  platforms: [.macOS(.v15)],
  dependencies: [
    // Outside this repository: .package(url: "https://…/millrace", from: "0.1.0")
    .package(name: "millrace", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "word-counter", dependencies: [.product(name: "Millrace", package: "millrace")], path: "Sources/WordCounter"
    )
  ]
)
