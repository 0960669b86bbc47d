import Foundation
import HTTP
import HTTPTypes
import Secrets

/// The files of `public/`, read once at start and served from memory under names that change with their content.
package struct Assets: Sendable {
    private struct File {
        let path: String
        let response: Response
    }

    private let byName: [String: File]
    private let byPath: [String: File]

    package static let prefix = "public"

    package enum Problem: Error, Equatable {
        case folderMissing(path: String)
        /// The folder lacks a file that every page needs.
        case fileMissing(name: String)
        case unknownType(name: String)
    }

    private static let needed = ["style.css", "page.js", "icon.svg"]
    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8",
    ]

    /// - Throws: `Problem` when the folder is not what the pages need; what Foundation throws for unreadable files.
    package init(folder: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Problem.folderMissing(path: folder)
        }
        var byName: [String: File] = [:]
        for name in names where !name.hasPrefix(".") {
            let parts = name.split(separator: ".").map(String.init)
            guard parts.count == 2, let mediaType = Self.mediaTypes[parts[1]] else {
                throw Problem.unknownType(name: name)
            }
            let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/" + name)))
            let fingerprint = base64URLEncode(Array(sha256(bytes).prefix(9)))
            byName[name] = File(
                path: "\(parts[0]).\(fingerprint).\(parts[1])", response: Self.response(bytes, mediaType))
        }
        for name in Self.needed where byName[name] == nil { throw Problem.fileMissing(name: name) }
        self.byName = byName
        byPath = Dictionary(uniqueKeysWithValues: byName.values.map { ($0.path, $0) })
    }

    /// The address of a file of ours: "/public/style.Zm9vYmFyYmF6.css".
    func path(_ name: String) -> String {
        guard let file = byName[name] else { preconditionFailure("no file \(name) in the public folder") }
        return "/\(Self.prefix)/\(file.path)"
    }

    /// - Parameter path: What follows "/public/".
    func response(_ path: String, to head: RequestHead) -> Response? {
        guard let file = byPath[path] else { return nil }
        let route = Route(get: { _ in file.response })
        guard route.handler(for: head.method) != nil else { return route.refusal(of: head.method) }
        return file.response.conditional(on: head)
    }

    private static func response(_ bytes: [UInt8], _ mediaType: String) -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = mediaType
        fields[.cacheControl] = "public, max-age=31536000, immutable"
        fields[.eTag] = strongETag(bytes)
        return Response(status: .ok, fields: fields, body: .bytes(bytes)).written()
    }
}
