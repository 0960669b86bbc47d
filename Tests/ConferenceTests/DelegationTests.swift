import Foundation
import Testing

@testable import Conference

struct DelegationTableTests {
    @Test(arguments: [
        "Förnamn\tEfternamn\tE-post\tRoll\nAsta\tÖvning\tasta@example.se\tRektor\n",
        "E-POSTADRESS;Befattning;Efternamn;Förnamn*\nasta@example.se;Rektor;Övning;Asta\n",
        "email,First name,Job title,Surname\nasta@example.se,Asta,Rektor,Övning\n",
        "givenName,familyName,email,role\nAsta,Övning,asta@example.se,Rektor\n",
        "Namn;Mejl;Titel\nAsta Övning;asta@example.se;Rektor\n",
        "Roll;Namn:;E-post\nRektor;\"Övning, Asta\";asta@example.se\n",
        "Asta\tÖvning\tasta@example.se\tRektor\n",
    ])
    func `headings are known in any order and either language, and without them the documented order holds`(
        text: String
    ) throws {
        let table = try DelegationTable(text)
        let asta = DelegationRow([
            .givenName: "Asta", .familyName: "Övning", .email: "asta@example.se", .role: "Rektor",
        ])
        #expect(table.rows == [asta] && table.extraColumns == [] && table.ignored == [])
    }

    @Test func `columns beside the usual ones come along, and those nobody asks for are named`() throws {
        let table = try DelegationTable(
            "Förnamn;Allergi;Efternamn;Kommun;Typ av organisation;Mobil\n"
                + "Asta;Nötter;Övning;Habo;Länsstyrelse;070-174 06 05\nBo;;Prov;0682;kung;\n")
        #expect(table.ignored == ["Allergi"])
        #expect(table.extraColumns == [.phone, .organisationType, .kommun])
        #expect(table.rows.map { $0[.organisationType] } == ["countyBoard", "kung"])
        #expect(table.rows.map { $0[.kommun] } == ["Habo", "0682"])
    }

    @Test(arguments: ["Titel;Prov;titel@example.se;Rektor", "Titel;Prov;;Rektor", "Titel1;Prov;;"])
    func `a person with the name of a heading is a person`(person: String) throws {
        let table = try DelegationTable(person + "\nBo;Prov;;Rektor")
        #expect(table.rows.map { $0[.familyName] } == ["Prov", "Prov"])
    }

    @Test(arguments: [
        ("", 1, TableProblem.noRows), ("Förnamn;Efternamn\n", 1, .noRows),
        ("Asta;Övning\n", 201, .tooManyRows(limit: 200)),
    ])
    func `a list of nobody or of too many is refused`(line: String, count: Int, problem: TableProblem) {
        #expect(throws: problem) { try DelegationTable(String(repeating: line, count: count)) }
    }

    @Test func `two hundred people and their headings are not too many`() throws {
        let people = (1...200).map { "Asta;Övning\($0)\n" }.joined()
        #expect(try DelegationTable("Förnamn;Efternamn\n" + people).rows.count == 200)
    }
}

struct DelegationCheckTests {
    private static let kommuner = KommunRegister([
        Kommun(
            code: "0682", name: "Nässjö", formalName: "Nässjö kommun",
            county: County(code: "06", name: "Jönköpings län")),
        Kommun(
            code: "1499", name: "Falköping", formalName: "Falköpings kommun",
            county: County(code: "14", name: "Västra Götalands län")),
    ])
    private static let shared: [DelegationColumn: String] = [
        .organisationType: "kommun", .kommun: "Nässjö", .organisation: "Påhittad förvaltning",
    ]

    private func row(_ name: String, _ email: String = "", _ more: [DelegationColumn: String] = [:]) -> DelegationRow {
        DelegationRow([.givenName: name, .familyName: "Prov", .email: email, .role: "Rektor"].merging(more) { $1 })
    }

    private func check(
        _ rows: DelegationRow..., columns: [DelegationColumn] = DelegationColumn.always,
        shared: [DelegationColumn: String] = shared, registered: Set<String> = [],
        meant: (String) -> String? = { _ in nil }
    ) -> DelegationCheck {
        DelegationCheck(
            rows, columns: columns, shared: shared, kommuner: Self.kommuner,
            contact: ContactAddress(name: "Kontakt Påhitt", email: "kontakt@example.se"), registered: registered,
            meant: meant)
    }

    @Test func `a good row has the shared answers, and needs no address`() throws {
        let checked = check(row("Asta"), row("Bo", "bo@example.se"))
        #expect(checked.sharedProblems == [] && checked.good.map(\.index) == [0, 1])
        let asta = try #require(checked.rows[0].registration)
        #expect(asta[.email].isEmpty && asta[.kommun] == "0682" && asta[.organisation] == "Påhittad förvaltning")
        #expect(asta.group == .kommun(code: "0682"))
    }

    @Test func `the contact's address is the contact's own and nobody else's`() {
        let own = DelegationRow([
            .givenName: "Kontakt", .familyName: "påhitt", .email: "KONTAKT@example.se", .role: "Rektor",
        ])
        let checked = check(row("Asta", "Kontakt@example.se"), columns: DelegationColumn.always)
        #expect(checked.rows[0].problems == [CellProblem(column: .email, kind: .contactsOwn)])
        #expect(check(own).rows[0].problems == [])
    }

    @Test func `a row says otherwise where it has a cell`() throws {
        let columns = DelegationColumn.allCases
        let checked = check(
            row("Asta", "", [.kommun: "falköping"]), row("Bo", "", [.organisationType: "region"]), row("Cia"),
            columns: columns)
        #expect(
            checked.good.map(\.registration.group) == [
                .kommun(code: "1499"), .organisation(.region), .kommun(code: "0682"),
            ])
        let fromRegion = check(
            row("Asta", "", [.kommun: "Falköping"]), columns: columns,
            shared: [.organisationType: "region", .organisation: "P"])
        #expect(fromRegion.good.map(\.registration.group) == [.kommun(code: "1499")])
    }

    @Test(
        arguments: [
            ([.familyName: ""], DelegationColumn.familyName, CellProblem.Kind.answer(.missing)),
            ([.email: "ingen"], .email, .answer(.malformedEmail)),
            ([.role: "a\nb"], .role, .answer(.unprintable)),
            ([.givenName: "a\u{202E}b"], .givenName, .answer(.unprintable)),
            ([.phone: "07"], .phone, .answer(.malformedPhone)),
            ([.kommun: "Ingenstans"], .kommun, .answer(.unknownKommun)),
            ([.organisationType: "kung"], .organisationType, .answer(.unknownChoice)),
            ([.organisation: String(repeating: "å", count: 151)], .organisation, .answer(.tooLong(longest: 150))),
        ] as [([DelegationColumn: String], DelegationColumn, CellProblem.Kind)])
    func `what is wrong is said at its cell, and the others are good`(
        change: [DelegationColumn: String], column: DelegationColumn, kind: CellProblem.Kind
    ) {
        let checked = check(row("Asta"), row("Bo", "", change), row("Cia"), columns: DelegationColumn.allCases)
        #expect(checked.good.map(\.index) == [0, 2])
        #expect(checked.rows[1].problems == [CellProblem(column: column, kind: kind)])
        #expect(checked.sharedProblems == [])
    }

    @Test func `what is wrong with a shared answer is said once`() {
        let checked = check(row("Asta"), row("Bo"), shared: [.organisationType: "kommun", .organisation: "P"])
        #expect(checked.sharedProblems == [FieldProblem(field: .kommun, kind: .missing)])
        #expect(checked.good.isEmpty && checked.rows.allSatisfy(\.problems.isEmpty))
    }

    @Test func `the second of two alike is marked, and two addresses tell two people of one name apart`() {
        let checked = check(
            row("Asta", "asta@example.se"), row("Bo"), row("bo"), row("Cia", "ASTA@example.se"),
            row("Asta", "annan@example.se"), row("Asta"))
        #expect(
            checked.rows.map(\.problems) == [
                [], [], [CellProblem(column: .email, kind: .sameName(row: 2))],
                [CellProblem(column: .email, kind: .sameAddress(row: 1))], [],
                [CellProblem(column: .email, kind: .sameName(row: 1))],
            ])
    }

    @Test func `an address that is registered, or has a slip in it, is said so at its cell`() {
        let checked = check(
            row("Asta", "Asta@Example.se"), row("Bo", "bo@nasjo.se"), registered: ["asta@example.se"],
            meant: { $0 == "bo@nasjo.se" ? "bo@nassjo.se" : nil })
        #expect(
            checked.rows.map(\.problems) == [
                [CellProblem(column: .email, kind: .registered)],
                [CellProblem(column: .email, kind: .answer(.likelyTypo(meant: "bo@nassjo.se")))],
            ])
    }
}
