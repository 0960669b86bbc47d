/// What came of one attempt to hand a message over.
package enum DeliveryOutcome: Sendable, Equatable {
    case accepted
    /// Not now, perhaps later, with the reason for organisers.
    case deferred(String, Cause)
    /// Never: another attempt would fare no better.
    case refused(String)

    package enum Cause: Sendable, Equatable {
        /// This message; others may do better.
        case message
        /// The server: it is away, or takes nothing from us at the moment.
        case server
    }
}
