// swift-tools-version: 6.2

import PackageDescription

/// Every Swift target is compiled with the same rules. CI sets MILLRACE_STRICT, which turns warnings into errors.
let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (Context.environment["MILLRACE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A target may depend only on targets of a lower floor; the floors are those of docs/architecture.md.
let package = Package(
  name: "millrace",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Millrace", targets: ["Millrace"]),
    .executable(name: "millrace", targets: ["MillraceCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Floor 0: system libraries and a header of intrinsics.
    .target(name: "CMillraceSIMD"),
    .target(name: "CMillraceSystem"),
    .systemLibrary(
      name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
    .systemLibrary(
      name: "CSnappy", pkgConfig: "snappy", providers: [.apt(["libsnappy-dev"]), .brew(["snappy"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),

    // Floor 1: codecs. Bytes in, bytes out; no knowledge of one another.
    .target(
      name: "MillraceCompression", dependencies: ["CISAL", "CSnappy", "CZstd"], swiftSettings: settings),
    .target(name: "MillraceScalars", dependencies: ["CMillraceSIMD"], swiftSettings: settings),
    .target(name: "MillraceJSON", dependencies: ["CMillraceSIMD"], swiftSettings: settings),
    .target(name: "MillraceSampleData", swiftSettings: settings),

    // Floor 2: what is built from codecs, and the seams with their embedded implementations.
    .target(
      name: "MillraceParquet",
      dependencies: ["CISAL", "CMillraceSIMD", "CMillraceSystem", "MillraceCompression", "MillraceScalars"],
      swiftSettings: settings),
    .target(
      name: "MillraceStorage",
      dependencies: [
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),

    // Floor 3: records to columns.
    .target(
      name: "MillraceConversion",
      dependencies: [
        "CMillraceSIMD", "MillraceCompression", "MillraceJSON", "MillraceParquet", "MillraceScalars",
      ],
      swiftSettings: settings),

    // Floor 4: the engine: the spine, configuration, flow control.
    .target(
      name: "Millrace",
      dependencies: [
        "MillraceConversion", "MillraceStorage",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings),

    // Floor 5: the command line.
    .executableTarget(
      name: "MillraceCommand",
      dependencies: [
        "CMillraceSystem",
        "Millrace", "MillraceCompression", "MillraceConversion", "MillraceParquet", "MillraceSampleData",
        "MillraceStorage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // Not a product: nobody who uses the package builds it.
    .executableTarget(
      name: "MillraceMicrobenchmark",
      dependencies: [
        "CMillraceSIMD", "MillraceCompression", "MillraceConversion", "MillraceJSON", "MillraceParquet",
      ],
      path: "Benchmarks/Micro", swiftSettings: settings),

    // Prints what a file costs the ledger as their number grows. Here because the ledger is not public.
    .executableTarget(
      name: "millrace-ledger-benchmark", dependencies: ["MillraceStorage"], path: "Sources/LedgerBenchmark",
      swiftSettings: settings),

    // What tests share: conformance suites of the seams, fault injection, temporary places.
    .target(name: "MillraceTesting", dependencies: ["MillraceStorage"], swiftSettings: settings),

    .testTarget(
      name: "MillraceCompressionTests", dependencies: ["MillraceCompression"], swiftSettings: settings),
    .testTarget(
      name: "MillraceScalarsTests", dependencies: ["CMillraceSIMD", "MillraceScalars"], swiftSettings: settings),
    .testTarget(
      name: "MillraceJSONTests", dependencies: ["CMillraceSIMD", "MillraceJSON"], swiftSettings: settings),
    .testTarget(name: "MillraceSampleDataTests", dependencies: ["MillraceSampleData"], swiftSettings: settings),
    .testTarget(
      name: "MillraceParquetTests", dependencies: ["MillraceCompression", "MillraceParquet", "MillraceTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceConversionTests",
      dependencies: ["MillraceCompression", "MillraceConversion", "MillraceParquet"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceStorageTests", dependencies: ["MillraceStorage", "MillraceTesting"], swiftSettings: settings),
    .testTarget(
      name: "MillraceTests",
      dependencies: ["Millrace", "MillraceParquet", "MillraceSampleData", "MillraceTesting"], swiftSettings: settings),
    .testTarget(
      name: "MillraceCommandTests",
      dependencies: ["MillraceCommand", "MillraceParquet", "MillraceSampleData", "MillraceTesting"],
      swiftSettings: settings),
  ]
)
