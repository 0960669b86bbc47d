import Foundation
import Storage
import Synchronization

/// Counts sign-ups by the minute, so that a program cannot fill the conference before anybody looks.
///
/// Kept in memory: a restart forgives everybody a minute.
package final class SignUpPace: Sendable {
    /// How many sign-ups a minute may bring; nil for any number.
    package struct Limits: Sendable, Equatable {
        /// From one address (`ClientNetwork`). A whole administration may sit behind one.
        package var ofAddress: Int?
        package var inAll: Int?

        package init(ofAddress: Int?, inAll: Int?) {
            self.ofAddress = ofAddress
            self.inAll = inAll
        }

        package static let usual = Limits(ofAddress: 60, inAll: 1200)
        package static let none = Limits(ofAddress: nil, inAll: nil)
    }

    private struct Minute {
        var number: Int64 = 0
        var inAll = 0
        var byNetwork: [String: Int] = [:]
    }

    private let limits: Limits
    private let minute = Mutex(Minute())

    package init(_ limits: Limits) {
        self.limits = limits
    }

    /// Counts people who want to sign up, unless that would be too many.
    ///
    /// - Parameter address: The client's numeric address.
    /// - Returns: Nil when they may; otherwise the seconds until the next minute.
    func count(_ people: Int = 1, from address: String, now: Date) -> Int? {
        let seconds = Int64(now.timeIntervalSince1970)
        let network = ClientNetwork.of(address)
        return minute.withLock { minute in
            if minute.number != seconds / 60 { minute = Minute(number: seconds / 60) }
            let already = minute.byNetwork[network] ?? 0
            guard already + people <= limits.ofAddress ?? .max, minute.inAll + people <= limits.inAll ?? .max else {
                return Int(60 - seconds % 60)
            }
            minute.byNetwork[network] = already + people
            minute.inAll += people
            return nil
        }
    }
}
