// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
/// SQLite's own functions, as GRDB has them.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

func target(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// What more than one test target stands on.
func fixtures(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

// The imports are the architecture: what a target may not do is what it cannot import (docs/architecture.md).
let package = Package(
    name: "vemfn",
    products: [.executable(name: "vemfn", targets: ["vemfn"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .target(name: "CLinux"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),

        target("HTTP", [httpTypes]),
        target("TLS", ["COpenSSL"]),
        target("HTTPServer", ["HTTP", "TLS", "CLinux", httpTypes, logging]),
        target("Compression", ["CZlib", "CBrotli"]),
        target("QRCode", ["CQREncode", "CPNG"]),
        target("Spreadsheet", ["CXLSXWriter", "CZip", "CExpat"]),
        target("Markdown", ["CCMark"]),
        target("JSON", []),
        target("Secrets", ["COpenSSL"]),
        target("Conference", []),
        target("Storage", ["Conference", "Secrets", grdb, sqlite]),
        target(
            "Site",
            [
                "HTTP", "Compression", "QRCode", "Spreadsheet", "Markdown", "JSON", "Conference", "Storage", "Secrets",
                httpTypes, logging,
            ]),
        target("Curl", ["CCurl"]),
        target("Mail", ["Curl", "CCurl", "QRCode", "Conference", "Storage", "Secrets", logging]),
        target("Webhooks", ["Curl", "CCurl", "HTTP", "JSON", "Conference", "Storage", "Secrets", logging]),
        .executableTarget(
            name: "vemfn",
            dependencies: [
                "Site", "Mail", "Webhooks", "HTTPServer", "HTTP", "TLS", "CLinux", "Conference", "Storage", "Secrets",
                grdb, logging, argumentParser, httpTypes,
            ],
            swiftSettings: settings),

        fixtures("Fixtures", ["Conference", "Storage", "Secrets"]),
        fixtures("Peer", ["HTTPServer", "COpenSSL"]),
        .target(
            name: "Fuzz", dependencies: ["HTTP", httpTypes], path: "Tests/Fuzz", exclude: ["Corpus", "Driver"],
            swiftSettings: settings),
        tests("EndToEnd", ["vemfn", "Fixtures", "Peer", "HTTPServer", "TLS"]),
        tests("MarkdownTests", ["Fixtures", "Markdown"]),
        tests(
            "SiteTests",
            [
                "Fixtures", "Site", "HTTP", "Markdown", "JSON", "Spreadsheet", "Conference", "Storage", "Secrets",
                httpTypes, logging,
            ]),
        tests("HTTPTests", ["Fuzz", "HTTP", httpTypes]),
        tests("HTTPServerTests", ["Peer", "HTTPServer", "HTTP", "TLS", "CLinux", "COpenSSL", httpTypes, logging]),
        tests("TLSTests", ["Peer", "TLS", "COpenSSL"]),
        .systemLibrary(
            name: "CBrotliDecoder", path: "Tests/CBrotliDecoder", pkgConfig: "libbrotlidec",
            providers: [.apt(["libbrotli-dev"])]),
        tests("CompressionTests", ["Compression", "CZlib", "CBrotliDecoder"]),
        tests("QRCodeTests", ["QRCode"]),
        tests("SpreadsheetTests", ["Spreadsheet", "CZip"]),
        tests("MailTests", ["Fixtures", "Mail", "Conference", "Storage", "Secrets", logging, grdb]),
        tests("JSONTests", ["JSON"]),
        tests("WebhooksTests", ["Webhooks", "Curl", "HTTP", "JSON", "Conference", "Storage", "Secrets"]),
        tests("SecretsTests", ["Secrets"]),
        tests("ConferenceTests", ["Fixtures", "Conference"]),
        tests(
            "CommandTests",
            [
                "Fixtures", "vemfn", "Site", "Mail", "HTTP", "Conference", "Storage", "Secrets", argumentParser,
                logging,
                grdb,
            ]),
        tests("StorageTests", ["Fixtures", "Storage", "Conference", "Secrets", grdb]),
    ]
)
