import Foundation
import Storage
import Synchronization

/// Counts requests by the minute: those of each key, and of each network those without a key that opens anything.
///
/// Kept in memory: a restart forgives everybody a minute.
package final class APIPace: Sendable {
    /// Where a client stands after a request.
    struct Standing: Sendable, Equatable {
        let isAllowed: Bool
        let left: Int
        /// Seconds until all are there again.
        let reset: Int
    }

    package static let usual = 600
    /// Nobody mistypes a key that often.
    private static let strangers = 60

    private enum Client: Hashable {
        case key(Int64)
        case network(String)
    }

    private struct Minute {
        var number: Int64 = 0
        var counts: [Client: Int] = [:]
    }

    /// Requests a minute by one key; nil for any number.
    let ofKey: Int?
    private let minute = Mutex(Minute())

    init(ofKey: Int?) {
        self.ofKey = ofKey
    }

    /// Nil where nothing is counted.
    func count(key: Int64, now: Date) -> Standing? {
        ofKey.map { count(.key(key), limit: $0, now: now) }
    }

    func count(strangerFrom address: String, now: Date) -> Standing {
        count(.network(ClientNetwork.of(address)), limit: ofKey == nil ? .max : Self.strangers, now: now)
    }

    private func count(_ client: Client, limit: Int, now: Date) -> Standing {
        let seconds = Int64(now.timeIntervalSince1970)
        return minute.withLock { minute in
            if minute.number != seconds / 60 { minute = Minute(number: seconds / 60) }
            let already = minute.counts[client] ?? 0
            if already < limit { minute.counts[client] = already + 1 }
            return Standing(
                isAllowed: already < limit, left: max(0, limit - already - 1), reset: Int(60 - seconds % 60))
        }
    }
}
