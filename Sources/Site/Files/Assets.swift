import Foundation
import HTTP
import HTTPTypes
import Secrets
import Synchronization

/// The files of `public/`, read once at start and served from memory under names that change with their content.
package final class Assets: Sendable {
    /// The address of each file by its name in the folder.
    private let addresses: [String: String]
    private let files: Mutex<[String: Representations]>

    package static let prefix = "public"
    private static let addressStart = "/\(prefix)/"

    package enum Problem: Error, Equatable {
        case folderMissing(path: String)
        /// The folder lacks a file that every page needs.
        case fileMissing(name: String)
        case unknownType(name: String)
    }

    private static let needed = ["style.css", "badges.css", "page.js", "icon.svg", "checkin.js", "checkin-worker.js"]
    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8", "wasm": "application/wasm",
    ]

    /// - Throws: `Problem` when the folder is not what the pages need; what Foundation throws for unreadable files.
    package init(folder: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Problem.folderMissing(path: folder)
        }
        var addresses: [String: String] = [:]
        var files: [String: Representations] = [:]
        for name in names where !name.hasPrefix(".") {
            let parts = name.split(separator: ".").map(String.init)
            guard parts.count == 2, let mediaType = Self.mediaTypes[parts[1]] else {
                throw Problem.unknownType(name: name)
            }
            let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/" + name)))
            let fingerprint = base64URLEncode(Array(sha256(bytes).prefix(9)))
            let address = "/\(Self.prefix)/\(parts[0]).\(fingerprint).\(parts[1])"
            addresses[name] = address
            files[address] = Representations(fields: Self.fields(mediaType), bytes: bytes, effort: .little)
        }
        for name in Self.needed where addresses[name] == nil { throw Problem.fileMissing(name: name) }
        self.addresses = addresses
        self.files = Mutex(files)
    }

    /// Packs each file as tightly as it goes, in the place of what the start had time for: all of it together would
    /// triple the time to the first answer.
    package func packTightly() async {
        for (address, file) in files.withLock({ $0 }) {
            if Task.isCancelled { return }
            let tight = file.repacked(.most)
            files.withLock { $0[address] = tight }
            await Task.yield()
        }
    }

    /// The address of a file of ours: "/public/style.Zm9vYmFyYmF6.css".
    func path(_ name: String) -> String {
        guard let address = addresses[name] else { preconditionFailure("no file \(name) in the public folder") }
        return address
    }

    /// For a file that an installation may lack.
    func has(_ name: String) -> Bool { addresses[name] != nil }

    /// A file under an address of its own. The caller says how long it may be kept.
    func response(named name: String, to head: RequestHead) async -> Response {
        let address = path(name)
        guard let file = files.withLock({ $0[address] }) else { preconditionFailure("each address has its file") }
        return await file.answer(to: head).response
    }

    /// Whether it can be the address of a file, as our pages write it.
    static func isAddress(_ path: String) -> Bool { path.utf8.starts(with: addressStart.utf8) }

    /// - Parameter address: As `path(_:)` has it.
    func answer(_ address: String, to head: RequestHead) -> Answer? {
        guard let file = files.withLock({ $0[address] }) else { return nil }
        switch head.method {
        case .get, .head: return file.answer(to: head)
        default: return .now(.refusal(of: head.method, allowed: [.get, .head]))
        }
    }

    private static func fields(_ mediaType: String) -> HTTPFields {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = mediaType
        fields[.cacheControl] = "public, max-age=31536000, immutable"
        return fields
    }
}
