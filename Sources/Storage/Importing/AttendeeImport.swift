package import Conference
import GRDB
package import Secrets

/// People that an organiser adds or changes: one by hand, or those of a table.
package struct AttendeeImport: Sendable {
    package enum Source: Sendable {
        case byHand, table
    }

    /// The longest reason, in Unicode scalars.
    package static let longestReason = 200

    package let people: [ImportPerson]
    /// Of the form. The same form again registers nobody twice.
    package let token: FormToken
    package let source: Source
    /// For the log. Nothing that is not already meant for all organisers.
    package let reason: String
    /// Of the mail to those who are new.
    package let language: Language
    /// Whether those who are new, or changed, get a mail.
    package let isTold: Bool
    package let actor: Actor

    package init(
        _ people: [ImportPerson], token: FormToken, source: Source, reason: String = "", language: Language,
        isTold: Bool, by actor: Actor
    ) {
        self.people = people
        self.token = token
        self.source = source
        self.reason = reason
        self.language = language
        self.isTold = isTold
        self.actor = actor
    }
}

/// What becomes, or became, of each of them.
package struct ImportReport: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        /// The number of the row in the spreadsheet.
        package let row: Int
        package let name: String
        /// Nil where there is none, or none yet.
        package var registration: Int64?
        package var outcome: Outcome
    }

    package enum Outcome: Sendable, Equatable {
        /// The place only where it was asked for.
        case new(RegistrationState, PlaceInLine?)
        case changed([Change])
        /// There already, just so.
        case unchanged
        /// The same form came before.
        case repeated
        case faulty([ImportProblem])
    }

    package struct Change: Sendable, Equatable {
        package let field: Field
        package let old: String
        package let new: String
    }

    package var entries: [Entry]
    package var counts: ImportCounts { ImportCounts(entries.map(\.outcome)) }

    package var isFaultless: Bool { counts.faulty == 0 }
}

/// How many of which kind, also as they stand in the log.
package struct ImportCounts: Sendable, Equatable {
    package private(set) var seated = 0
    package private(set) var waiting = 0
    package private(set) var changed = 0
    package private(set) var unchanged = 0
    package private(set) var faulty = 0

    package var new: Int { seated + waiting }

    init(_ outcomes: [ImportReport.Outcome]) {
        for outcome in outcomes {
            switch outcome {
            case .new(.waiting, _): waiting += 1
            case .new: seated += 1
            case .changed: changed += 1
            case .unchanged, .repeated: unchanged += 1
            case .faulty: faulty += 1
            }
        }
    }

    /// Fit for a form and for the log: what is about to be written, as an organiser has seen it.
    package var text: String { [seated, waiting, changed, unchanged].map(String.init).joined(separator: " ") }

    /// Reads what `text` wrote, with whatever stands behind it.
    package init?(_ text: String) {
        let numbers = text.split(separator: " ", maxSplits: 4).prefix(4).compactMap { Int($0) }
        guard numbers.count == 4 else { return nil }
        (seated, waiting, changed, unchanged) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }
}

/// What became of an import.
package enum ImportOutcome: Sendable, Equatable {
    /// - Parameter entry: The line of the log with the counts; nil for somebody who was added by hand.
    case done(ImportReport, entry: Int64?)
    /// Nothing was written: a row is faulty, or would become something else than was agreed to.
    case refused(ImportReport)
    case noConference
}

extension LogEntry {
    /// How many an import registered and changed, and why it was made; nil for another entry.
    package var importCounts: (counts: ImportCounts, reason: String)? {
        guard action == .imported, let counts = ImportCounts(detail) else { return nil }
        return (counts, detail.split(separator: " ", maxSplits: 4).dropFirst(4).first.map(String.init) ?? "")
    }
}

extension Store {
    /// The entry of the log of that number.
    package func logEntry(id: Int64) async throws -> LogEntry? {
        try await pool.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM logEntry WHERE id = ?", arguments: [id]).flatMap(
                LogEntry.init(row:))
        }
    }
}
