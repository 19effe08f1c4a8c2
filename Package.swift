// swift-tools-version:6.2
import PackageDescription

/// The same strict settings for every target: see `STYLE.md` in the contract and `CONTRIBUTING.md`.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// - Parameter data: folders of files that the tests read in place.
func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], exclude: data, swiftSettings: strict)
}

/// Every folder of `Sources` but `BundledData`, whose target sees them all.
let modules = [
    "Feedback", "Readers", "CLibXML2", "CZip", "CZlib", "CSQLiteSettings", "Lexicons", "Analysis", "Learning",
    "Ingestion", "Linking",
    "FeedbackStore", "Insights", "Alerting", "Evaluation",
    "Pipeline", "Reporting", "Dashboard", "voc",
]

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
/// What the dashboard's server is made of. Hummingbird brings the last of them in; they are named because we import them.
let server: [Target.Dependency] = [
    hummingbird, .product(name: "HummingbirdCore", package: "hummingbird"), httpTypes, logging, nio,
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
]
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "voc",
    platforms: [.macOS(.v26)],
    products: [.executable(name: "voc", targets: ["voc"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Leaves: the standard library only.
        module("Feedback"),
        module("Readers", ["CLibXML2", "CZip", "CZlib"]),
        module("Lexicons", ["Feedback"]),
        // Words, labels and journeys: data that travels with the binary.
        .target(
            name: "BundledData",
            dependencies: ["Feedback", yams],
            path: ".",
            exclude: [
                "Tests", "Samples", "docs", "deploy", "Benchmarks", "Fuzz", "scripts", "Makefile", "README.md",
                "CHANGELOG.md",
                "CONTRIBUTING.md",
            ] + modules.map { "Sources/\($0)" },
            sources: ["Sources/BundledData"],
            resources: [.copy("lexicons"), .copy("seeds")],
            swiftSettings: strict),
        module("Analysis", ["Feedback", "Lexicons"]),
        module("Learning", ["Feedback", "Lexicons", "Analysis"]),
        module("Evaluation", ["Feedback", "Readers", "Lexicons", "Analysis"]),
        module("Ingestion", ["Feedback", "Readers", crypto, yams]),
        module("Linking", ["Feedback", yams]),
        module("FeedbackStore", ["Feedback", "CSQLiteSettings", grdb, sqlite]),
        module("Insights", ["Feedback", "FeedbackStore"]),
        module("Alerting", ["Feedback", "FeedbackStore", "Insights", crypto, yams]),
        module(
            "Pipeline",
            [
                "Feedback", "Readers", "Ingestion", "Analysis", "Learning", "Lexicons", "Linking", "FeedbackStore",
                crypto,
            ]),
        module("Reporting", ["Feedback", "FeedbackStore", "Insights", "BundledData"]),
        module("Dashboard", ["Feedback", "FeedbackStore", "Insights", "Reporting", "BundledData"] + server),
        .executableTarget(
            name: "voc",
            dependencies: [
                "Feedback", "Readers", "Lexicons", "BundledData", "Analysis", "Learning", "Ingestion", "Linking",
                "FeedbackStore", "Insights", "Alerting", "Evaluation", "Pipeline", "Reporting", "Dashboard", arguments,
                logging, yams,
            ],
            swiftSettings: strict),
        // The measurements of docs/alerts.md: `make alert-bench`.
        .executableTarget(
            name: "AlertSimulation", dependencies: ["Alerting", "Insights", "Feedback"],
            path: "Benchmarks/AlertSimulation", swiftSettings: strict),
        // Parsing alone: `make reader-bench`.
        .executableTarget(
            name: "ReaderSpeed", dependencies: ["Readers"], path: "Benchmarks/ReaderSpeed", swiftSettings: strict),
        .systemLibrary(name: "CSQLiteSettings", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        .target(
            name: "TestSupport", dependencies: ["Feedback", "CZlib"], path: "Tests/TestSupport", swiftSettings: strict),
        tests("Feedback", ["Feedback"]),
        tests("Readers", ["Readers"]),
        tests("Lexicons", ["Lexicons", "BundledData"]),
        tests("Analysis", ["Analysis", "Lexicons", "Feedback", "BundledData"], data: ["Resources"]),
        tests("Learning", ["Learning", "Analysis", "Lexicons", "Feedback", "Pipeline", "BundledData"]),
        tests("Evaluation", ["Evaluation", "Analysis", "Lexicons", "Feedback", "Readers"]),
        tests("Ingestion", ["Ingestion", "Readers", "Feedback"], data: ["Resources"]),
        tests("Linking", ["Linking", "Feedback"]),
        tests("FeedbackStore", ["FeedbackStore", "Feedback", grdb]),
        tests("Insights", ["Insights", "FeedbackStore", "Feedback", grdb], data: ["Resources"]),
        tests("Alerting", ["Alerting", "Insights", "FeedbackStore", "Feedback", grdb]),
        tests(
            "Pipeline",
            ["Pipeline", "Ingestion", "Analysis", "Lexicons", "Linking", "FeedbackStore", "Feedback", "BundledData"]),
        tests("Reporting", ["Reporting", "Insights", "FeedbackStore", "Feedback", "BundledData"]),
        tests(
            "Dashboard",
            [
                "Dashboard", "Reporting", "Insights", "FeedbackStore", "Feedback", "BundledData", hummingbird,
                httpTypes, logging,
                nio, .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        tests("Command", ["voc", "Feedback", "Readers"]),
    ]
)
