import HTTPTypes

extension RequestHead {
    /// Reads a complete head.
    ///
    /// - Parameter bytes: From the method to the empty line, which is included. The caller has found its end,
    ///   has seen that every line ends with CRLF, and has checked the number of lines.
    convenience init(parsing bytes: Span<UInt8>, limits: Limits) throws(Refusal) {
        var end = bytes.lineEnd(from: 0)
        let line = try RequestLine(parsing: bytes.extracting(0..<end), limits: limits)

        var fields = RequestFields(head: bytes)
        while true {
            let start = end + 2
            end = bytes.lineEnd(from: start)
            if end == start { break }
            fields.append(try FieldLine(parsing: bytes.extracting(start..<end)), at: start)
        }

        try Self.checkHost(fields, version: line.version)
        if let authority = line.target.authority { fields.replace(.hostField, with: authority) }
        self.init(
            method: line.method, path: line.target.path, query: line.target.query, version: line.version,
            fields: fields)
        try checkExpectation()
    }

    /// One Host, no more, and in HTTP/1.1 no less (RFC 9112 §3.2).
    private static func checkHost(_ fields: RequestFields, version: Version) throws(Refusal) {
        var count = 0
        var areAuthorities = true
        fields.forEachValue(of: .hostField) { value in
            count += 1
            areAuthorities = areAuthorities && value.isAuthority
        }
        guard areAuthorities, count == 1 || count == 0 && version == .http10 else { throw .malformed }
    }

    /// Only one expectation has a meaning (RFC 9110 §10.1.1).
    private func checkExpectation() throws(Refusal) {
        for expectation in fields[values: .expect] where !expectation.equalsIgnoringCase("100-continue") {
            throw .unknownExpectation
        }
    }
}

extension HTTPField.Name {
    /// swift-http-types keeps Host apart as a request's authority; in HTTP/1.1 it is a field like any other.
    fileprivate static let hostField = HTTPField.Name("Host")!  // a token
}

extension RequestHead {
    /// Whom the client meant to reach: the Host field, or the authority of an absolute target.
    package var host: String? { fields[.hostField] }

    /// The same with another Host.
    func asked(of host: String) -> RequestHead {
        var fields = fields
        fields.replace(.hostField, with: host)
        return RequestHead(method: method, path: path, query: query, version: version, fields: fields)
    }

    /// The client waits for `100 Continue` before it sends the body. HTTP/1.0 cannot mean it (RFC 9110 §10.1.1).
    var expectsContinue: Bool { version == .http11 && fields.contains(.expect) }

    /// Whether the client would send a further request on this connection (RFC 9112 §9.3).
    package var keepsAlive: Bool {
        guard fields.contains(.connection) else { return version == .http11 }
        let options = fields[values: .connection]
        if Self.contains("close", in: options) { return false }
        return version == .http11 || Self.contains("keep-alive", in: options)
    }

    private static func contains(_ option: StaticString, in lists: [String]) -> Bool {
        lists.contains { list in
            list.utf8.split(separator: UInt8(ascii: ",")).contains { item in
                let item = item.drop(while: \.isOptionalWhitespace)
                let end = item.lastIndex { !$0.isOptionalWhitespace }
                return end.map { Substring(item[...$0]).equalsIgnoringCase(option) } ?? false
            }
        }
    }
}

extension Span<UInt8> {
    /// The index of the CR that ends the line, given that a line end follows.
    fileprivate func lineEnd(from start: Int) -> Int {
        var index = start
        while self[index] != .lineFeed { index += 1 }
        return index - 1
    }
}
