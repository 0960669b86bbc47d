import HTTPTypes

/// `GET /anmalan?lang=sv HTTP/1.1` (RFC 9112 §3).
struct RequestLine {
    let method: HTTPRequest.Method
    let target: RequestTarget
    let version: RequestHead.Version

    /// - Parameter line: The first line of the head without its CRLF. Exactly one space between the three parts:
    ///   more lenient readers have been led to see another target than the proxy in front of them (§3).
    init(parsing line: Span<UInt8>, limits: Limits) throws(Refusal) {
        guard let firstSpace = line.firstIndex(of: .space) else { throw .malformed }
        let rest = line.extracting((firstSpace + 1)...)
        guard let secondSpace = rest.firstIndex(of: .space) else { throw .malformed }

        method = try HTTPRequest.Method(parsing: line.extracting(0..<firstSpace))
        version = try RequestHead.Version(parsing: rest.extracting((secondSpace + 1)...))
        let target = rest.extracting(0..<secondSpace)
        guard target.count <= limits.targetBytes else { throw .targetTooLong }
        self.target = try RequestTarget(parsing: target, method: method)
    }
}

extension HTTPRequest.Method {
    /// Methods are case-sensitive (RFC 9110 §9.1). CONNECT is for proxies and has no use here. No address answers TRACE
    /// or QUERY, and each says so with 405 (§15.5.6).
    fileprivate init(parsing token: Span<UInt8>) throws(Refusal) {
        if token.equals("GET") {
            self = .get
        } else if token.equals("HEAD") {
            self = .head
        } else if token.equals("POST") {
            self = .post
        } else if token.equals("PUT") {
            self = .put
        } else if token.equals("PATCH") {
            self = .patch
        } else if token.equals("DELETE") {
            self = .delete
        } else if token.equals("TRACE") {
            self = .trace
        } else if token.equals("QUERY") {
            self = .query
        } else if token.equals("OPTIONS") {
            self = .options
        } else {
            for index in 0..<token.count where !token[index].isToken { throw .malformed }
            throw token.isEmpty ? .malformed : .unknownMethod
        }
    }
}

extension RequestHead.Version {
    /// A higher minor version is served as the highest that is known (RFC 9110 §6.2).
    fileprivate init(parsing name: Span<UInt8>) throws(Refusal) {
        guard name.count == 8, name.extracting(0..<5).equals("HTTP/"), name[5].isDigit, name[6] == UInt8(ascii: "."),
            name[7].isDigit
        else { throw .malformed }
        guard name[5] == UInt8(ascii: "1") else { throw .unknownVersion }
        self = name[7] == UInt8(ascii: "0") ? .http10 : .http11
    }
}
