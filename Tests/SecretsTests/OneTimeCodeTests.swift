import Secrets
import Testing

/// The key of RFC 4226 Appendix D and of RFC 6238 Appendix B for SHA-1.
private let code = OneTimeCode(key: Array("12345678901234567890".utf8))

struct OneTimeCodeTests {
    @Test(
        arguments: zip(
            Array(0...9) as [Int64],
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
            ]))
    func `codes are those of RFC 4226 Appendix D`(step: Int64, expected: String) {
        #expect(code.code(step: step) == expected)
    }

    /// RFC 6238 has eight digits there, of which ours are the last six.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func `codes are those of RFC 6238 Appendix B`(time: Int64, eightDigits: String) {
        #expect(code.code(step: time / 30) == eightDigits.suffix(6))
        #expect(code.step(of: String(eightDigits.suffix(6)), now: time, after: 0) == time / 30)
    }

    @Test(arguments: Array(-3...3) as [Int64])
    func `a clock may be a step ahead or behind, and no more`(steps: Int64) {
        let now: Int64 = 1_800_000_000
        let typed = code.code(step: now / 30 + steps)
        #expect((code.step(of: typed, now: now, after: 0) != nil) == (-1...1).contains(steps))
    }

    @Test func `a code that was taken, and any before it, is taken no more`() throws {
        let now: Int64 = 1_800_000_000
        let (before, current) = (code.code(step: now / 30 - 1), code.code(step: now / 30))
        let taken = try #require(code.step(of: current, now: now, after: 0))
        #expect(code.step(of: current, now: now, after: taken) == nil)
        #expect(code.step(of: before, now: now, after: taken) == nil)
        #expect(code.step(of: code.code(step: taken + 1), now: now + 30, after: taken) == taken + 1)
    }

    @Test(arguments: ["", "1", "12345", "1234567", "abcdef", "٠٨١٨٠٤", "081804\0", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"])
    func `what is no code is none`(typed: String) {
        #expect(code.step(of: typed, now: 1_111_111_109, after: 0) == nil)
    }

    @Test func `the key is told as apps take it`() {
        #expect(code.keyText == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }

    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
    ])
    func `base32 is that of RFC 4648 §10, without padding`(text: String, expected: String) {
        #expect(base32Encode(Array(text.utf8)) == expected)
    }
}

struct RecoveryCodeTests {
    @Test func `a recovery code is known however it is typed`() {
        let code = RecoveryCode(random: .system)
        let typed = [
            code.text, code.text.lowercased(), code.text.replacing("-", with: ""),
            " \(code.text.replacing("-", with: " ")) ",
            code.text.replacing("0", with: "o").replacing("1", with: "l"),
        ]
        for text in typed { #expect(RecoveryCode(typed: text).hash == code.hash, "\(text)") }
        #expect(RecoveryCode(typed: String(code.text.dropLast())).hash != code.hash)
    }

    @Test func `no two codes are alike`() {
        #expect(Set((0..<1_000).map { _ in RecoveryCode(random: .system).text }).count == 1_000)
    }
}
