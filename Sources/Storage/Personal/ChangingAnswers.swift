package import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of changed answers.
package enum ChangeOutcome: Sendable, Equatable {
    /// - Parameter movedTo: The new personal link, when a new e-mail address ended all earlier ones.
    case changed(movedTo: SecretLink?)
    /// As changed, for somebody of a group: the new personal link is in the mail to the new address, and nowhere else.
    case movedByMail
    /// The answers were these already: nothing was written.
    case unchanged
    /// Another living registration has the address. Nothing about that one is told.
    case emailTaken
    /// Answers may no longer be changed.
    case tooLate
    case cancelled
    case notFound
}

extension Store {
    /// Changes what somebody answered, and tells them by mail.
    ///
    /// With a new e-mail address all earlier links end, since the wrong one may have been somebody else's.
    ///
    /// - Parameters:
    ///   - registration: Kind of organisation and kommun are not taken from it: they decide whose seat it is.
    ///   - successor: The link that then takes the place of all earlier ones.
    package func change(
        link: SecretLink, to registration: Registration, successor: SecretLink, now: Date
    ) async throws -> ChangeOutcome {
        try await writer.write { [random, kommuner] db in
            try Self.advance(db, random: random, now: now)
            guard let attendee = try Self.attendee(db, link: link), let conference = try Self.conference(db) else {
                return .notFound
            }
            guard attendee.state != .cancelled else { return .cancelled }
            guard now < conference.changeStopsAt else { return .tooLate }

            let outcome = try Self.change(
                db, attendee, to: registration, successor: successor, by: .attendee, random: random,
                kommuner: kommuner, now: now)
            // Who is at this page may be the contact, by an address they gave first: it must not be shown the page that
            // the person has from now on.
            if case .changed(.some) = outcome, attendee.delegation != nil { return .movedByMail }
            return outcome
        }
    }

    /// Changes the answers of somebody whose registration stands.
    static func change(
        _ db: Database, _ attendee: Attendee, to registration: Registration, successor: SecretLink, by actor: Actor,
        random: RandomBytes, kommuner: KommunRegister, now: Date
    ) throws -> ChangeOutcome {
        var wanted = registration
        for field in Field.all where !field.mayChange { wanted[field] = attendee.registration[field] }
        let changed = wanted.changes(from: attendee.registration)
        guard !changed.isEmpty else { return .unchanged }
        let answers = Newcomer(
            wanted, kommun: kommuner[wanted[.kommun]], link: successor, language: attendee.language, random: random)
        guard try !Self.isTaken(db, emailKey: answers.emailKey, byOtherThan: attendee.id) else {
            return .emailTaken
        }
        try answers.overwrite(db, attendee)
        try Self.log(
            db, .changed, by: actor, registration: attendee.id, now: now,
            detail: changed.map(\.name).joined(separator: ","))
        let moved = changed.contains(.email) ? successor : nil
        if let moved { try Self.endLinks(db, ofOldAddressOf: attendee.id, successor: moved, now: now) }
        try Self.enqueue(db, .changed, registration: attendee.id, link: moved, random: random, now: now)
        return .changed(movedTo: moved)
    }

    /// Whether a living registration has the address. No address is nobody's.
    static func isTaken(_ db: Database, emailKey: String, byOtherThan id: Int64) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM registration WHERE emailKey = ? AND state <> 'cancelled' AND id <> ?")
        return try Int.fetchOne(statement, arguments: [emailKey, id]) != nil
    }

    /// Replaces all links of a registration by one, because its address is another now.
    static func endLinks(_ db: Database, ofOldAddressOf id: Int64, successor: SecretLink, now: Date) throws {
        try endLinks(db, of: id, successor: successor)
        // What could not be sent to the earlier address needs not be: where things stand is told to the new one.
        try db.execute(
            sql: "UPDATE message SET settledAt = ? WHERE registrationId = ? AND state = 'failed'",
            arguments: [now.epochSeconds, id])
    }

    /// Replaces all links of a registration by one.
    static func endLinks(_ db: Database, of id: Int64, successor: SecretLink) throws {
        try db.execute(
            sql: "UPDATE registration SET linkHash = ? WHERE id = ?", arguments: [Data(successor.hash), id])
        try endMailedLinks(db, of: id)
    }

    /// Ends all links of a registration that mails have carried, or are about to.
    static func endMailedLinks(_ db: Database, of id: Int64) throws {
        try db.execute(sql: "DELETE FROM personalLink WHERE registrationId = ?", arguments: [id])
        // What is not sent yet would carry one that is dead.
        try db.execute(
            sql: "UPDATE message SET link = NULL WHERE registrationId = ? AND state = 'pending'", arguments: [id])
    }
}

extension Newcomer {
    private static let update = {
        let columns = ["emailKey", "sortKey", "kommunSortKey", "searchText"] + Field.all.map(\.name)
        return "UPDATE registration SET \(columns.map { $0 + " = ?" }.joined(separator: ", ")) WHERE id = ?"
    }()

    /// Puts the answers in the place of those of a registration.
    func overwrite(_ db: Database, _ attendee: Attendee) throws {
        var values: [(any DatabaseValueConvertible)?] = [
            emailKey.isEmpty ? nil : emailKey, sortKey, kommunSortKey,
            searchText + "\n" + attendee.code.lowercased(),
        ]
        for field in Field.all { values.append(registration[field].isEmpty ? nil : registration[field]) }
        values.append(attendee.id)
        try db.execute(sql: Self.update, arguments: StatementArguments(values))
    }
}
