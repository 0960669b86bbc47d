package import Foundation
package import Secrets
package import Storage
import Synchronization

/// A folder that goes with the last reference to it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "vemfn-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        // A folder left behind in the temporary directory fails no test.
        try? FileManager.default.removeItem(atPath: path)
    }

    package var database: String { path + "/vemfn.sqlite" }

    package func open(migrations: String = ourMigrations, seed: UInt64 = 1) throws -> Store {
        try Store(path: database, migrations: migrations, random: .seeded(seed), now: noon)
    }

    /// Writes files, names to texts, into a new folder inside this one.
    package func folder(_ name: String, _ files: [String: String]) throws -> String {
        let folder = path + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (file, text) in files {
            try text.write(toFile: folder + "/" + file, atomically: false, encoding: .utf8)
        }
        return folder
    }
}

/// The folder the program ships with.
package let ourMigrations = ourFolder("migrations")

package func ourFolder(_ name: String) -> String {
    URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: name).path
}

/// 2027-01-15, 12.00 in Stockholm.
package let noon = Date(timeIntervalSince1970: 1_800_010_800)

extension RandomBytes {
    /// The same bytes for the same seed.
    package static func seeded(_ seed: UInt64) -> RandomBytes {
        let generator = SharedGenerator(seed)
        return RandomBytes { count in generator.bytes(count) }
    }
}

private final class SharedGenerator: Sendable {
    private let generator: Mutex<SplitMix>

    init(_ seed: UInt64) {
        generator = Mutex(SplitMix(seed: seed))
    }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in
            (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        }
    }
}

/// SplitMix64: small, quick, and every seed gives a sequence of its own.
package struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
