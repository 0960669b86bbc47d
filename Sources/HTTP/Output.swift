/// Bytes for the socket in two parts, so that a body that many share is never copied to stand behind its head.
package struct Output: Sendable {
    package var head: [UInt8]
    package var body: Body

    package enum Body: Sendable {
        case own([UInt8])
        case kept(KeptContent)

        package var bytes: [UInt8] {
            switch self {
            case .own(let bytes): bytes
            case .kept(let content): content.bytes
            }
        }

        package var count: Int {
            switch self {
            case .own(let bytes): bytes.count
            case .kept(let content): content.bytes.count
            }
        }
    }

    package init(head: [UInt8] = [], body: Body = .own([])) {
        self.head = head
        self.body = body
    }

    /// Bytes of both parts together.
    package var count: Int { head.count + body.count }
}
