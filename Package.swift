// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The layers, lowest first; a target imports only what stands above it (see ARCHITECTURE.md).
let layers: [Target] = [
    .target(name: "JSONSupport", swiftSettings: settings),
    .target(name: "Telemetry", swiftSettings: settings),
    .target(name: "JobModel", swiftSettings: settings),
    .target(name: "SeedManifest", dependencies: ["JSONSupport"], swiftSettings: settings),
    .target(name: "ValueTypes", dependencies: ["JSONSupport"], swiftSettings: settings),
    .systemLibrary(name: "CSQLiteConfiguration"),
    .target(
        name: "Storage",
        dependencies: [
            "CSQLiteConfiguration", "JobModel",
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "GRDBSQLite", package: "GRDB.swift"),
        ],
        swiftSettings: settings
    ),
    .target(
        name: "BlobStore",
        dependencies: [
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ],
        swiftSettings: settings
    ),
    .target(
        name: "JobEngine",
        dependencies: [
            "BlobStore", "JSONSupport", "JobModel", "SeedManifest", "Storage", "Telemetry", "ValueTypes",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "CryptoExtras", package: "swift-crypto"),
            .product(name: "JWTKit", package: "jwt-kit"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ],
        swiftSettings: settings
    ),
    .target(name: "WorkerProtocol", dependencies: ["JSONSupport", "JobModel"], swiftSettings: settings),
    .target(
        name: "HTTPSupport",
        dependencies: [
            "BlobStore", "JSONSupport", "JobEngine", "JobModel", "Storage", "Telemetry",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            .product(name: "NIOWebSocket", package: "swift-nio"),
        ],
        swiftSettings: settings
    ),
    .target(
        name: "ScaleAPI",
        dependencies: ["HTTPSupport", "JSONSupport", "JobEngine", "JobModel", "SeedManifest"],
        swiftSettings: settings
    ),
    .target(
        name: "UFDLAPI",
        dependencies: [
            "HTTPSupport", "JSONSupport", "JobEngine", "JobModel", "Storage",
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "NIOCore", package: "swift-nio"),
        ],
        swiftSettings: settings
    ),
    .target(
        name: "NativeAPI",
        dependencies: [
            "HTTPSupport", "JSONSupport", "JobEngine", "JobModel", "SeedManifest",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "NIOCore", package: "swift-nio"),
        ],
        swiftSettings: settings
    ),
    .target(
        name: "Dashboard",
        dependencies: [
            "HTTPSupport", "JSONSupport", "JobEngine",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "NIOCore", package: "swift-nio"),
        ],
        resources: [.embedInCode("Assets")],
        swiftSettings: settings
    ),
    .systemLibrary(name: "CEventFD"),
    .target(
        name: "Worker",
        dependencies: [
            "CEventFD", "JSONSupport", "JobModel", "SeedManifest", "WorkerProtocol",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "SystemPackage", package: "swift-system"),
        ],
        swiftSettings: settings
    ),
    .target(
        name: "Mail",
        dependencies: [
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "SystemPackage", package: "swift-system"),
        ],
        swiftSettings: settings
    ),
    .target(
        name: "DroverServer",
        dependencies: [
            "BlobStore", "Dashboard", "HTTPSupport", "JSONSupport", "JobEngine", "JobModel", "Mail", "NativeAPI", "ScaleAPI",
            "Storage", "Telemetry", "UFDLAPI",
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        ],
        swiftSettings: settings
    ),
    .executableTarget(
        name: "drover",
        dependencies: [
            "DroverServer", "HTTPSupport", "JSONSupport", "JobEngine", "JobModel", "SeedManifest", "Worker",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "SystemPackage", package: "swift-system"),
        ],
        swiftSettings: settings
    ),
]

let tests: [Target] = [
    .testTarget(name: "JSONSupportTests", dependencies: ["JSONSupport"], swiftSettings: settings),
    .testTarget(name: "JobModelTests", dependencies: ["JobModel"], swiftSettings: settings),
    .testTarget(
        name: "SeedManifestTests",
        dependencies: ["JSONSupport", "SeedManifest"],
        exclude: ["Fixtures"],
        swiftSettings: settings
    ),
    .testTarget(
        name: "ValueTypesTests",
        dependencies: ["JSONSupport", "ValueTypes"],
        exclude: ["Fixtures"],
        swiftSettings: settings
    ),
    .testTarget(
        name: "MailTests",
        dependencies: [
            "Mail",
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "SystemPackage", package: "swift-system"),
        ],
        swiftSettings: settings
    ),
    .testTarget(name: "StorageTests", dependencies: ["Storage"], swiftSettings: settings),
    .testTarget(name: "BlobStoreTests", dependencies: ["BlobStore"], swiftSettings: settings),
    .testTarget(
        name: "JobEngineTests",
        dependencies: ["BlobStore", "JSONSupport", "JobEngine", "JobModel", "SeedManifest", "Storage"],
        swiftSettings: settings
    ),
    .testTarget(
        name: "CommandLineTests",
        dependencies: [
            "drover", "HTTPSupport", "JSONSupport", "JobModel", "SeedManifest", "Worker",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "SystemPackage", package: "swift-system"),
        ],
        swiftSettings: settings
    ),
    .testTarget(
        name: "WorkerTests",
        dependencies: ["JSONSupport", "Worker", "WorkerProtocol", .product(name: "NIOCore", package: "swift-nio")],
        swiftSettings: settings
    ),
    .testTarget(
        name: "ServerTests",
        dependencies: [
            "drover", "DroverServer", "HTTPSupport", "JSONSupport", "JobEngine", "JobModel", "Storage", "Worker",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "SystemPackage", package: "swift-system"),
        ],
        exclude: ["Fixtures", "UFDL/Fixtures"],
        swiftSettings: settings
    ),
]

let package = Package(
    name: "drover",
    products: [.executable(name: "drover", targets: ["drover"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: layers + tests
)
