// swift-tools-version: 6.2

import PackageDescription

/// A package of its own, so that no user builds it. It sees the codecs through links, because what it tests is `package` access.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "CMillraceSIMD"),
    .systemLibrary(name: "CISAL", pkgConfig: "libisal"),
    .systemLibrary(name: "CSnappy", pkgConfig: "snappy"),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
    .target(
      name: "MillraceCompression", dependencies: ["CISAL", "CSnappy", "CZstd"], swiftSettings: [.swiftLanguageMode(.v6)]
    ),
    .target(
      name: "MillracePacking", dependencies: ["CMillraceSIMD", "MillraceCompression", "MillraceCSV", "MillraceJSON"],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .target(name: "MillraceJSON", dependencies: ["CMillraceSIMD"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .target(name: "MillraceCSV", dependencies: ["CMillraceSIMD"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "FuzzCSV", dependencies: ["MillraceCSV", "MillraceJSON"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "FuzzJSON", dependencies: ["CMillraceSIMD", "MillraceJSON"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "FuzzJMESPath", dependencies: ["CMillraceSIMD", "MillraceJSON"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "FuzzPacking", dependencies: ["MillraceJSON", "MillracePacking"], swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
