import Fixtures
import Foundation
import Testing

@testable import Conference

private let county = County(code: "06", name: "Jönköpings län")
private let kommuner = KommunRegister([
    Kommun(code: "0682", name: "Nässjö", formalName: "Nässjö kommun", county: county),
    Kommun(code: "1499", name: "Falköping", formalName: "Falköpings kommun", county: county),
])

private func table(_ rows: [[String]], mayReadNeeds: Bool = true) -> ImportTable {
    ImportTable(
        rows.enumerated().map { PastedTable.Row(number: $0 + 1, cells: $1) },
        words: ImportColumn.words(mayReadNeeds: mayReadNeeds, others: ["Status", "state"]))
}

private let headings = ["Förnamn", "Efternamn", "E-post", "Organisation", "Roll", "Kommun", "Telefon", "Typ", "Kod"]
private let asta = ["Asta", "Övning", "asta@example.se", "Påhittad", "Rektor", "Nässjö", "", "", ""]

/// The row of Asta with some cells changed.
private func row(_ changes: [Int: String]) -> [String] {
    asta.enumerated().map { changes[$0] ?? $1 }
}

struct ImportTests {
    @Test(arguments: [
        ("Bokningskod", "code"), ("booking code", "code"), ("givenName", "givenName"), ("Din roll", "role"),
        ("Befattning", "role"), ("E-postadress *", "email"), ("Namn", "fullName"),
        ("Kind of organisation", "organisationType"),
        ("Mat och allergier", "dietaryNeeds"), ("STATUS", "status"),
    ])
    func `headings are known in both languages and by their names`(heading: String, id: String) {
        #expect(table([["Förnamn 2", heading], ["a", "b"]]).columns[1]?.id == id)
    }

    @Test func `whoever may not read needs does not take them from a table either`() {
        let table = table([["Förnamn", "Mat och allergier"], ["Asta", "Nötter"]], mayReadNeeds: false)
        #expect(table.columns[1] == .shownOnly("dietaryNeeds"))
        #expect(!ImportColumn.choices(mayReadNeeds: false).contains(.field(.dietaryNeeds)))
    }

    @Test func `a row without a code is somebody new, in the stored form`() throws {
        let people = table([headings, row([6: "070-174 06 05"])]).people(kommuner: kommuner)
        guard case .newcomer(let registration) = people[0].wish else {
            Issue.record("\(people[0].wish)")
            return
        }
        #expect(registration.group == .nassjo && registration[.phone] == "+46701740605" && people[0].row == 2)
    }

    @Test(arguments: ["0682", "682", "0682 Nässjö", "nässjö kommun"])
    func `a kommun is found however a spreadsheet has it`(text: String) {
        let people = table([headings, row([5: text])]).people(kommuner: kommuner)
        guard case .newcomer(let registration) = people[0].wish else {
            Issue.record("\(people[0].wish)")
            return
        }
        #expect(registration[.kommun] == "0682")
    }

    @Test(arguments: [
        ("701740605", "+46701740605"), ("46701740605", "+46701740605"), ("+46 70-1740605", "+46701740605"),
        ("87654321", "+4687654321"),
    ])
    func `a number that has lost its zero or its plus gets it back`(text: String, stored: String) {
        let people = table([headings, row([6: text])]).people(kommuner: kommuner)
        guard case .newcomer(let registration) = people[0].wish else {
            Issue.record("\(people[0].wish)")
            return
        }
        #expect(registration[.phone] == stored)
    }

    @Test func `a row with a code changes what its cells say and nothing else`() {
        let people = table([["Kod", "Telefon", "Roll"], ["vf 7k3m q2xr", "", "Rektor"]]).people(kommuner: kommuner)
        #expect(people.map(\.wish) == [.change(code: "VF-7K3M-Q2XR", answers: [.role: "Rektor"])])
    }

    @Test(arguments: [
        (row([2: "fel"]), ImportProblem(.field(.email), .answer(.malformedEmail))),
        (row([0: ""]), ImportProblem(.field(.givenName), .answer(.missing))),
        (row([5: "0683"]), ImportProblem(.field(.kommun), .answer(.unknownKommun))),
        (row([5: "0682 Falköping"]), ImportProblem(.field(.kommun), .answer(.unknownKommun))),
        (row([6: "7.01E8"]), ImportProblem(.field(.phone), .answer(.malformedPhone))),
        (row([7: "sekt"]), ImportProblem(.field(.organisationType), .answer(.unknownChoice))),
        (row([8: "kod"]), ImportProblem(.code, .malformedCode)),
        (row([2: "ASTA@example.se"]), ImportProblem(.field(.email), .sameAddress(row: 2))),
    ])
    func `what is wrong is told of its cell`(cells: [String], problem: ImportProblem) {
        let people = table([headings, asta, cells]).people(kommuner: kommuner)
        guard case .faulty(let problems) = people[1].wish else {
            Issue.record("\(people[1].wish)")
            return
        }
        #expect(problems.contains(problem), "\(problems)")
        #expect(!problem.message.sv.isEmpty && !problem.message.en.isEmpty)
    }

    @Test func `a code stands once`() {
        let people = table([["Kod"], ["VF-7K3M-Q2XR"], ["VF7K3MQ2XR"]]).people(kommuner: kommuner)
        #expect(people[1].wish == .faulty([ImportProblem(.code, .sameCode(row: 2))]))
    }

    @Test func `a cell is mended where it is, and a column that was missing is added`() {
        var table = table([["Namn", "E-post"], ["Asta Övning", "fel"]])
        table.mend(row: 2, .field(.email), to: "asta@example.se")
        table.mend(row: 2, .field(.role), to: "Rektor")
        #expect(
            table.rows.map(\.cells) == [["Namn", "E-post", "Roll"], ["Asta Övning", "asta@example.se", "Rektor"]])
        #expect(table.columns == [.fullName, .field(.email), .field(.role)] && table.doubled == [])
    }

    @Test func `without known headings nothing is guessed`() {
        let table = table([["Asta", "asta@example.se"]])
        #expect(!table.hasHeadings && table.columns == [nil, nil] && table.people.count == 1)
    }
}
