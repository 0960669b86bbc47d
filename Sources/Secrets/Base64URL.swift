private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

/// base64url without padding (RFC 4648 §5), for what stands in addresses, cookies and hidden fields.
package func base64URLEncode(_ bytes: [UInt8]) -> String {
    encode(bytes, alphabet: alphabet, bitsEach: 6)
}

/// Writes bytes with characters that stand for so many bits each, without padding (RFC 4648).
func encode(_ bytes: [UInt8], alphabet: [UInt8], bitsEach: Int) -> String {
    let mask = UInt32(alphabet.count - 1)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 8 + bitsEach - 1) / bitsEach)
    var pending: UInt32 = 0
    var bits = 0
    for byte in bytes {
        pending = pending << 8 | UInt32(byte)
        bits += 8
        while bits >= bitsEach {
            bits -= bitsEach
            text.append(alphabet[Int(pending >> UInt32(bits) & mask)])
        }
    }
    if bits > 0 { text.append(alphabet[Int(pending << UInt32(bitsEach - bits) & mask)]) }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes, or nil for anything `base64URLEncode` would not have written: one value has one spelling.
package func base64URLDecode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3 / 4)
    var pending: UInt32 = 0
    var bits = 0
    for character in text.utf8 {
        guard let value = value(of: character) else { return nil }
        pending = pending << 6 | UInt32(value)
        bits += 6
        if bits >= 8 {
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
        }
    }
    let leftOver = pending & ((1 << UInt32(bits)) - 1)
    guard bits < 6, leftOver == 0 else { return nil }
    return bytes
}

private func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
}
