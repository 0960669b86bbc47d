import HTTPTypes

/// What a form with files sends (multipart/form-data, RFC 7578), its parts in the order in which they were sent.
///
/// Strict: what browsers never send is refused, since readers disagree about it. That is text before the first boundary
/// and after the last, a boundary that goes on as another word, `filename*`, and transfer encodings.
package struct MultipartForm: Sendable, Equatable {
    /// One field or file.
    package struct Part: Sendable, Equatable {
        package let name: String
        /// As the sender wrote it: never to be used as a path.
        package let filename: String?
        /// As the sender wrote it, and no more than its claim.
        package let contentType: String?
        package let content: [UInt8]
    }

    /// Why bytes are not taken as a form.
    package enum MultipartError: Error, Equatable {
        case malformed
        case tooManyParts(limit: Int)
    }

    /// Bytes of the fields of one part. Browsers send a hundred or two.
    private static let headBytes = 2048

    package private(set) var parts: [Part] = []

    /// - Parameters:
    ///   - bytes: The whole body; its size has been limited where it was read.
    ///   - boundary: Of the field Content-Type: `RequestHead.multipartBoundary`.
    package init(_ bytes: [UInt8], boundary: String, partLimit: Int = 100) throws(MultipartError) {
        let dashes = Array("--\(boundary)".utf8)
        guard bytes.starts(with: dashes) else { throw .malformed }
        let delimiter = [.carriageReturn, .lineFeed] + dashes
        var rest = bytes[dashes.count...]
        while try Self.beginsPart(&rest) {
            guard parts.count < partLimit else { throw .tooManyParts(limit: partLimit) }
            let head = try Self.head(&rest)
            guard let end = rest.firstIndex(of: delimiter) else { throw .malformed }
            parts.append(try Part(head: head, content: Array(rest[..<end])))
            rest = rest[(end + delimiter.count)...]
        }
    }

    /// The first value of that name that is no file.
    package subscript(name: String) -> String? {
        guard let part = parts.first(where: { $0.name == name && $0.filename == nil }) else { return nil }
        return String(decoding: part.content, as: UTF8.self)
    }

    /// The first file of that name.
    package func file(_ name: String) -> Part? {
        parts.first { $0.name == name && $0.filename != nil }
    }

    /// Reads what follows a boundary: a line end before a part, or two dashes at the end of it all.
    private static func beginsPart(_ rest: inout ArraySlice<UInt8>) throws(MultipartError) -> Bool {
        if rest.starts(with: "--".utf8) {
            rest = rest.dropFirst(2)
            guard rest.isEmpty || rest.elementsEqual("\r\n".utf8) else { throw .malformed }
            return false
        }
        rest = rest.drop(while: \.isOptionalWhitespace)  // transport padding (RFC 2046 §5.1.1)
        guard rest.starts(with: "\r\n".utf8) else { throw .malformed }
        rest = rest.dropFirst(2)
        return true
    }

    /// Reads a part's fields and the empty line behind them.
    private static func head(_ rest: inout ArraySlice<UInt8>) throws(MultipartError) -> HTTPFields {
        var fields = HTTPFields()
        var left = headBytes
        while true {
            guard let end = rest.prefix(left).firstIndex(of: [.carriageReturn, .lineFeed]) else { throw .malformed }
            let line = Array(rest[..<end])
            left -= line.count + 2
            rest = rest[(end + 2)...]
            if line.isEmpty { return fields }
            do throws(Refusal) {
                let parts = try FieldLine(parsing: line.span)
                let name = HTTPField.Name(line.span.extracting(parts.name).string())!  // a token
                fields.append(HTTPField(name: name, value: line[parts.value]))
            } catch {
                throw .malformed
            }
        }
    }
}

extension MultipartForm.Part {
    fileprivate init(head: HTTPFields, content: [UInt8]) throws(MultipartForm.MultipartError) {
        let dispositions = head[values: .contentDisposition]
        guard dispositions.count == 1, head[values: .contentType].count <= 1, head[.contentTransferEncoding] == nil,
            let disposition = Parameters(dispositions[0]), disposition.value.equalsIgnoringCase("form-data"),
            let name = disposition["name"], disposition["filename*"] == nil
        else { throw .malformed }
        self.name = name
        filename = disposition["filename"]
        contentType = head[.contentType]
        self.content = content
    }
}

extension RequestHead {
    /// The boundary of a form with files (RFC 7578 §4.1); nil when the body is something else.
    package var multipartBoundary: String? {
        guard hasContentType("multipart/form-data"), let field = fields[.contentType],
            let boundary = Parameters(field)?["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy(\.isBoundary), boundary.utf8.last != .space
        else { return nil }
        return boundary
    }
}

/// A value with parameters: `form-data; name="a"`.
private struct Parameters {
    let value: String
    private var pairs: [(name: String, value: String)] = []

    /// nil if it is malformed, names a parameter twice or is not UTF-8.
    init?(_ field: String) {
        let bytes = Array(field.utf8)
        let essence = bytes.prefix { $0 != UInt8(ascii: ";") }
        value = String(decoding: essence.filter { !$0.isOptionalWhitespace }, as: UTF8.self)
        var rest = bytes[essence.count...]
        while rest.popFirst() != nil {  // the semicolon
            rest = rest.drop(while: \.isOptionalWhitespace)
            let name = rest.prefix(while: \.isToken)
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "="), let value = Self.value(&rest),
                let text = String(validating: value, as: UTF8.self)
            else { return nil }
            let lowercased = String(decoding: name.map(\.lowercased), as: UTF8.self)
            guard self[lowercased] == nil else { return nil }
            pairs.append((lowercased, text))
            rest = rest.drop(while: \.isOptionalWhitespace)
            guard rest.isEmpty || rest.first == UInt8(ascii: ";") else { return nil }
        }
    }

    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    private static func value(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.first == UInt8(ascii: "\"") else {
            let token = rest.prefix(while: \.isToken)
            rest = rest.dropFirst(token.count)
            return token.isEmpty ? nil : Array(token)
        }
        rest = rest.dropFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return unescaped(value) }
            // Some tools escape a quote so; any other backslash is one, as in C:\list.csv.
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "\"") {
                value.append(UInt8(ascii: "\""))
                rest = rest.dropFirst()
            } else {
                value.append(byte)
            }
        }
        return nil
    }

    /// Browsers write a quote and line ends in names as %22, %0D and %0A, and nothing else so (HTML §4.10.21.8).
    private static func unescaped(_ value: [UInt8]) -> [UInt8] {
        var unescaped: [UInt8] = []
        var rest = value[...]
        while let byte = rest.popFirst() {
            let escape: UInt8? =
                if byte != UInt8(ascii: "%") {
                    nil
                } else if rest.starts(with: "22".utf8) {
                    UInt8(ascii: "\"")
                } else if rest.starts(with: "0D".utf8) {
                    .carriageReturn
                } else if rest.starts(with: "0A".utf8) {
                    .lineFeed
                } else {
                    nil
                }
            unescaped.append(escape ?? byte)
            if escape != nil { rest = rest.dropFirst(2) }
        }
        return unescaped
    }
}

extension ArraySlice<UInt8> {
    /// Where `pattern` begins for the first time. It is looked for only where its first byte is.
    fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
        var rest = self
        while let start = rest.firstIndex(of: pattern[0]) {
            if self[start...].starts(with: pattern) { return start }
            rest = self[(start + 1)...]
        }
        return nil
    }
}

extension UInt8 {
    /// bchars (RFC 2046 §5.1.1).
    fileprivate var isBoundary: Bool {
        switch self {
        case UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"), UInt8(ascii: "_"),
            UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), .colon, UInt8(ascii: "="),
            UInt8(ascii: "?"), .space:
            true
        default: isDigit || isLetter
        }
    }
}

extension HTTPField.Name {
    fileprivate static let contentTransferEncoding = HTTPField.Name("Content-Transfer-Encoding")!  // a token
}
