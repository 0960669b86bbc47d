import Foundation

/// A part of a message, or all of its body (RFC 2045, RFC 2046).
indirect enum MIMEPart: Sendable {
    case plain(String)
    case html(String)
    case attachment(Attachment)
    /// At least one part, and how they belong together.
    case multipart(Kind, [MIMEPart])

    enum Kind: String {
        /// The same in several forms, the best last.
        case alternative
        case mixed
    }

    /// - Parameter boundary: Ends in a number for each level, so that none begins as another does.
    func bytes(boundary: Boundary) -> String {
        switch self {
        case .plain(let text): Self.text("plain", text)
        case .html(let text): Self.text("html", text)
        case .attachment(let attachment):
            """
            Content-Type: \(attachment.type); name="\(attachment.name)"\r
            Content-Disposition: attachment; filename="\(attachment.name)"\r
            Content-Transfer-Encoding: base64\r
            \r
            \(Data(attachment.bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn,
                .endLineWithLineFeed]))\r

            """
        case .multipart(let kind, let parts):
            """
            Content-Type: multipart/\(kind.rawValue); boundary="\(boundary.text)"\r
            \r
            \(parts.map { "--\(boundary.text)\r\n\($0.bytes(boundary: boundary.inner))" }.joined())\
            --\(boundary.text)--\r

            """
        }
    }

    private static func text(_ subtype: String, _ text: String) -> String {
        """
        Content-Type: text/\(subtype); charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        \(QuotedPrintable.encoded(text))
        """
    }

    /// What parts are told apart by. `=_` stands in nothing that quoted-printable or base64 write (RFC 2045 §6.7).
    struct Boundary {
        let id: String
        var level = 1

        var text: String { "=_\(level)_\(id)" }
        var inner: Boundary { Boundary(id: id, level: level + 1) }
    }
}

/// A file that goes with a message.
package struct Attachment: Sendable, Equatable {
    /// In ASCII, and without quotes.
    package let name: StaticName
    package let type: StaticName
    package let bytes: [UInt8]

    package init(name: StaticName, type: StaticName, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

/// A word of ours, which no input can be.
package struct StaticName: Sendable, Equatable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String

    package init(stringLiteral literal: StaticString) { description = "\(literal)" }
}
