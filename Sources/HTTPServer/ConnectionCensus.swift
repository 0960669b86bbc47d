import Synchronization

/// Counts the connections of all loops against their limits.
final class ConnectionCensus: Sendable {
    private struct Counts {
        var total = 0
        var perAddress: [String: Int] = [:]
    }

    private let limit: Int
    private let limitPerAddress: Int
    private let counts = Mutex(Counts())

    init(limit: Int, limitPerAddress: Int) {
        self.limit = limit
        self.limitPerAddress = limitPerAddress
    }

    /// - Returns: false if there is no room; else `leave` must follow.
    func enter(from address: String) -> Bool {
        counts.withLock { counts in
            let already = counts.perAddress[address, default: 0]
            guard counts.total < limit, already < limitPerAddress else { return false }
            counts.total += 1
            counts.perAddress[address] = already + 1
            return true
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
