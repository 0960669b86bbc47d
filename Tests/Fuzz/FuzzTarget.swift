import HTTP
import HTTPTypes

/// What is fed with arbitrary bytes, and what must hold whatever they are. A broken promise ends the program, as a trap
/// in the code under test does.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case request, form, multipart, cookie, path, forwarded, precondition, range, encoding, address

    package func run(_ bytes: [UInt8]) {
        switch self {
        case .request: readRequests(bytes)
        case .form: readForm(bytes)
        case .multipart: readMultipart(bytes)
        case .cookie: readCookie(bytes)
        case .path: readPath(bytes)
        case .forwarded: readForwarded(bytes)
        case .precondition: readPrecondition(bytes)
        case .range: readRange(bytes)
        case .encoding: readEncoding(bytes)
        case .address: readAddress(bytes)
        }
    }
}

/// Limits so small that inputs of a few hundred bytes reach them.
private let limits: Limits = {
    var limits = Limits()
    (limits.targetBytes, limits.headBytes, limits.fieldCount, limits.chunkOverheadBytes) = (64, 256, 6, 48)
    return limits
}()

private func readRequests(_ bytes: [UInt8]) {
    let whole = readings(of: [bytes], limits: limits, bodyLimit: 64)
    let single = readings(of: bytes.map { [$0] }, limits: limits, bodyLimit: 64)
    precondition(whole == single, "one byte at a time reads otherwise than all at once")
    let size = Int(bytes.first ?? 0) % 31 + 2  // any size, but the same one each time this input is read
    let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    precondition(whole == readings(of: pieces, limits: limits, bodyLimit: 64), "pieces read otherwise than the whole")

    for case .request(let head, let body) in whole {
        precondition(body.utf8.count <= 64 * 3, "a body is larger than its limit")  // U+FFFD has three bytes
        precondition(head.path == "*" || head.path.utf8.first == UInt8(ascii: "/"), "a path begins elsewhere")
        precondition(head.fields.values.count <= limits.fieldCount + 1, "more fields than may be")
        precondition(head.version == .http10 || head.host?.isEmpty == false, "nobody is asked")
        for value in head.fields.values {
            precondition(!value.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }, "a value ends its line")
        }
        _ = (head.pathSegments, head.keepsAlive, head.cookie("session"), try? head.queryFields())
    }
}

private func readForm(_ bytes: [UInt8]) {
    guard let form = try? FormData(bytes) else { return }
    precondition(form.pairs.count <= FormData.pairLimit, "more pairs than may be")
    let written = FormData.encode(form.pairs.map { ($0.name, $0.value) })
    precondition((try? FormData(written.utf8)) == form, "what was read and written reads otherwise")
}

private func readMultipart(_ bytes: [UInt8]) {
    guard let form = try? MultipartForm(bytes, boundary: "x", partLimit: 8) else { return }
    precondition(form.parts.count <= 8, "more parts than may be")
    precondition(form.parts.reduce(0) { $0 + $1.content.count } <= bytes.count, "more content than was sent")
}

private func readCookie(_ bytes: [UInt8]) {
    guard let value = head(.cookie, bytes).cookie("a") else { return }
    precondition(!value.utf8.contains(UInt8(ascii: ";")), "a cookie has swallowed its neighbour")
}

private func readPath(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    precondition(percentDecoded(percentEncoded(text)) == (bytes.contains(0) ? nil : text), "encoding is not undone")
    guard let segments = RequestHead(method: .get, path: text).pathSegments else { return }
    for segment in segments {
        precondition(segment != "." && segment != "..", "a path climbs")
        precondition(!segment.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }, "a segment is more than one")
    }
}

private func readForwarded(_ bytes: [UInt8]) {
    let proxies = TrustedProxies([AddressRange("10.0.0.0/8"), AddressRange("::1")].compactMap(\.self))
    let said = String(decoding: bytes, as: UTF8.self)
    for (name, step) in [("Forwarded", "for=192.0.2.1"), ("X-Forwarded-For", "192.0.2.1")] {
        let name = HTTPField.Name(name)!  // tokens both
        let origin = proxies.origin(of: RequestFields([name: said]), from: "::1")
        precondition(IPAddress(origin.address)?.description == origin.address, "an address is none")
        // Whatever the client has said, the proxy's own step decides, or nothing is believed.
        let behind = proxies.origin(of: RequestFields([name: said + ", " + step]), from: "::1")
        precondition(behind.address == "192.0.2.1" || behind.address == "::1", "a client has made itself another")
        precondition(!behind.isSecure && behind.host == nil, "a client has told how it came")
    }
}

private func readPrecondition(_ bytes: [UInt8]) {
    let tag = EntityTag("\"a\"")!  // a tag
    let said = String(decoding: bytes, as: UTF8.self)
    let none = head(.ifNoneMatch, bytes).precondition(for: tag)
    let match = head(.ifMatch, bytes).precondition(for: tag)
    precondition(none != .failed && match != .unchanged, "a condition has another's outcome")
    // What matches strongly matches weakly too.
    precondition(match == .failed || none == .unchanged, "\(said) is two things")
}

private func readRange(_ bytes: [UInt8]) {
    let length = Int(bytes.first ?? 0)
    switch head(.range, Array(bytes.dropFirst())).byteRange(of: length, tag: EntityTag("\"a\"")!) {  // a tag
    case .whole, .unsatisfiable: break
    case .part(let range):
        precondition(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= length, "a part is not within")
    }
}

private func readEncoding(_ bytes: [UInt8]) {
    let head = head(.acceptEncoding, bytes)
    precondition(head.preferredCoding(among: [.identity]) == .identity)
    let coding = head.preferredCoding(among: ContentCoding.allCases)
    precondition(coding == .identity || head.fields[.acceptEncoding] != "", "a coding nobody asked for")
}

private func readAddress(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let address = IPAddress(text) {
        precondition(IPAddress(address.description) == address, "an address reads otherwise than it was written")
        precondition(AddressRange(text)?.contains(address) == true, "an address is not its own range")
    }
    _ = AddressRange(text)
}

private func head(_ name: HTTPField.Name, _ value: [UInt8]) -> RequestHead {
    RequestHead(method: .get, path: "/", fields: [name: String(decoding: value, as: UTF8.self)])
}
