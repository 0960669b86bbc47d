import Foundation
import Testing

@testable import Conference

struct MailTemplateTests {
    @Test(arguments: MessageKind.allCases)
    func `what may be put into a text is a table, in which every kind of an attendee's mail has a line`(
        kind: MessageKind
    ) {
        let ours: Set<MessageKind> = [
            .release, .kommunLink, .seatAnswer, .lostLink, .emailTaken, .delegation, .invitation, .test,
        ]
        #expect((MailPlaceholder.allowed(in: kind) == nil) == ours.contains(kind))
        let allowed = MailPlaceholder.allowed(in: kind) ?? []
        #expect(Set(allowed).count == allowed.count)
        // What anybody can type for somebody else's address is in nothing that a stranger can have sent.
        #expect(allowed.contains(.name) == [.reminder, .mailing].contains(kind))
        #expect(MailPlaceholder.allowed(inSubjectOf: kind)?.contains(.link) != true)
    }

    @Test(arguments: MailPlaceholder.allCases, Language.allCases)
    func `each placeholder is understood by either language's word`(placeholder: MailPlaceholder, language: Language)
        throws
    {
        let word = placeholder.word[language]
        for typed in ["{\(word)}", "{ \(word.uppercased()) }", "{\(word.decomposedStringWithCanonicalMapping)}"] {
            let template = try MailTemplate("a\(typed)b", allowed: MailPlaceholder.allCases)
            #expect(template.text { $0 == placeholder ? "-" : "?" } == "a-b")
        }
    }

    @Test(arguments: [
        ("{namm}", MailTemplate.Flaw.unknown("namm")), ("{workshop}", .unknown("workshop")), ("{}", .unknown("")),
        ("a { b", .strayBracket), ("a } b", .strayBracket), ("{namn\n}", .strayBracket), ("{{namn}}", .strayBracket),
        ("{" + String(repeating: "x", count: 900) + "}", .unknown(String(repeating: "x", count: 40))),
    ])
    func `what is no placeholder is a flaw`(text: String, flaw: MailTemplate.Flaw) {
        #expect(throws: flaw) { try MailTemplate(text, allowed: MailPlaceholder.allowed(in: .mailing) ?? []) }
    }

    @Test func `a text falls into paragraphs and lines, and what is put in makes no new ones`() throws {
        let template = try MailTemplate("\n\nHej {namn}!\nRad två\n \n\n{länk}\n", allowed: [.name, .link])
        let lines = template.paragraphs.map { $0.map { $0.text { $0 == .name ? "A\n\nB" : "L" } } }
        #expect(lines == [["Hej A\n\nB!", "Rad två"], ["L"]])
        #expect(template.contains(.link) && !template.contains(.code))
    }

    @Test(arguments: [
        ("Anna-Karin af Exempel", true), ("J.P. Öberg", true), ("J. R. R. Exempel", true), ("D’Arcy O'Prov", true),
        ("Köp på example.se", false), ("https://example.se", false), ("x@example", false), ("www.example.se", false),
        ("a=b", false), (String(repeating: "x", count: 101), false), ("<b>Fet</b>", false),
    ])
    func `a name that could be an address is none`(name: String, isHarmless: Bool) {
        #expect(HarmlessName.checked(name) == (isHarmless ? name : nil))
    }
}

struct MailTextDraftTests {
    private func check(_ kind: MessageKind, _ texts: [MailTextDraft.Control: String]) -> MailTextDraft.Outcome {
        MailTextDraft.check(kind) { texts[$0] ?? "" }
    }

    @Test func `a complaint stands at its field and lists what may be used`() throws {
        let outcome = check(
            .waiting, [.subjectSv: "Hej {namn}", .subjectEn: "Hello", .bodySv: "{länk}", .bodyEn: "a } b"])
        guard case .invalid(let complaints) = outcome else { return #expect(Bool(false), "was taken") }
        #expect(complaints.map(\.control) == [.subjectSv, .bodyEn])
        let message = complaints[0].problem.message
        #expect(
            message.sv
                == "{namn} går inte att använda här. Använd {bokningskod}, {konferens}, {datum}, {tid} eller {plats}.")
        #expect(message.en.hasSuffix("Use {booking-code}, {conference}, {date}, {time} or {place}."))
    }

    @Test func `the built-in part stays where nothing is written, and a mailing has none`() {
        #expect(
            check(.reminder, [.subjectSv: "A", .subjectEn: "B"])
                == .valid(MailText(subject: Phrase(sv: "A", en: "B"), body: nil)))
        #expect(check(.reminder, [:]) == .invalid([.init(.subjectSv, .nothing)]))
        #expect(
            check(.mailing, [.subjectSv: "A", .subjectEn: "B", .bodySv: "C"])
                == .invalid([.init(.bodyEn, .typed(.missing))]))
        #expect(
            check(.reminder, [.bodySv: "C"]) == .invalid([.init(.bodyEn, .typed(.oneLanguage))]),
            "nobody gets a text in a language that was forgotten")
    }

    @Test func `texts have limits, and a subject is one line`() {
        let long = String(repeating: "å", count: MailText.longestBody + 1)
        #expect(
            check(.reminder, [.bodySv: long, .bodyEn: "x", .subjectSv: "a\r\nBcc: b@example.se", .subjectEn: "x"])
                == .invalid([
                    .init(.subjectSv, .typed(.unprintable)),
                    .init(.bodySv, .typed(.tooLong(longest: MailText.longestBody))),
                ]))
    }
}

struct MailingDraftTests {
    @Test(arguments: [
        ("2027-03-13", "9:00", "2027-03-13 09:00"),
        ("2027-03-28", "2:30", "2027-03-28 03:00"),  // the hour that the change of clocks leaves out
        ("2027-10-31", "2:30", "2027-10-31 02:30"),  // comes twice: the first
    ])
    func `a time is that of a Swedish clock`(day: String, time: String, moment: String) throws {
        let now = Date(timeIntervalSince1970: 1_800_010_800)
        guard case .valid(let start) = MailingStart.check(now: now, typed: { $0 == .startsDay ? day : time }) else {
            return #expect(Bool(false), "was refused")
        }
        #expect(SwedishTime.isoMinute(start) == moment)
        if day == "2027-10-31" { #expect(SwedishTime.zone.isDaylightSavingTime(for: start)) }
    }

    @Test(arguments: [
        ("2027-01-15", "12:00", true), ("2027-01-15", "11:59", true), ("2029-01-01", "9:00", true),
        ("2027-01-15", "12:01", false),
    ])
    func `a time lies ahead, and within a year`(day: String, time: String, isRefused: Bool) {
        let noon = Date(timeIntervalSince1970: 1_800_010_800)
        let outcome = MailingStart.check(now: noon) { $0 == .startsDay ? day : time }
        if case .invalid = outcome { #expect(isRefused) } else { #expect(!isRefused) }
    }

    @Test(arguments: [1, 7, 60, 119, 1000], [UInt64](1...5))
    func `no stretch of time has more turns than the pace allows, whatever the clock does`(perMinute: Int, seed: UInt64)
    {
        var random = SplitMixed(state: seed)
        let pace = MailingPace(perMinute: perMinute)
        var (now, next): (Int64, Int64) = (0, 0)
        var turns: [Int64] = []
        for _ in 0..<400 {
            now += Int64.random(in: 0...1, using: &random) == 0 ? 1000 : Int64.random(in: 0...90_000, using: &random)
            let due = pace.due(next: next, now: now, most: Int.random(in: 0...20, using: &random))
            next = due.next
            turns += Array(repeating: now, count: due.count)
        }
        #expect(!turns.isEmpty)
        let interval = Double(max(1, 60_000 / perMinute))
        for first in turns.indices {
            for length in [1_000, 60_000, 600_000] as [Int64] {
                let within = turns[first...].prefix { $0 <= turns[first] + length }.count
                #expect(Double(within) <= Double(length + 1000) / interval + 2, "seed \(seed)")
            }
        }
    }
}

private struct SplitMixed: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
