/// One row of a table of attendees, checked as far as that can be done without the registrations that are there.
package struct ImportPerson: Sendable, Equatable {
    /// Its number in the spreadsheet.
    package let row: Int
    /// As the row has it, for people to know it by.
    package let name: String
    package let wish: Wish

    package enum Wish: Sendable, Equatable {
        case newcomer(Registration)
        /// Only what the row has is changed: an empty cell changes nothing.
        case change(code: String, answers: [Field: String])
        case faulty([ImportProblem])
    }

    package init(row: Int, name: String, wish: Wish) {
        self.row = row
        self.name = name
        self.wish = wish
    }
}

extension ImportTable {
    /// What each row of people asks for.
    package func people(kommuner: KommunRegister) -> [ImportPerson] {
        var addresses: [String: Int] = [:]
        var codes: [String: Int] = [:]
        return people.map { row in
            let reader = RowReader(table: self, row: row, kommuner: kommuner)
            var (wish, problems) = reader.read()
            if let code = reader.code {
                if let first = codes[code] { problems.append(ImportProblem(.code, .sameCode(row: first))) }
                codes[code] = codes[code] ?? row.number
            }
            let address = EmailAddress.key(reader.typed(.email).trimmed)
            if !address.isEmpty {
                if let first = addresses[address] {
                    problems.append(ImportProblem(.field(.email), .sameAddress(row: first)))
                }
                addresses[address] = addresses[address] ?? row.number
            }
            if !problems.isEmpty { wish = .faulty(problems) }
            let name = [reader.typed(.givenName), reader.typed(.familyName)].map(\.trimmed).filter { !$0.isEmpty }
            return ImportPerson(row: row.number, name: name.joined(separator: " "), wish: wish)
        }
    }
}

private struct RowReader {
    let table: ImportTable
    let row: PastedTable.Row
    let kommuner: KommunRegister

    /// Nil where there is none, or what stands there can be none.
    var code: String? { BookingCode.normalised(table.cell(row, .code).trimmed) }

    func read() -> (ImportPerson.Wish, [ImportProblem]) {
        if table.cell(row, .code).isBlank { return newcomer() }
        guard let code else { return (.faulty([]), [ImportProblem(.code, .malformedCode)]) }
        var answers: [Field: String] = [:]
        var problems: [ImportProblem] = []
        for field in Field.all {
            let typed = typed(field)
            if typed.isBlank { continue }
            let (answer, problem) = RegistrationForm.check(field, typed: typed, kommuner: kommuner)
            answers[field] = answer
            if let problem { problems.append(ImportProblem(.field(field), .answer(problem.kind))) }
        }
        return (.change(code: code, answers: answers), problems)
    }

    private func newcomer() -> (ImportPerson.Wish, [ImportProblem]) {
        let outcome = RegistrationForm.check(kommuner: kommuner) { field in
            let typed = typed(field)
            // Whoever has a kommun comes from one.
            let isFromKommun = field == .organisationType && typed.isBlank && !self.typed(.kommun).isBlank
            return isFromKommun ? OrganisationType.kommun.rawValue : typed
        }
        switch outcome {
        case .valid(let registration): return (.newcomer(registration), [])
        case .invalid(let problems):
            return (.faulty([]), problems.map { ImportProblem(.field($0.field), .answer($0.kind)) })
        }
    }

    /// What the row says, in the form that somebody would have typed it in.
    func typed(_ field: Field) -> String {
        let cell = table.cell(row, .field(field))
        if cell.isBlank {
            let name = PersonName.parts(of: table.cell(row, .fullName).trimmed)
            return field == .givenName ? name.given : field == .familyName ? name.family : ""
        }
        return switch field.kind {
        case .organisationType: OrganisationType.named(cell)?.rawValue ?? cell
        case .kommun: CellText.kommun(cell.trimmed, in: kommuner)
        case .phone: CellText.phone(cell.trimmed)
        case .line, .email, .paragraph: cell
        }
    }
}

/// What spreadsheets make of codes and numbers, made good.
private enum CellText {
    /// "0682 Nässjö" of our own files, and 682 of a spreadsheet that took the code for a number.
    static func kommun(_ text: String, in kommuner: KommunRegister) -> String {
        if kommuner.find(text) != nil { return text }
        let number = text.prefix { $0 != " " }
        guard (3...4).contains(number.utf8.count), number.utf8.allSatisfy(isDigit) else { return text }
        let code = String(repeating: "0", count: 4 - number.utf8.count) + number
        guard let kommun = kommuner[code] else { return text }
        let name = text.dropFirst(number.count).trimmingPrefix(" ")
        return name.isEmpty || kommuner.find(String(name)) == kommun ? code : text
    }

    /// "701234567" and "46701234567", whose zero or plus a spreadsheet has dropped. Numbers of subscribers have no zero in
    /// front.
    static func phone(_ text: String) -> String {
        guard text.utf8.allSatisfy(isDigit), let first = text.first, first != "0" else { return text }
        if text.hasPrefix("46"), (10...12).contains(text.utf8.count) { return "+" + text }
        return (7...9).contains(text.utf8.count) ? "0" + text : text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
