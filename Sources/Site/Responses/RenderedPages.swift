import Foundation
import HTTP
import HTTPTypes
import Synchronization

/// Pages that are the same for everybody, rendered once and served from memory until the data change.
///
/// A page is fresh to the last write as long as it is not made anew more often than `Allowance` says. In a rush, when
/// every few milliseconds bring a write and everybody looks at the figures, it may be a second old: to render it for each
/// write would take the core that the sign-ups need. While one request has it rendered anew, the others get the last one
/// for as long; when that is too old they wait for the new one, and never do the same work beside it: sixty-four who did
/// waited for a third of a second where one waits for ten milliseconds.
///
/// Bounded by the number of such pages: only they are kept, each under its one canonical address.
final class RenderedPages: Sendable {
    private struct Entry {
        var representations: Representations
        var version: Int
        var renderedAt: Date
        var allowance: Allowance
        /// Somebody has been told to render it.
        var isBeingRendered = false
    }

    /// A page on its way. What cannot be kept, as the page about an error, is for who had it rendered alone.
    private struct Rendering {
        let beganAt: Date
        let task: Task<(kept: Representations?, page: Response), Never>
    }

    /// How old a page may be in a rush.
    private static let mostAge: TimeInterval = 1

    private let entries = Mutex<[String: Entry]>([:])
    private let renderings = Mutex<[String: Rendering]>([:])

    /// The page a head asks for, when there is one that will do. Whoever gets nil is to have it `rendered`.
    ///
    /// - Parameter version: The version of the data; a page rendered from another one is stale. So is one from
    ///   another minute, for pages tell whether sign-up is open.
    func page(for head: RequestHead, version: Int, now: Date) -> Answer? {
        guard head.method == .get || head.method == .head, head.query == nil else { return nil }
        let kept = entries.withLock { entries -> Representations? in
            // Not bound by a copy: that would be one more count of each reference for every page that is served.
            guard let index = entries.index(forKey: head.path) else { return nil }
            let isOfThisMinute = Self.minute(entries.values[index].renderedAt) == Self.minute(now)
            if isOfThisMinute, entries.values[index].version == version {
                return entries.values[index].representations
            }
            let isRecent = isOfThisMinute && now.timeIntervalSince(entries.values[index].renderedAt) < Self.mostAge
            guard isRecent else { return nil }
            if entries.values[index].isBeingRendered || !entries.values[index].allowance.take(at: now) {
                return entries.values[index].representations
            }
            entries.values[index].isBeingRendered = true
            return nil
        }
        return kept?.answer(to: head)
    }

    /// The page of a visit, rendered and kept, or the one that somebody else is having rendered.
    ///
    /// - Parameter render: Makes it, and says from which version of the data.
    func rendered(
        _ visit: Visit, by render: @escaping @Sendable () async -> (page: Response, version: Int)
    ) async -> Response {
        guard let address = visit.page else { return await render().page }
        let path = visit.path(address)
        let (task, isOurs) = renderings.withLock { renderings in
            if let running = renderings[path], visit.now.timeIntervalSince(running.beganAt) < Self.mostAge {
                return (running.task, false)
            }
            // Of nobody's visit: whoever hangs up takes it from no one else.
            let task = Task {
                let (page, version) = await render()
                let kept = self.keep(page, at: path, version: version, now: visit.now)
                self.renderings.withLock { if $0[path]?.beganAt == visit.now { $0[path] = nil } }
                return (kept: kept, page: page)
            }
            renderings[path] = Rendering(beganAt: visit.now, task: task)
            return (task, true)
        }
        let outcome = await task.value
        if let kept = outcome.kept { return await kept.answer(to: visit.request.head).response }
        return isOurs ? outcome.page : await render().page
    }

    /// - Returns: Nil for what is not to be kept.
    private func keep(_ page: Response, at path: String, version: Int, now: Date) -> Representations? {
        guard page.status == .ok, case .bytes(let bytes) = page.body else { return nil }
        var fields = page.fields
        fields[.cacheControl] = "no-cache"
        let representations = Representations(fields: fields, bytes: bytes, effort: .little)
        entries.withLock { entries in
            // Two that were rendered beside each other may end in the other order.
            if let kept = entries[path], kept.version > version, kept.renderedAt >= now { return }
            entries[path] = Entry(
                representations: representations, version: version, renderedAt: now,
                allowance: entries[path]?.allowance ?? Allowance(since: now))
        }
        return representations
    }

    private static func minute(_ time: Date) -> Int64 { Int64(time.timeIntervalSince1970) / 60 }
}

/// How often a page may be made anew: `burst` times at once, and four times a second for as long as it goes on.
private struct Allowance {
    private static let burst = 40.0
    private static let perSecond = 4.0

    private var left = Allowance.burst
    private var since: Date

    init(since: Date) { self.since = since }

    mutating func take(at now: Date) -> Bool {
        left = min(Self.burst, left + max(0, now.timeIntervalSince(since)) * Self.perSecond)
        since = now
        guard left >= 1 else { return false }
        left -= 1
        return true
    }
}
