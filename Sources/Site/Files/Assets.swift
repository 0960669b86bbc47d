import Foundation
import HTTP
import HTTPTypes
import Secrets

/// The files of `public/`, read once at start and served from memory under names that change with their content.
package struct Assets: Sendable {
    /// The path of each file below "/public/".
    private let paths: [String: String]
    private let files: [String: Representations]

    package static let prefix = "public"

    package enum Problem: Error, Equatable {
        case folderMissing(path: String)
        /// The folder lacks a file that every page needs.
        case fileMissing(name: String)
        case unknownType(name: String)
    }

    private static let needed = ["style.css", "page.js", "icon.svg", "checkin.js", "checkin-worker.js"]
    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8", "wasm": "application/wasm",
    ]

    /// - Throws: `Problem` when the folder is not what the pages need; what Foundation throws for unreadable files.
    package init(folder: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Problem.folderMissing(path: folder)
        }
        var paths: [String: String] = [:]
        var files: [String: Representations] = [:]
        for name in names where !name.hasPrefix(".") {
            let parts = name.split(separator: ".").map(String.init)
            guard parts.count == 2, let mediaType = Self.mediaTypes[parts[1]] else {
                throw Problem.unknownType(name: name)
            }
            let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/" + name)))
            let fingerprint = base64URLEncode(Array(sha256(bytes).prefix(9)))
            let path = "\(parts[0]).\(fingerprint).\(parts[1])"
            paths[name] = path
            files[path] = Representations(fields: Self.fields(mediaType), bytes: bytes, effort: .most)
        }
        for name in Self.needed where paths[name] == nil { throw Problem.fileMissing(name: name) }
        self.paths = paths
        self.files = files
    }

    /// The address of a file of ours: "/public/style.Zm9vYmFyYmF6.css".
    func path(_ name: String) -> String {
        guard let path = paths[name] else { preconditionFailure("no file \(name) in the public folder") }
        return "/\(Self.prefix)/\(path)"
    }

    /// For a file that an installation may lack.
    func has(_ name: String) -> Bool { paths[name] != nil }

    /// A file under an address of its own. The caller says how long it may be kept.
    func response(named name: String, to head: RequestHead) -> Response {
        guard let file = paths[name].flatMap({ files[$0] }) else {
            preconditionFailure("no file \(name) in the public folder")
        }
        return file.response(to: head)
    }

    /// - Parameter path: What follows "/public/".
    func response(_ path: String, to head: RequestHead) -> Response? {
        guard let file = files[path] else { return nil }
        switch head.method {
        case .get, .head: return file.response(to: head)
        default: return Response.refusal(of: head.method, allowed: [.get, .head])
        }
    }

    private static func fields(_ mediaType: String) -> HTTPFields {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = mediaType
        fields[.cacheControl] = "public, max-age=31536000, immutable"
        return fields
    }
}
