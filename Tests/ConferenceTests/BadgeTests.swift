import Fixtures
import Testing

@testable import Conference

struct BadgeTests {
    @Test(arguments: LabelSheet.all)
    func `labels lie in the middle of the paper, and leave it nowhere`(sheet: LabelSheet) {
        let width = Double(sheet.columns - 1) * sheet.pitch.width + sheet.label.width
        let height = Double(sheet.rows - 1) * sheet.pitch.height + sheet.label.height
        #expect(abs(sheet.margin.width * 2 + width - sheet.page.width) < 0.05)
        #expect(abs(sheet.margin.height * 2 + height - sheet.page.height) < 0.05)
        #expect(sheet.pitch.width >= sheet.label.width && sheet.pitch.height >= sheet.label.height)
    }

    /// As the rules of the form allow them, and a little more.
    private static let names = [
        "Bo Ek", "Anna-Karin Österlundh-Bergström", "Maximilian Konstantinopolitansson",
        "Nordströmsdotter Nordströmsdotter Nordströmsdotter", String(repeating: "Nordströmsdotter", count: 6),
        String(repeating: "W", count: 100) + " " + String(repeating: "M", count: 100), "花子 山田", "محمد عبد الرحمن",
        String(repeating: "👩\u{200D}🚀", count: 33), "A\u{301}kos", "-", "Åke - Ö",
    ]

    @Test(arguments: LabelSheet.all, names)
    func `a name is never cut, and fits on every label`(sheet: LabelSheet, name: String) throws {
        for hasCode in [true, false] {
            let long = String(repeating: "Förvaltning för allt möjligt ", count: 6)
            let words = sheet.words(
                heading: "Konferensen", name: name, lines: [long, "Upplands-Bro", long], hasCode: hasCode)
            #expect(words.name.replacing("\u{AD}", with: "") == name)
            let room = sheet.room(besideCode: hasCode)
            let size = sheet.sizes[words.step]
            let small = sheet.smallSize(beside: size)
            let rows = LabelSheet.rows(words.name, of: room.width / size, mayBreakAnywhere: true) ?? .max
            let below = ([words.heading ?? ""] + words.lines).filter { !$0.isEmpty }
                .map { LabelSheet.rows($0, of: room.width / small, mayBreakAnywhere: true) ?? .max }.reduce(0, +)
            let height = Double(rows) * size * LabelSheet.nameLeading + Double(below) * small * LabelSheet.smallLeading
            #expect(height <= room.height, "\(words)")
        }
    }

    @Test func `a short name is large, and a longer one is at most as large`() {
        for sheet in LabelSheet.all {
            #expect(sheet.words(name: "Bo Ek", lines: ["Nässjö"], hasCode: true).step == 0)
            let steps = Self.names.map { sheet.words(name: $0, lines: [], hasCode: true).step }
            #expect(steps.allSatisfy { sheet.sizes.indices.contains($0) } && steps[5] > steps[0])
        }
    }

    @Test func `an organisation that is too long is cut at a word and says so`() throws {
        let sheet = try #require(LabelSheet.named("l7159"))
        let words = sheet.words(
            name: "Bo Ek", lines: [String(repeating: "Barn- och utbildningsförvaltningen ", count: 4)], hasCode: true)
        #expect(words.lines.first?.hasSuffix(" …") == true)
    }

    @Test(arguments: [
        ("Bergström", "Berg|ström"), ("Andersson", "An|ders|son"), ("Lindqvist", "Lind|qvist"),
        ("Nordströmsdotter", "Nord|ströms|dot|ter"), ("Österlundh", "Ös|ter|lundh"), ("Ek", "Ek"), ("Åsa", "Åsa"),
        ("Kristoffersson", "Kris|tof|fers|son"), ("O'Brien", "O'Brien"), ("花子", "花子"), ("", ""),
        ("Bo Engelbrektsson", "Bo En|gel|brekts|son"), ("Öst-Bergström", "Öst-Berg|ström"),
    ])
    func `a word is broken before what a Swedish word can begin with`(word: String, broken: String) {
        #expect(Syllables.marked(word).replacing("\u{AD}", with: "|") == broken)
    }

    @Test(arguments: [
        ("l4785", "", "", "", nil), ("l7159", "24", "−10", "10,0", nil), ("a6", "1", "0.5", "+1", nil),
        ("l4785", "11", "", "", BadgeDraft.Control.start), ("l4785", "0", "", "", .start), ("", "x", "", "", .start),
        ("a3", "", "", "", .sheet), ("l4785", "1", "11", "", .x), ("l4785", "1", "", "1e1", .y),
        ("l4785", "1", "", "nan", .y), ("l4785", "1", "1.2.3", "", .x),
    ])
    func `what is wrong with a sheet is said at its field`(
        sheet: String, start: String, x: String, y: String, wrong: BadgeDraft.Control?
    ) {
        let typed: [BadgeDraft.Control: String] = [.sheet: sheet, .start: start, .x: x, .y: y]
        switch BadgeDraft.check(typed: { typed[$0] ?? "" }) {
        case .valid: #expect(wrong == nil)
        case .invalid(let complaints): #expect(complaints.map(\.control) == [wrong])
        }
    }
}
