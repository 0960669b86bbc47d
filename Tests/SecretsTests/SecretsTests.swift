import Secrets
import Testing

private let key = SigningKey([UInt8](repeating: 7, count: SigningKey.byteCount))

struct Base64URLTests {
    @Test(
        arguments: [
            ([], ""), ([0], "AA"), ([0xFF], "_w"), ([0xFB, 0xEF], "--8"), (Array("Ham".utf8), "SGFt"),
        ] as [([UInt8], String)])
    func `bytes and text are each other's inverse`(bytes: [UInt8], text: String) {
        #expect(base64URLEncode(bytes) == text)
        #expect(base64URLDecode(text) == bytes)
    }

    @Test(arguments: ["A", "AB", "AA=", "A A", "+w", "/w", "ÅÄ", "\u{0}\u{0}"])
    func `what the encoder would not write is refused`(text: String) {
        #expect(base64URLDecode(text) == nil)
    }

    @Test func `random bytes of every length survive the round trip`() {
        for count in 0..<70 {
            let bytes = RandomBytes.system(count)
            #expect(base64URLDecode(base64URLEncode(bytes)) == bytes)
        }
    }
}

struct FormTokenTests {
    let token = FormToken(for: .signUp, random: .system, now: 1_800_000_000)

    @Test func `a token that comes back unaltered tells who made it and when`() {
        #expect(FormToken(token.text(key: key), for: .signUp, key: key) == token)
    }

    @Test func `a token with any one character altered is refused`() {
        let text = Array(token.text(key: key).utf8)
        for index in text.indices {
            var altered = text
            altered[index] = altered[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(FormToken(String(decoding: altered, as: UTF8.self), for: .signUp, key: key) == nil)
        }
    }

    @Test func `a token signed with another key is refused`() {
        let other = SigningKey([UInt8](repeating: 8, count: SigningKey.byteCount))
        #expect(FormToken(token.text(key: other), for: .signUp, key: key) == nil)
    }

    @Test func `a token of one form is none in another`() {
        #expect(FormToken(token.text(key: key), for: .signIn, key: key) == nil)
    }

    @Test(arguments: [(-1, false), (0, true), (60, true), (61, false), (Int64.max, false)])
    func `a token is fresh from its second to the last of its time`(age: Int64, isFresh: Bool) {
        let token = FormToken(for: .signUp, random: .system, now: 0)
        #expect(token.isFresh(within: 60, at: age) == isFresh)
        #expect(!FormToken(for: .signUp, random: .system, now: .min).isFresh(within: 60, at: age))
    }
}

struct CalendarLinkTests {
    private let hash = SecretLink(random: .system).hash

    @Test(arguments: [0, 1, 290, Int64.max])
    func `a calendar's link comes back from its address, and is right for its registration alone`(number: Int64) throws
    {
        let link = CalendarLink(registration: number, personalHash: hash, key: key)
        let back = try #require(CalendarLink(link.text))
        #expect(back == link && back.registration == number)
        #expect(link.text.count == 32)
        #expect(back.isRight(personalHash: hash, key: key))
        #expect(!back.isRight(personalHash: SecretLink(random: .system).hash, key: key))
        #expect(!back.isRight(personalHash: hash, key: SigningKey([UInt8](repeating: 9, count: SigningKey.byteCount))))
    }

    @Test func `a calendar's link with any one character altered is not right`() {
        let text = Array(CalendarLink(registration: 7, personalHash: hash, key: key).text.utf8)
        for index in text.indices {
            var altered = text
            altered[index] = altered[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let link = CalendarLink(String(decoding: altered, as: UTF8.self))
            #expect(link?.isRight(personalHash: hash, key: key) != true)
        }
    }

    @Test(arguments: ["", "AAAA", SecretLink(random: .system).text, String(repeating: "!", count: 32)])
    func `what cannot be a calendar's link is none`(text: String) {
        #expect(CalendarLink(text) == nil)
    }
}

struct SecretLinkTests {
    let token = FormToken(for: .signUp, random: .system, now: 0)

    @Test func `one form and one address always lead to the same link`() {
        let first = SecretLink(formToken: token, email: "a@example.se", key: key)
        #expect(first == SecretLink(formToken: token, email: "a@example.se", key: key))
    }

    @Test func `another address, form or key leads to another link`() {
        let link = SecretLink(formToken: token, email: "a@example.se", key: key)
        let otherKey = SigningKey([UInt8](repeating: 9, count: SigningKey.byteCount))
        #expect(link != SecretLink(formToken: token, email: "b@example.se", key: key))
        let otherToken = FormToken(for: .signUp, random: .system, now: 0)
        #expect(link != SecretLink(formToken: otherToken, email: "a@example.se", key: key))
        #expect(link != SecretLink(formToken: token, email: "a@example.se", key: otherKey))
    }

    @Test(arguments: ["", "abc", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA/", "../../../../etc/passwd"])
    func `text that cannot be a link is refused`(text: String) {
        #expect(SecretLink(text) == nil)
    }

    @Test func `a link survives being written and read`() {
        let link = SecretLink(random: .system)
        #expect(SecretLink(link.text) == link)
        #expect(link.hash != link.bytes)
    }
}

struct PasswordHashTests {
    @Test func `a password matches its own hash and nothing near it does`() {
        let hash = PasswordHash(of: "rätt häst batteri", random: .system)
        #expect(hash.matches("rätt häst batteri"))
        #expect(!hash.matches("ratt hast batteri"))
        #expect(!hash.matches(""))
        #expect(!hash.matches(String(repeating: "x", count: 1_000_000)))
    }

    @Test func `RFC 7914 §12: the third test vector is reproduced`() {
        // P = "pleaseletmein", S = "SodiumChloride", N = 16384, r = 8, p = 1; the first 32 of 64 bytes.
        let hash: [UInt8] = [
            0x70, 0x23, 0xbd, 0xcb, 0x3a, 0xfd, 0x73, 0x48, 0x46, 0x1c, 0x06, 0xcd, 0x81, 0xfd, 0x38, 0xeb,
            0xfd, 0xa8, 0xfb, 0xba, 0x90, 0x4f, 0x8e, 0x3e, 0xa9, 0xb5, 0x43, 0xf6, 0x54, 0x5d, 0xa1, 0xf2,
        ]
        let salt = base64URLEncode(Array("SodiumChloride".utf8))
        #expect(PasswordHash(stored: "scrypt$14$8$1$\(salt)$\(base64URLEncode(hash))").matches("pleaseletmein"))
    }

    @Test func `nobody's hash matches nothing, at the price of a real one`() {
        #expect(!PasswordHash.ofNobody.matches(""))
        let parameters = { (hash: PasswordHash) in hash.text.split(separator: "$").prefix(4) }
        #expect(parameters(.ofNobody) == parameters(PasswordHash(of: "rätt häst batteri", random: .system)))
    }

    @Test(arguments: [
        (11, PasswordProblem.tooShort(least: 12)), (12, nil), (128, nil), (129, .tooLong(mostBytes: 256)),
    ])
    func `a password has at least twelve characters and at most 256 bytes`(length: Int, problem: PasswordProblem?) {
        #expect(PasswordHash.problem(in: String(repeating: "å", count: length)) == problem)
    }

    @Test(arguments: [129, 257, 769, 1_000_000])
    func `a password that is too long is so in any composition`(length: Int) {
        for letter in ["å", "a\u{30A}"] {
            let password = String(repeating: letter, count: length)
            #expect(PasswordHash.problem(in: password) == .tooLong(mostBytes: 256))
            #expect(!PasswordHash.ofNobody.matches(password))
        }
    }

    @Test func `a password is the same however its letters are composed`() {
        let hash = PasswordHash(of: "a\u{30A}tta hästar", random: .system)
        #expect(hash.matches("\u{E5}tta hästar") && hash.matches("\u{212B}tta hästar".lowercased()))
        #expect(!hash.matches("atta hästar"))
        #expect(PasswordHash.problem(in: String(repeating: "a\u{30A}", count: 128)) == nil)
        #expect(PasswordHash.problem(in: String(repeating: "a\u{30A}", count: 11)) == .tooShort(least: 12))
    }

    @Test(arguments: [
        "", "scrypt", "scrypt$15$8$1$AA", "scrypt$99$8$1$AAAA$AAAA", "md5$15$8$1$AAAA$AAAA", "scrypt$10$8$1$AAAA$",
        "scrypt$18$8$1$AAAA$AAAA", "scrypt$20$16$4$AAAA$AAAA", "scrypt$16$1$1$AAAA$AAAA", "scrypt$-1$8$1$AAAA$AAAA",
        "$2b$12$WApznUPhDubN0oeveSXHp.Rk0rMA", "scrypt$15$8$1$!$AAAA",
    ])
    func `a damaged stored hash matches no password`(text: String) {
        #expect(!PasswordHash(stored: text).matches(""))
    }
}

struct ReadableCodeTests {
    @Test func `a code has no letter that is taken for another`() {
        let code = readableCode(groups: 200, random: .system)
        #expect(code.utf8.count == 200 * 5 - 1)
        #expect(!code.contains { "ILOU".contains($0) })
    }
}
