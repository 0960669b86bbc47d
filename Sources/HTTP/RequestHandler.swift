/// What a server does with requests. The server owns bytes, time and connections; the handler owns meaning.
package protocol RequestHandler: Sendable {
    /// Bytes of body this request may have; more is answered with 413 before it is read.
    func bodyLimit(for head: RequestHead) -> Int

    /// Called on the connection's event loop, which waits meanwhile: answer `.now` from memory, else `.later`.
    func respond(to request: Request) -> Answer

    /// The answer to bytes that never became a request.
    ///
    /// - Parameters:
    ///   - head: Nil where not even that was read.
    ///   - id: Names it as `Request.id` names a request.
    func respond(to refusal: Refusal, head: RequestHead?, id: RequestID) -> Response
}

package enum Answer: Sendable {
    case now(Response)
    /// As `now`, with an answer that is kept and goes to many.
    case written(WrittenResponse)
    /// Runs off the event loop. Anything it cannot do is its own to turn into a response.
    case later(@Sendable () async -> Response)
}
