import Conference
import Foundation
import Testing

@Suite struct CalendarEventTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)  // 2027-01-15T08:00:00Z

    private func facts(hours: Phrase? = nil, title: String = "Prov") -> ConferenceFacts {
        ConferenceFacts(
            title: Phrase(sv: title, en: "Trial"), day: SwedishTime.day(year: 2027, month: 3, day: 20)!,
            venue: Phrase(sv: "Folkets hus; sal A, plan 2", en: "Folkets hus; hall A, floor 2"),
            city: Phrase(sv: "Stockholm", en: "Stockholm"), hours: hours, capacity: 10, opensAt: now,
            closesAt: now + 86_400)
    }

    private func lines(
        _ facts: ConferenceFacts, _ state: RegistrationState = .confirmed, _ language: Language = .swedish,
        organiser: String? = nil, method: CalendarEvent.Method = .publish
    ) -> [String] {
        let event = CalendarEvent(
            conference: facts, code: "VF-7K3M-Q2XR", state: state, revision: .init(sequence: 3, changedAt: now - 60),
            language: language)
        return event.file(organiser: organiser, method: method, now: now)
            .replacing("\r\n ", with: "").components(separatedBy: "\r\n")
    }

    @Test(
        arguments: [
            ("9.00–16.00", "DTSTART:20270320T080000Z", "DTEND:20270320T150000Z"),
            ("kl. 9-16", "DTSTART:20270320T080000Z", "DTEND:20270320T150000Z"),
            ("08:30 – 12:15", "DTSTART:20270320T073000Z", "DTEND:20270320T111500Z"),
            ("16.00–9.00", "DTSTART;VALUE=DATE:20270320", "DTEND;VALUE=DATE:20270321"),
            ("25.00–26.00", "DTSTART;VALUE=DATE:20270320", "DTEND;VALUE=DATE:20270321"),
            ("från klockan nio", "DTSTART;VALUE=DATE:20270320", "DTEND;VALUE=DATE:20270321"),
            ("", "DTSTART;VALUE=DATE:20270320", "DTEND;VALUE=DATE:20270321"),
            ("–", "DTSTART;VALUE=DATE:20270320", "DTEND;VALUE=DATE:20270321"),
        ])
    func `hours that can be read are told, else it is the whole day`(hours: String, start: String, end: String) {
        let lines = lines(facts(hours: Phrase(sv: hours, en: hours)))
        #expect(lines.contains(start))
        #expect(lines.contains(end))
    }

    @Test(
        arguments: [
            (RegistrationState.confirmed, "CONFIRMED", "SUMMARY:Prov"),
            (.offered, "TENTATIVE", "SUMMARY:Erbjuden plats: Prov"), (.waiting, "TENTATIVE", "SUMMARY:I kö: Prov"),
            (.cancelled, "CANCELLED", "SUMMARY:Avbokad: Prov"),
        ])
    func `the entry tells where the registration stands`(state: RegistrationState, status: String, summary: String) {
        let lines = lines(facts(), state)
        #expect(lines.contains("STATUS:\(status)"))
        #expect(lines.contains(summary))
        #expect(lines.contains("UID:VF-7K3M-Q2XR@vemfn"))
        #expect(lines.contains("SEQUENCE:3"))
        #expect(lines.contains("DTSTAMP:20270115T080000Z"))
        #expect(lines.contains("LAST-MODIFIED:20270115T075900Z"))
    }

    @Test func `a method is told only beside an organiser`() {
        #expect(!lines(facts()).contains { $0.hasPrefix("METHOD") })
        let cancelling = lines(facts(), .cancelled, organiser: "kontakt@example.se", method: .cancel)
        #expect(cancelling.contains("METHOD:CANCEL"))
        #expect(cancelling.contains("ORGANIZER:mailto:kontakt@example.se"))
    }

    @Test func `what people wrote cannot become lines of the file`() {
        let lines = lines(facts(title: "Ett\r\nEND:VEVENT; två, \\tre\u{0}\u{7}"))
        #expect(lines.contains(#"SUMMARY:Ett\nEND:VEVENT\; två\, \\tre"#))
        #expect(lines.filter { $0.hasPrefix("END:VEVENT") }.count == 1)
        #expect(lines.contains(#"LOCATION:Folkets hus\; sal A\, plan 2\, Stockholm"#))
    }

    @Test(arguments: ["ö", "x", "👩‍🚀", "\u{301}"])
    func `no line is longer than 75 octets, and no letter is cut`(letter: String) {
        let title = String(repeating: letter, count: 300)
        let event = CalendarEvent(
            conference: facts(title: title), code: "VF-7K3M-Q2XR", state: .confirmed,
            revision: .init(sequence: 0, changedAt: now), language: .swedish)
        let file = event.file(now: now)
        for line in file.utf8.split(separator: UInt8(ascii: "\n")) {
            #expect(line.last == UInt8(ascii: "\r"))
            #expect(line.count <= 76)
            #expect(String(validating: line, as: UTF8.self) != nil)
        }
        // By scalars: a mark that follows a line end would become one Character with it.
        let unfolded = String(decoding: unfold(Array(file.utf8)), as: UTF8.self)
        #expect(unfolded.utf8.firstRange(of: Array("SUMMARY:\(title)\r\n".utf8)) != nil)
    }

    private func unfold(_ bytes: [UInt8]) -> [UInt8] {
        var unfolded: [UInt8] = []
        for byte in bytes {
            unfolded.append(byte)
            if unfolded.suffix(3) == [0x0D, 0x0A, 0x20] { unfolded.removeLast(3) }
        }
        return unfolded
    }

    @Test func `an English registration has an English entry`() {
        let lines = lines(facts(), .waiting, .english)
        #expect(lines.contains("SUMMARY:Waiting: Trial"))
        #expect(lines.contains { $0.hasPrefix("DESCRIPTION:You are in line") })
        #expect(!lines.joined().contains("Prov"))
    }
}
