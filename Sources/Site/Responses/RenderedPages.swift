import Foundation
import HTTP
import HTTPTypes
import Synchronization

/// Pages that are the same for everybody, rendered once and served from memory until the data change.
///
/// Bounded by the number of such pages: only they are kept, each under its one canonical address.
final class RenderedPages: Sendable {
    private struct Entry {
        let representations: Representations
        let version: Int
        let minute: Int64
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// The page a head asks for, when there is a fresh one.
    ///
    /// - Parameter version: The version of the data; a page rendered from another one is stale. So is one from
    ///   another minute, for pages tell whether sign-up is open.
    func page(for head: RequestHead, version: Int, now: Date) -> Answer? {
        guard head.method == .get || head.method == .head, head.query == nil else { return nil }
        let entry = entries.withLock { $0[head.path] }
        guard let entry, entry.version == version, entry.minute == Self.minute(now) else { return nil }
        return entry.representations.answer(to: head)
    }

    /// Keeps a page and answers with it.
    func keep(_ page: Response, of visit: Visit, version: Int) async -> Response {
        guard page.status == .ok, case .bytes(let bytes) = page.body, let address = visit.page else { return page }
        var fields = page.fields
        fields[.cacheControl] = "no-cache"
        let representations = Representations(fields: fields, bytes: bytes, effort: .little)
        let entry = Entry(representations: representations, version: version, minute: Self.minute(visit.now))
        entries.withLock { $0[visit.path(address)] = entry }
        return await representations.answer(to: visit.request.head).response
    }

    private static func minute(_ now: Date) -> Int64 { Int64(now.timeIntervalSince1970) / 60 }
}
