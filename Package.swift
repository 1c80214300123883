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
    .library(name: "Millrace", targets: ["Millrace", "MillraceCloudStorage"]),
    .executable(name: "millrace", targets: ["MillraceCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // Floor 0: system libraries and a header of intrinsics.
    .target(name: "CMillraceSIMD"),
    .target(name: "CMillraceSystem"),
    .systemLibrary(
      name: "CHiredis", pkgConfig: "hiredis", providers: [.apt(["libhiredis-dev"]), .brew(["hiredis"])]),
    .systemLibrary(
      name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
    .systemLibrary(
      name: "CSnappy", pkgConfig: "snappy", providers: [.apt(["libsnappy-dev"]), .brew(["snappy"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),

    // Floor 1: codecs. Bytes in, bytes out; no knowledge of one another. What is read for each byte or value is public in them,
    // since the compiler inlines nothing else into another module.
    .target(
      name: "MillraceCompression", dependencies: ["CISAL", "CSnappy", "CZstd"], swiftSettings: settings),
    .target(name: "MillraceScalars", dependencies: ["CMillraceSIMD"], swiftSettings: settings),
    .target(name: "MillraceJSON", dependencies: ["CMillraceSIMD"], swiftSettings: settings),
    .target(name: "MillraceCSV", dependencies: ["CMillraceSIMD"], swiftSettings: settings),
    .target(name: "MillraceSampleData", swiftSettings: settings),

    // Floor 2: what is built from codecs, and the seams with their embedded implementations.
    .target(
      name: "MillraceParquet",
      dependencies: ["CISAL", "CMillraceSIMD", "CMillraceSystem", "MillraceCompression", "MillraceScalars"],
      swiftSettings: settings),
    .target(
      name: "MillraceStorage",
      dependencies: [
        "CMillraceSystem",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),

    .target(
      name: "MillraceAWS",
      dependencies: [
        "CMillraceSIMD", "MillraceCompression", "MillraceJSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: settings),

    // Floor 3: the seams on AWS and Redis; records to columns, and to messages.
    .target(
      name: "MillraceCloudStorage",
      dependencies: [
        "CHiredis", "MillraceAWS", "MillraceJSON", "MillraceStorage",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .target(
      name: "MillraceConversion",
      dependencies: [
        "CMillraceSIMD", "MillraceCompression", "MillraceCSV", "MillraceJSON", "MillraceParquet", "MillraceScalars",
      ],
      swiftSettings: settings),
    .target(
      name: "MillracePacking",
      dependencies: ["CMillraceSIMD", "MillraceCompression", "MillraceCSV", "MillraceJSON"],
      swiftSettings: settings),

    // Floor 4: the engine: the spine, configuration, flow control.
    .target(
      name: "Millrace",
      dependencies: [
        "CMillraceSIMD", "CMillraceSystem",
        "MillraceCompression", "MillraceConversion", "MillraceCSV", "MillraceJSON", "MillracePacking",
        "MillraceParquet", "MillraceStorage",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings),

    // Floor 5: what runs pipelines in other ways than a process of its own: health and metrics over HTTP, Lambda.
    .target(
      name: "MillraceControl",
      dependencies: [
        "Millrace", "MillraceJSON",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: settings),

    .target(
      name: "MillraceLambda",
      dependencies: [
        "Millrace", "MillraceJSON", "MillraceStorage",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: settings),

    // Floor 6: the command line.
    .executableTarget(
      name: "MillraceCommand",
      dependencies: [
        "CMillraceSystem",
        "Millrace", "MillraceAWS", "MillraceCloudStorage", "MillraceCompression", "MillraceControl",
        "MillraceConversion", "MillraceCSV", "MillraceJSON", "MillraceLambda", "MillracePacking", "MillraceParquet",
        "MillraceSampleData", "MillraceStorage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: settings),

    // Not a product: nobody who uses the package builds it.
    .executableTarget(
      name: "MillraceMicrobenchmark",
      dependencies: [
        "CMillraceSIMD", "MillraceCompression", "MillraceConversion", "MillraceJSON", "MillracePacking",
        "MillraceParquet",
      ],
      path: "Benchmarks/Micro", swiftSettings: settings),

    // Prints what a file costs the ledger as their number grows. Here because the ledger is not public.
    .executableTarget(
      name: "millrace-ledger-benchmark", dependencies: ["MillraceStorage"], path: "Sources/LedgerBenchmark",
      swiftSettings: settings),

    // Prints what calls of services cost the client. Here because the clients are not public.
    .executableTarget(
      name: "millrace-aws-benchmark",
      dependencies: [
        "MillraceAWS",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      path: "Sources/AWSBenchmark", swiftSettings: settings),

    // What tests share: conformance suites of the seams, fault injection, temporary places.
    .target(
      name: "MillraceTesting", dependencies: ["MillraceStorage"], exclude: ["Server"], swiftSettings: settings),

    // S3, SQS and SNS over HTTP in one process, stricter than any mock: for tests and benchmarks.
    .target(
      name: "MillraceTestServer",
      dependencies: [
        "MillraceCompression", "MillraceJSON",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Sources/MillraceTesting/Server", swiftSettings: settings),
    .executableTarget(
      name: "millrace-test-server",
      dependencies: ["MillraceTestServer", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Sources/TestServer", swiftSettings: settings),

    .testTarget(
      name: "MillraceCompressionTests", dependencies: ["MillraceCompression"], swiftSettings: settings),
    .testTarget(
      name: "MillraceScalarsTests", dependencies: ["CMillraceSIMD", "MillraceScalars"], swiftSettings: settings),
    .testTarget(
      name: "MillraceJSONTests", dependencies: ["CMillraceSIMD", "MillraceJSON"], swiftSettings: settings),
    .testTarget(name: "MillraceCSVTests", dependencies: ["CMillraceSIMD", "MillraceCSV"], swiftSettings: settings),
    .testTarget(
      name: "MillracePackingTests",
      dependencies: ["MillraceCompression", "MillraceCSV", "MillraceJSON", "MillracePacking"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceLambdaTests",
      dependencies: ["Millrace", "MillraceJSON", "MillraceLambda", "MillraceStorage", "MillraceTesting"],
      swiftSettings: settings),
    .testTarget(name: "MillraceSampleDataTests", dependencies: ["MillraceSampleData"], swiftSettings: settings),
    .testTarget(
      name: "MillraceParquetTests", dependencies: ["MillraceCompression", "MillraceParquet", "MillraceTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceConversionTests",
      dependencies: ["MillraceCompression", "MillraceConversion", "MillraceCSV", "MillraceJSON", "MillraceParquet"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceStorageTests", dependencies: ["MillraceStorage", "MillraceTesting"], swiftSettings: settings),
    .testTarget(
      name: "MillraceAWSTests", dependencies: ["MillraceAWS", "MillraceJSON", "MillraceTestServer", "MillraceTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceCloudStorageTests",
      dependencies: ["MillraceAWS", "MillraceCloudStorage", "MillraceTestServer", "MillraceTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceTestServerTests",
      dependencies: ["MillraceJSON", "MillraceTestServer", "MillraceTesting"], exclude: ["boto3"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceControlTests", dependencies: ["Millrace", "MillraceControl", "MillraceJSON", "MillraceTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceTests",
      dependencies: [
        "Millrace", "MillraceCompression", "MillraceCSV", "MillraceJSON", "MillraceParquet", "MillraceSampleData",
        "MillraceTesting",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MillraceCommandTests",
      dependencies: [
        "MillraceCommand", "MillraceLambda", "MillraceParquet", "MillraceSampleData", "MillraceStorage",
        "MillraceTesting",
      ],
      swiftSettings: settings),
  ]
)
