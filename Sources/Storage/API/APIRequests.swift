package import Conference
package import Foundation
import GRDB
import Secrets

/// What became of a registration that a program sent.
package enum APIRegistering: Sendable {
    case registered(Attendee)
    case emailTaken
    case closed
}

/// What became of a change that a program asked for.
package enum APIChange<Changed: Sendable>: Sendable {
    case done(Changed)
    case notFound
    /// It is not any more what the program has seen.
    case outdated
    case cancelled
    case emailTaken
}

/// A group's quota, and the seats no group holds.
package struct QuotaStanding: Sendable {
    package let line: QuotaBoard.Line
    package let pool: Int

    package init(line: QuotaBoard.Line, pool: Int) {
        self.line = line
        self.pool = pool
    }
}

/// A check-in as programs see it.
package struct APICheckIn: Sendable {
    /// The order they reached us in.
    package let number: Int64
    package let registration: Int64
    package let code: String
    package let scan: Scan
    package let receivedAt: Date
}

/// What became of a check-in that a program sent.
package enum APICheckingIn: Sendable {
    case done(APICheckIn)
    case hasNoSeat(RegistrationState)
    case notFound
    /// Something else was done under that number.
    case numberIsUsed
}

extension Store {
    /// Registers somebody for a program: as by the form, with the same rules of seats.
    package func register(
        _ registration: Registration, language: Language, by client: APIClient, repeatKey: RepeatKey?, now: Date,
        answer: @escaping @Sendable (APIRegistering) throws -> APIAnswer
    ) async throws -> APIAnswer {
        let link = SecretLink(random: random)
        let newcomer = Newcomer(
            registration, kommun: kommuner[registration[.kommun]], link: link, language: language, random: random)
        let source = SignUpSource(actor: client.actor, action: .registered, isStranger: true)
        return try await once(repeatKey, now: now) { [random] db in
            switch try Self.register(db, newcomer, from: source, random: random, now: now).outcome {
            case .registered, .repeated:
                guard let attendee = try Self.attendee(db, link: link) else { return APIRegistering.closed }
                return .registered(attendee)
            case .emailTaken: return .emailTaken
            case .closed: return .closed
            }
        } answer: {
            try answer($0)
        }
    }

    /// Changes what a registration says, as its owner can, for a program.
    ///
    /// - Parameters:
    ///   - changes: The fields that change, checked.
    ///   - isCurrent: Whether the registration is what the program has seen.
    package func change(
        id: Int64, _ changes: [Field: String], by client: APIClient, now: Date,
        isCurrent: @escaping @Sendable (Attendee) -> Bool
    ) async throws -> APIChange<Attendee> {
        try await writer.write { [random, kommuner] db in
            try Self.advance(db, random: random, now: now)
            guard let attendee = try Self.attendee(db, where: "id = ?", id) else { return .notFound }
            guard isCurrent(attendee) else { return .outdated }
            guard attendee.state != .cancelled else { return .cancelled }
            var wanted = attendee.registration
            for (field, answer) in changes { wanted[field] = answer }
            let outcome = try Self.change(
                db, attendee, to: wanted, successor: SecretLink(random: random), by: client.actor, random: random,
                kommuner: kommuner, now: now)
            switch outcome {
            case .changed, .movedByMail, .unchanged:
                return try Self.attendee(db, where: "id = ?", id).map { .done($0) } ?? .notFound
            case .emailTaken: return .emailTaken
            case .cancelled, .tooLate: return .cancelled
            case .notFound: return .notFound
            }
        }
    }

    /// Cancels for a program. What is cancelled already stays so.
    package func cancel(
        id: Int64, by client: APIClient, repeatKey: RepeatKey?, now: Date,
        isCurrent: @escaping @Sendable (Attendee) -> Bool,
        answer: @escaping @Sendable (APIChange<Attendee>) throws -> APIAnswer
    ) async throws -> APIAnswer {
        try await once(repeatKey, now: now) { [random] db -> APIChange<Attendee> in
            guard let before = try Self.attendee(db, where: "id = ?", id) else { return .notFound }
            guard isCurrent(before) else { return .outdated }
            _ = try Self.cancel(db, by: client.actor, random: random, now: now) {
                try Self.attendee(db, where: "id = ?", id)
            }
            return try Self.attendee(db, where: "id = ?", id).map { .done($0) } ?? .notFound
        } answer: {
            try answer($0)
        }
    }

    /// Sets a group's guaranteed seats and ceiling for a program.
    ///
    /// - Parameter isCurrent: Whether the quota, and the seats no group holds, are what the program has seen.
    /// - Throws: `QuotaProblem` when the rules forbid the change.
    package func changeQuota(
        id: Int64, reserved: Int?, ceiling: Int?, by client: APIClient, now: Date,
        isCurrent: @escaping @Sendable (QuotaStanding) -> Bool
    ) async throws -> APIChange<QuotaStanding> {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let before = try Self.quota(db, id: id) else { return .notFound }
            guard isCurrent(before) else { return .outdated }
            let quota = before.line.quota
            _ = try Self.changeQuota(
                db, id: id, reserved: reserved ?? quota.reserved, ceiling: ceiling ?? quota.ceiling,
                by: client.actor, random: random, now: now)
            return try Self.quota(db, id: id).map { .done($0) } ?? .notFound
        }
    }

    /// A group's quota, and the seats no group holds.
    package func quota(id: Int64) async throws -> QuotaStanding? {
        try await pool.read { db in try Self.quota(db, id: id) }
    }

    private static func quota(_ db: Database, id: Int64) throws -> QuotaStanding? {
        try quotaLine(db, id: id).map { QuotaStanding(line: $0, pool: try seatPool(db)) }
    }

    /// Does at a door what a program asks for.
    package func checkIn(
        code: String, _ kind: Scan.Kind, id: ScanID, door: DoorName, by client: APIClient, repeatKey: RepeatKey?,
        now: Date, answer: @escaping @Sendable (APICheckingIn) throws -> APIAnswer
    ) async throws -> APIAnswer {
        try await once(repeatKey, now: now) { db in
            switch try Self.checkIn(db, code: code, kind, id: id, door: door, by: client.actor.text, now: now) {
            case .hasNoSeat(let state): return APICheckingIn.hasNoSeat(state)
            case .notFound: return .notFound
            case .done:
                // The same number again is the same press, and must not be taken for another.
                guard let done = try Self.checkIns(db, where: "scan.id = ?", id.text).first else { return .notFound }
                return done.code == code && done.scan.kind == kind ? .done(done) : .numberIsUsed
            }
        } answer: {
            try answer($0)
        }
    }

    /// What was done at the doors, in the order it reached us.
    package func checkIns(after number: Int64, limit: Int) async throws -> [APICheckIn] {
        try await pool.read { db in
            try Self.checkIns(db, where: "number > ? ORDER BY number LIMIT \(limit)", number)
        }
    }

    private static func checkIns(
        _ db: Database, where condition: String, _ value: any DatabaseValueConvertible
    ) throws -> [APICheckIn] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT scan.*, registration.code FROM scan JOIN registration ON registration.id = registrationId
                WHERE \(condition)
                """,
            arguments: [value])
        return try rows.map { row in
            APICheckIn(
                number: row["number"], registration: row["registrationId"], code: row["code"], scan: try Scan(row: row),
                receivedAt: Date(timeIntervalSince1970: Double(row["receivedAt"] as Int64) / 1000))
        }
    }

    /// Where those of some registrations stand who wait, by their numbers.
    package func placesInLine(of ids: [Int64]) async throws -> [Int64: PlaceInLine] {
        try await pool.read { db in try Self.places(db, inLine: ids) }
    }
}
