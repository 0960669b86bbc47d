import Foundation
import Testing

@testable import Mail

struct HeaderTests {
    @Test(arguments: [
        ("Du har en plats", "Subject: Du har en plats"),
        ("Åsa", "Subject: =?UTF-8?Q?=C3=85sa?="),
        ("a=?b", "Subject: =?UTF-8?Q?a=3D=3Fb?="),
        ("a\r\nBcc: annan@example.se", "Subject: a  Bcc: annan@example.se"),
        ("a\u{0}b\u{7F}c", "Subject: a b c"),
        (" a", "Subject: =?UTF-8?Q?_a?="),
    ])
    func `a subject is one field, whatever stands in it`(text: String, line: String) {
        #expect(HeaderField.text("Subject", text).line == line)
    }

    @Test(arguments: [
        String(repeating: "å", count: 400), String(repeating: "👩\u{200D}🚀", count: 60),
        String(repeating: "lång rad ", count: 40), String(repeating: "x", count: 200),
    ])
    func `long words are folded between characters, in lines of 76`(text: String) {
        let lines = HeaderField.text("Subject", text).line.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count > 1)
        for (index, line) in lines.enumerated() {
            #expect(line.utf8.count <= 76 && line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
            let word = index == 0 ? line.dropFirst("Subject: ".count) : line.dropFirst(1)
            #expect(word.hasPrefix("=?UTF-8?Q?") && word.hasSuffix("?="))
            let bytes = QuotedPrintable.decoded(word.dropFirst(10).dropLast(2))
            #expect(!bytes.contains("\u{FFFD}"), "a character was split")
        }
    }

    @Test(arguments: [
        ("#Vemfn", "From: #Vemfn\r\n <a@example.se>"),
        ("Konferens, Nässjö", "From: =?UTF-8?Q?Konferens=2C_N=C3=A4ssj=C3=B6?=\r\n <a@example.se>"),
        ("A <b@example.se>,", "From: =?UTF-8?Q?A_=3Cb=40example=2Ese=3E=2C?=\r\n <a@example.se>"),
        ("a\r\n\r\nb", "From: a    b\r\n <a@example.se>"), ("", "From: a@example.se"),
    ])
    func `a name is a name and no second address`(name: String, line: String) throws {
        let mailbox = try #require(Mailbox("a@example.se")).named(name)
        #expect(HeaderField.mailbox("From", mailbox).line == line)
    }

    @Test(arguments: [
        "a@example.se\r\nRCPT TO:<b@example.se>", "a@example.se>", "a b@example.se", "a@b", "", "a@[192.0.2.1]", "@",
        "a@" + String(repeating: "å", count: 60) + ".se",
    ])
    func `what is no address cannot be mailed to`(address: String) {
        #expect(Mailbox(address) == nil)
    }

    @Test(arguments: [
        ("a@malmö.se", "a@xn--malm-8qa.se"), ("a@MALMÖ.SE", "a@xn--malm-8qa.se"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"), ("a@xn--malm-8qa.se", "a@xn--malm-8qa.se"),
        ("A.b+c@example.se", "A.b+c@example.se"), ("a@å.ä.se", "a@xn--5ca.xn--4ca.se"),
    ])
    func `a domain is written as the domain name system has it`(address: String, ascii: String) {
        #expect(Mailbox(address)?.address == ascii)
    }

    @Test func `a date is the same in every zone and language`() {
        let date = Date(timeIntervalSince1970: 1_800_010_805)
        #expect(HeaderField.date(date).line == "Date: Fri, 15 Jan 2027 11:00:05 +0000")
    }

    @Test func `an address in angle brackets ends only where it should`() {
        let field = HeaderField.address("List-Unsubscribe", "https://example.se/a>,\r\n<mailto:b@example.se")
        #expect(field.line == "List-Unsubscribe: <https://example.se/a,mailto:b@example.se>")
    }
}

struct QuotedPrintableTests {
    @Test(arguments: [
        ("Räksmörgås", "R=C3=A4ksm=C3=B6rg=C3=A5s\r\n"), ("a=b", "a=3Db\r\n"), ("a \nb\t", "a=20\r\nb=09\r\n"),
        (".\n..\n", "=2E\r\n=2E.\r\n"), ("a\r\nb\rc", "a\r\nb\r\nc\r\n"), ("", ""), ("\n\n", "\r\n\r\n"),
        ("\u{0}", "=00\r\n"),
    ])
    func `text becomes lines that every server lets through`(text: String, encoded: String) {
        #expect(QuotedPrintable.encoded(text) == encoded)
    }

    @Test(arguments: 1...160)
    func `lines of every length are at most 76 long, and come back`(length: Int) {
        for letter in ["x", "å", ".", "=", "👩\u{200D}🚀"] {
            let text = String(repeating: letter, count: length) + "\nslut"
            let encoded = QuotedPrintable.encoded(text)
            for line in encoded.split(separator: "\r\n") { #expect(line.utf8.count <= 76 && !line.hasPrefix(".")) }
            #expect(QuotedPrintable.decoded(encoded[...]) == text + "\n")
        }
    }
}
