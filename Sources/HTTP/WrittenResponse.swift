package import HTTPTypes

/// An answer that many get: written once, and only the date and what is said to each alone is put in.
///
/// To go through the fields of a page one by one took longer than everything else done for a request, and to hand a
/// `Response` from hand to hand counts a reference to each of its parts, where this has one.
package final class WrittenResponse: Sendable {
    package let response: Response
    package let status: HTTPResponse.Status
    /// What follows the head, if the method lets it.
    package let content: KeptContent
    /// Status line, date, fields and length; what is left to say is about the connection.
    private let head: [UInt8]
    private let date: Range<Int>

    /// Room for what is said to each alone.
    private static let asideBytes = 160

    /// - Parameters:
    ///   - fields: As those of `Response`.
    ///   - body: Left out where the status forbids it.
    package init(status: HTTPResponse.Status, fields: HTTPFields, body: [UInt8] = []) {
        response = Response(status: status, fields: fields, body: .bytes(body))
        self.status = status
        content = KeptContent(status.forbidsContent ? [] : body)
        var head: [UInt8] = []
        head.appendStatusLine(status)
        let start = head.count
        head.appendDate(HTTPDate(epochSeconds: 0))
        date = (start + "Date: ".utf8.count)..<(head.count - 2)
        head.append(fields)
        if !status.forbidsContent { head.append(contentLength: body.count) }
        self.head = head
    }

    func head(date: HTTPDate, id: RequestID, demandsTLS: Bool, connection: StaticString) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(self.head.count + Self.asideBytes)
        head += self.head
        head.withUnsafeMutableBytes { head in
            date.bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: head[self.date]).copyMemory(from: $0) }
        }
        head.appendAside(id: id, demandsTLS: demandsTLS)
        head.append(connection)
        head.append("\r\n")
        return head
    }
}
