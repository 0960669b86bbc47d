/// Decodes percent escapes once (RFC 3986 §2.1).
///
/// - Returns: nil if an escape is malformed, or if the result is not UTF-8 or holds a NUL.
package func percentDecoded(_ text: some StringProtocol) -> String? {
    // Most have none, and to look is much less than to write it anew.
    if !text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == 0 }) { return String(text) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.utf8.count)
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
        guard byte == UInt8(ascii: "%") else {
            decoded.append(byte)
            continue
        }
        guard let high = bytes.next()?.hexValue, let low = bytes.next()?.hexValue else { return nil }
        decoded.append(UInt8(high << 4 | low))
    }
    if decoded.contains(0) { return nil }
    return String(validating: decoded, as: UTF8.self)
}

/// Escapes everything that is not unreserved (RFC 3986 §2.3): safe as a path segment and as a query value.
package func percentEncoded(_ text: some StringProtocol) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 { encoded.append(percentEncoding: byte) }
    return String(decoding: encoded, as: UTF8.self)
}

extension [UInt8] {
    mutating func append(percentEncoding byte: UInt8) {
        if byte.isUnreserved {
            append(byte)
        } else {
            append(UInt8(ascii: "%"))
            append(UInt8.hexDigit(byte >> 4))
            append(UInt8.hexDigit(byte & 15))
        }
    }
}

extension UInt8 {
    fileprivate static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
