import Conference
package import Foundation
import GRDB
import Secrets

extension Store {
    /// Finds what an import would lead to, by making it and undoing it.
    ///
    /// - Parameter shown: Of which people the place in line is worked out too, by their index.
    /// - Returns: Nil without a conference.
    package func preview(_ people: AttendeeImport, shown: Range<Int>, now: Date) async throws -> ImportReport? {
        let prepared = PreparedImport(people, store: self)
        return try await writer.attempt { [random] db in
            guard var report = try prepared.carryOut(db, random: random, now: now) else { return nil }
            try Self.addPlaces(db, to: &report, shown)
            return report
        }
    }

    /// Carries an import out: all of it, in one transaction, or nothing.
    ///
    /// - Parameter agreed: What the organiser has been told it leads to, as `ImportCounts.text`. Nil where whatever comes
    ///   is agreed to.
    package func carryOut(_ people: AttendeeImport, agreed: String?, now: Date) async throws -> ImportOutcome {
        let prepared = PreparedImport(people, store: self)
        do {
            return try await writer.write { [random] db in
                guard let report = try prepared.carryOut(db, random: random, now: now) else { return .noConference }
                guard report.isFaultless else { throw Refused(report: report) }
                // A form that comes again was agreed to when it came first.
                let isRepeated = report.entries.contains { $0.outcome == .repeated }
                if let agreed, !isRepeated, agreed != report.counts.text { throw Refused(report: report) }
                guard people.source == .table else { return .done(report, entry: nil) }
                try Self.log(
                    db, .imported, by: people.actor, now: now, detail: "\(report.counts.text) \(people.reason)")
                return .done(report, entry: db.lastInsertedRowID)
            }
        } catch let refused as Refused {
            return .refused(refused.report)
        }
    }

    private static func addPlaces(_ db: Database, to report: inout ImportReport, _ shown: Range<Int>) throws {
        let shown = shown.clamped(to: report.entries.indices)
        let waiting = shown.filter { report.entries[$0].outcome == .new(.waiting, nil) }
        let places = try places(db, inLine: waiting.compactMap { report.entries[$0].registration })
        for index in waiting {
            let place = report.entries[index].registration.flatMap { places[$0] }
            report.entries[index].outcome = .new(.waiting, place)
        }
    }
}

/// Thrown, so that all is undone.
private struct Refused: Error {
    let report: ImportReport
}

/// An import with all that can be worked out beside the one writer.
private struct PreparedImport: Sendable {
    private enum Wish: Sendable {
        case newcomer(Newcomer)
        case change(code: String, answers: [Field: String])
        case faulty([ImportProblem])
    }

    private let rows: [(person: ImportPerson, wish: Wish)]
    private let people: AttendeeImport
    private let kommuner: KommunRegister

    init(_ people: AttendeeImport, store: Store) {
        self.people = people
        kommuner = store.kommuner
        rows = people.people.map { person in
            switch person.wish {
            case .faulty(let problems): return (person, .faulty(problems))
            case .change(let code, let answers): return (person, .change(code: code, answers: answers))
            case .newcomer(let registration):
                let link = SecretLink(
                    formToken: people.token, email: EmailAddress.key(registration[.email]), key: store.signingKey)
                let newcomer = Newcomer(
                    registration, kommun: store.kommuner[registration[.kommun]], link: link,
                    language: people.language, isTold: people.isTold, random: store.random)
                return (person, .newcomer(newcomer))
            }
        }
    }

    /// Does all that can be done, and tells what cannot. Nil without a conference.
    func carryOut(_ db: Database, random: RandomBytes, now: Date) throws -> ImportReport? {
        guard try Store.conference(db) != nil else { return nil }
        try Store.advance(db, random: random, now: now)
        let entries = try rows.map { row in
            var entry = ImportReport.Entry(row: row.person.row, name: row.person.name, outcome: .unchanged)
            switch row.wish {
            case .faulty(let problems): entry.outcome = .faulty(problems)
            case .newcomer(let newcomer):
                entry.outcome = try register(db, newcomer, random: random, now: now)
                entry.registration = try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT id FROM registration WHERE linkHash = ?"),
                    arguments: [newcomer.linkHash])
            case .change(let code, let answers):
                guard let attendee = try Store.attendee(db, where: "code = ?", code) else {
                    entry.outcome = .faulty([ImportProblem(.code, .unknownCode)])
                    return entry
                }
                entry = ImportReport.Entry(
                    row: row.person.row, name: attendee.registration.fullName, registration: attendee.id,
                    outcome: try change(db, attendee, answers, random: random, now: now))
            }
            return entry
        }
        return ImportReport(entries: entries)
    }

    private func register(
        _ db: Database, _ newcomer: Newcomer, random: RandomBytes, now: Date
    ) throws -> ImportReport.Outcome {
        let source = SignUpSource(
            actor: people.actor, action: people.source == .byHand ? .addedByHand : .addedByImport,
            isStranger: false)
        switch try Store.register(db, newcomer, from: source, random: random, now: now).outcome {
        case .registered(let state): return .new(state, nil)
        case .repeated: return .repeated
        case .closed: return .unchanged  // there is a conference, and no organiser is bound by its hours
        case .emailTaken:
            let known = try Store.attendee(db, where: "state <> 'cancelled' AND emailKey = ?", newcomer.emailKey)
            guard let known else { return .unchanged }  // it is taken, so somebody has it
            let isSame = Field.all.allSatisfy { field in
                let wanted = newcomer.registration[field]
                return wanted.isEmpty || field == .email || wanted == known.registration[field]
            }
            if isSame, people.source == .table { return .unchanged }
            return .faulty([ImportProblem(.field(.email), .registered(code: known.code))])
        }
    }

    private func change(
        _ db: Database, _ attendee: Attendee, _ answers: [Field: String], random: RandomBytes, now: Date
    ) throws -> ImportReport.Outcome {
        let fields = Field.all.filter { field in answers[field].map { $0 != attendee.registration[field] } ?? false }
        if fields.isEmpty { return .unchanged }
        if attendee.state == .cancelled { return .faulty([ImportProblem(.code, .cancelled)]) }
        let moving = fields.filter { !$0.mayChange }
        if !moving.isEmpty { return .faulty(moving.map { ImportProblem(.field($0), .movesSeat) }) }

        var wanted = attendee.registration
        for field in fields { wanted[field] = answers[field] ?? "" }
        let person = Newcomer(
            wanted, kommun: kommuner[wanted[.kommun]], link: SecretLink(random: random), language: attendee.language,
            random: random)
        if try Store.isTaken(db, emailKey: person.emailKey, byOtherThan: attendee.id) {
            let other = try Store.attendee(db, where: "state <> 'cancelled' AND emailKey = ?", person.emailKey)
            return .faulty([ImportProblem(.field(.email), .registered(code: other?.code ?? ""))])
        }
        try person.overwrite(db, attendee)
        try Store.log(
            db, .changedByImport, by: people.actor, registration: attendee.id, now: now,
            detail: fields.map(\.name).joined(separator: ","))
        var moved: SecretLink?
        if fields.contains(.email) {
            // As when the attendee changes it: who has the earlier address may have a mail with a link.
            try Store.endLinks(db, of: attendee.id, successor: person.link)
            try endClaimOfContact(db, attendee, now: now)
            moved = person.link
        }
        if people.isTold {
            try Store.enqueue(db, .changed, registration: attendee.id, link: moved, random: random, now: now)
        }
        return .changed(
            fields.map { ImportReport.Change(field: $0, old: attendee.registration[$0], new: wanted[$0]) })
    }

    /// A link to take over the seat went to the contact, and the seat is the person's own with an address of their own.
    private func endClaimOfContact(_ db: Database, _ attendee: Attendee, now: Date) throws {
        guard attendee.registration[.email].isEmpty,
            let claim = try Store.standingClaim(db, of: attendee.id, now: now)
        else { return }
        try Store.end(db, claim: claim.id, "withdrawn", now: now)
        try Store.log(db, .claimLinkWithdrawn, by: people.actor, registration: attendee.id, now: now)
    }
}
