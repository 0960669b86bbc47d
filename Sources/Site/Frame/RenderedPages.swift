import Foundation
import HTTP
import HTTPTypes
import Secrets
import Synchronization

/// Pages that are the same for everybody, rendered once and served from memory until the data change.
///
/// Bounded by the number of such pages: only they are kept, each under its one canonical address.
final class RenderedPages: Sendable {
    private struct Entry {
        let response: Response
        let version: Int
        let minute: Int64
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// The page a head asks for, when there is a fresh one.
    ///
    /// - Parameter version: The version of the data; a page rendered from another one is stale. So is one from
    ///   another minute, for pages tell whether sign-up is open.
    func page(for head: RequestHead, version: Int, now: Date) -> Response? {
        guard head.method == .get || head.method == .head, head.query == nil else { return nil }
        let entry = entries.withLock { $0[head.path] }
        guard let entry, entry.version == version, entry.minute == Self.minute(now) else { return nil }
        return entry.response.conditional(on: head)
    }

    /// Keeps a page and answers with it.
    func keep(_ page: Response, of visit: Visit, version: Int) -> Response {
        guard page.status == .ok, case .bytes(let bytes) = page.body else { return page }
        var page = page
        page.fields[.eTag] = strongETag(bytes)
        page.fields[.cacheControl] = "no-cache"
        page = page.written()
        let entry = Entry(response: page, version: version, minute: Self.minute(visit.now))
        entries.withLock { $0[visit.path(visit.page)] = entry }
        return page.conditional(on: visit.request.head)
    }

    private static func minute(_ now: Date) -> Int64 { Int64(now.timeIntervalSince1970) / 60 }
}

/// A strong validator (RFC 9110 §8.8.3): the same bytes, the same tag.
func strongETag(_ bytes: [UInt8]) -> String { "\"\(base64URLEncode(Array(sha256(bytes).prefix(12))))\"" }

extension Response {
    /// 304 when the client has these very bytes (RFC 9110 §13.1.2).
    func conditional(on head: RequestHead) -> Response {
        guard let known = head.fields[.ifNoneMatch], let tag = fields[.eTag] else { return self }
        let matches = known.split(separator: ",").contains { candidate in
            var candidate = candidate.drop { $0 == " " || $0 == "\t" }
            if candidate.hasPrefix("W/") { candidate = candidate.dropFirst(2) }
            while candidate.last == " " || candidate.last == "\t" { candidate.removeLast() }
            return candidate == "*" || candidate == tag
        }
        guard matches else { return self }
        var unchanged = Response(status: .notModified, fields: fields)
        unchanged.fields[.contentType] = nil
        unchanged.fields[.contentLanguage] = nil
        return unchanged
    }
}
