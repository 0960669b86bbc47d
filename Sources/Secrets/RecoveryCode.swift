/// Stands in for a one-time code, once, when the telephone is gone: 60 bits, of which only the hash is stored.
///
/// It needs no slow hash as a password does: it was drawn, and nobody guesses at 60 bits.
package struct RecoveryCode: Sendable, Equatable {
    /// "7K3M-Q2XR-9DFA".
    package let text: String

    package init(random: RandomBytes) {
        text = readableCode(groups: 3, random: random)
    }

    /// What was typed, whether or not it is anybody's code: in any case, with or without hyphens, and with the letters
    /// that Crockford's base 32 leaves out taken for the digits they look like.
    package init(typed: String) {
        text = String(
            decoding: typed.utf8.prefix(100).compactMap { byte -> UInt8? in
                let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                switch isLower ? byte & 0xDF : byte {
                case UInt8(ascii: "-"), UInt8(ascii: " "): return nil
                case UInt8(ascii: "O"): return UInt8(ascii: "0")
                case UInt8(ascii: "I"), UInt8(ascii: "L"): return UInt8(ascii: "1")
                case let other: return other
                }
            }, as: UTF8.self)
    }

    package var hash: [UInt8] { sha256(text.utf8.filter { $0 != UInt8(ascii: "-") }) }
}
