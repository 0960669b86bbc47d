/// Groups of four letters and digits, joined by hyphens, that survive being read aloud: "7K3M-Q2XR".
///
/// Crockford's base 32: no I, L, O or U. Each character carries 5 bits, and as 256 is a multiple of 32
/// none is favoured.
package func readableCode(groups: Int, random: RandomBytes) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    return (0..<groups)
        .map { _ in String(decoding: random(4).map { alphabet[Int($0 & 31)] }, as: UTF8.self) }
        .joined(separator: "-")
}
