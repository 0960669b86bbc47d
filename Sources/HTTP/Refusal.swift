/// Why a connection's bytes are not taken as a request. After each of them the connection is closed.
package enum Refusal: Error, Sendable, Equatable, CaseIterable {
    /// Not HTTP, or framed so that two readers could disagree (RFC 9112 §2.2, §3, §5, §6).
    case malformed
    /// Not encrypted, on a port that speaks TLS.
    case withoutTLS
    /// The head or the body did not arrive in time.
    case tooSlow
    case headTooLarge
    case targetTooLong
    case bodyTooLarge
    /// There are as many connections as there may be. Said before anything is read.
    case tooManyConnections
    /// A transfer coding other than chunked (RFC 9112 §6.1).
    case unknownTransferCoding
    /// A method that no handler of ours knows (RFC 9110 §9.1).
    case unknownMethod
    /// An HTTP version that is not 1.x (RFC 9112 §2.3).
    case unknownVersion
    /// An expectation other than 100-continue (RFC 9110 §10.1.1).
    case unknownExpectation
}
