import Synchronization

/// Counts the connections of all loops against their limits.
final class ConnectionCensus: Sendable {
    private struct Counts {
        var total = 0
        var perAddress: [String: Int] = [:]
    }

    enum Entry {
        /// `leave` must follow.
        case entered
        /// There is no room for anybody.
        case full
        /// There is no room for more from that address.
        case fullForAddress
    }

    private let limit: Int
    private let limitPerAddress: Int
    private let counts = Mutex(Counts())

    init(limit: Int, limitPerAddress: Int) {
        self.limit = limit
        self.limitPerAddress = limitPerAddress
    }

    func enter(from address: String) -> Entry {
        counts.withLock { counts in
            let already = counts.perAddress[address, default: 0]
            guard already < limitPerAddress else { return .fullForAddress }
            guard counts.total < limit else { return .full }
            counts.total += 1
            counts.perAddress[address] = already + 1
            return .entered
        }
    }

    func leave(from address: String) {
        counts.withLock { counts in
            counts.total -= 1
            let left = counts.perAddress[address, default: 1] - 1
            counts.perAddress[address] = left == 0 ? nil : left
        }
    }
}
