/// How long a peer may take before its connection is closed.
package struct Deadlines: Sendable {
    /// From the first byte of a head to its last.
    package var head: Duration = .seconds(10)
    /// From the end of the head to the end of the body.
    package var body: Duration = .seconds(30)
    /// For each KiB of a body on its way; the last one may be shorter.
    package var bodyPace: Duration = .seconds(10)
    /// Between requests on one connection.
    package var idle: Duration = .seconds(60)
    /// Between requests, after which a connection may be closed early to make room for a new one.
    package var spare: Duration = .seconds(1)
    /// Without the peer taking a single byte of a response.
    package var write: Duration = .seconds(30)
    /// From the last byte of the last response until the peer has closed too.
    package var linger: Duration = .seconds(2)
    /// From the order to stop until what is still open is cut.
    package var grace: Duration = .seconds(10)

    package init() {}
}
