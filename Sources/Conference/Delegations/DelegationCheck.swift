/// A delegation's list, checked: who can be registered, and what is wrong with the others.
package struct DelegationCheck: Sendable {
    package struct Row: Sendable {
        /// Nil where something is wrong.
        package let registration: Registration?
        /// In the order of the columns.
        package let problems: [CellProblem]

        /// The row when the others that it was compared with are no longer in the list.
        package var behindThoseRegistered: Row {
            Row(
                registration: registration,
                problems: problems.map { problem in
                    switch problem.kind {
                    case .sameName, .sameAddress: CellProblem(column: problem.column, kind: .sameAsRegistered)
                    case .answer, .registered, .contactsOwn, .sameAsRegistered, .notOfKommun: problem
                    }
                })
        }

        /// The row in a list that holds people from one kommun only.
        package func keeping(to kommun: Kommun) -> Row {
            guard let registration, registration.group != .kommun(code: kommun.code) else { return self }
            let isOfOther = registration[.organisationType] == OrganisationType.kommun.rawValue
            return adding(
                CellProblem(column: isOfOther ? .kommun : .organisationType, kind: .notOfKommun(kommun.name)))
        }

        /// The row with one more problem, found elsewhere.
        package func adding(_ problem: CellProblem) -> Row { Row(registration: nil, problems: problems + [problem]) }
    }

    /// What is wrong with the answers that are given once for all and that some row relies on.
    package let sharedProblems: [FieldProblem]
    package let rows: [Row]

    /// The rows that can be registered, with their indexes.
    package var good: [(index: Int, registration: Registration)] {
        rows.enumerated().compactMap { index, row in row.registration.map { (index, $0) } }
    }

    /// - Parameters:
    ///   - columns: The columns that rows have on the page. What is wrong with an answer they do not show is wrong with the
    ///     shared one.
    ///   - shared: What was answered once for all.
    ///   - contact: Whose address is no other person's.
    ///   - registered: Keys of addresses that have living registrations.
    ///   - meant: The address that was probably meant, where a slip is to be asked about.
    package init(
        _ rows: [DelegationRow], columns: [DelegationColumn], shared: [DelegationColumn: String],
        kommuner: KommunRegister, contact: ContactAddress, registered: Set<String> = [],
        meant: (String) -> String? = { _ in nil }
    ) {
        var sharedProblems: [FieldProblem] = []
        var checked: [Row] = []
        var repeats = Repeats(rows)
        for (index, row) in rows.enumerated() {
            let (registration, answers) = Self.answers(row, shared: shared, kommuner: kommuner)
            var problems: [CellProblem] = []
            for problem in answers {
                // Needs are not asked here.
                guard let column = DelegationColumn(rawValue: problem.field.name) else { continue }
                let isItsOwn = columns.contains(column) && (!row[column].isBlank || problem.kind == .missing)
                if column.isShared, !isItsOwn {
                    if !sharedProblems.contains(problem) { sharedProblems.append(problem) }
                } else {
                    problems.append(CellProblem(column: column, kind: .answer(problem.kind)))
                }
            }
            if let repeated = repeats.problem(at: index) { problems.append(repeated) }
            if let registration, case let email = registration[.email], !email.isEmpty {
                if contact.isLent(to: registration.fullName, as: email) {
                    problems.append(CellProblem(column: .email, kind: .contactsOwn))
                } else if registered.contains(EmailAddress.key(email)) {
                    problems.append(CellProblem(column: .email, kind: .registered))
                } else if let meant = meant(email) {
                    problems.append(CellProblem(column: .email, kind: .answer(.likelyTypo(meant: meant))))
                }
            }
            checked.append(Row(registration: problems.isEmpty ? registration : nil, problems: problems))
        }
        self.sharedProblems = sharedProblems
        self.rows = checked
    }

    /// What one person would have typed into the sign-up form.
    private static func answers(
        _ row: DelegationRow, shared: [DelegationColumn: String], kommuner: KommunRegister
    ) -> (Registration?, [FieldProblem]) {
        let outcome = RegistrationForm.check(kommuner: kommuner, voluntary: .email) { field in
            guard let column = DelegationColumn(rawValue: field.name) else { return "" }
            if !row[column].isBlank { return row[column] }
            // Whoever has a kommun of their own comes from a kommun, whatever kind the others are.
            if column == .organisationType, !row[.kommun].isBlank { return OrganisationType.kommun.rawValue }
            return column.isShared ? shared[column] ?? "" : ""
        }
        switch outcome {
        case .valid(let registration): return (registration, [])
        case .invalid(let problems): return (nil, problems)
        }
    }
}

/// Finds rows that are there twice. The first of them is let be.
private struct Repeats {
    private let rows: [DelegationRow]
    private var addresses: [String: Int] = [:]
    private var names: [String: (row: Int, hasAddress: Bool)] = [:]

    init(_ rows: [DelegationRow]) {
        self.rows = rows
    }

    /// To be asked row by row, from the first to the last.
    mutating func problem(at index: Int) -> CellProblem? {
        let row = rows[index]
        let address = EmailAddress.key(row[.email].trimmed)
        if !address.isEmpty {
            if let first = addresses[address] {
                return CellProblem(column: .email, kind: .sameAddress(row: first + 1))
            }
            addresses[address] = index
        }
        let name = SwedishOrder.key(row[.familyName].trimmed, row[.givenName].trimmed)
        guard !row[.familyName].isBlank || !row[.givenName].isBlank else { return nil }
        if let first = names[name], address.isEmpty || !first.hasAddress {
            return CellProblem(column: address.isEmpty ? .email : .familyName, kind: .sameName(row: first.row + 1))
        }
        if names[name] == nil { names[name] = (index, !address.isEmpty) }
        return nil
    }
}
