/// Bytes for the socket in two parts, so that a body that many share is never copied to stand behind its head.
package struct Output: Sendable, Equatable {
    package var head: [UInt8] = []
    package var body: [UInt8] = []

    package init(head: [UInt8] = [], body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    /// Bytes of both parts together.
    package var count: Int { head.count + body.count }
}
