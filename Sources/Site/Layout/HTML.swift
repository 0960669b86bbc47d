/// Markup that is safe to send: literals are trusted, every interpolated `String` is escaped.
///
/// There is no initialiser from a run-time `String`, so unescaped input cannot become markup by accident.
package struct HTML: Sendable {
    package private(set) var bytes: [UInt8] = []
}

extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral literal: StaticString) {
        bytes = literal.withUTF8Buffer { Array($0) }
    }
    package init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    package struct StringInterpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []
        package init(literalCapacity: Int, interpolationCount: Int) { bytes.reserveCapacity(literalCapacity * 2) }
        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
        package mutating func appendInterpolation(_ markup: HTML) { bytes += markup.bytes }
        package mutating func appendInterpolation(_ markup: [HTML]) { for m in markup { bytes += m.bytes } }
        /// Nil is nothing at all.
        package mutating func appendInterpolation(_ markup: HTML?) { if let markup { bytes += markup.bytes } }
        package mutating func appendInterpolation(_ number: Int) { bytes += Array(String(number).utf8) }

        /// Escapes for element content and for double-quoted attribute values.
        ///
        /// Works on UTF-8, not on `Character`: a quote followed by a combining mark is one
        /// `Character` that equals neither, yet the browser still sees the quote.
        package mutating func appendInterpolation(_ text: String) {
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "&"): bytes += "&amp;".utf8
                case UInt8(ascii: "<"): bytes += "&lt;".utf8
                case UInt8(ascii: ">"): bytes += "&gt;".utf8
                case UInt8(ascii: "\""): bytes += "&quot;".utf8
                case UInt8(ascii: "'"): bytes += "&#39;".utf8
                default: bytes.append(byte)
                }
            }
        }
    }
}
