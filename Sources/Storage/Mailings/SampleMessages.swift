package import Conference
package import Foundation
import GRDB
import Secrets

extension Store {
    /// Somebody made up, in the state in which one gets this kind of message.
    static func madeUpAttendee(_ kind: MessageKind, _ language: Language, now: Date) throws -> Attendee {
        try Attendee(
            row: Row([
                "id": 0, "code": "VF-EXEM-PEL2", "state": (kind.sampleState ?? .confirmed).rawValue,
                "language": language.rawValue, "createdAt": now.epochSeconds, "givenName": "Exempel",
                "familyName": "Exempelsson", "email": "exempel@example.se", "organisationType": "other",
                "organisation": "Exempelorganisationen", "role": "Exempel",
            ]))
    }

    /// A message that is only looked at. Its links lead nowhere, for whoever looks must not come to somebody's page.
    ///
    /// - Parameters:
    ///   - person: A registration; nil for somebody made up.
    ///   - language: Nil for the person's own.
    /// - Returns: Nil before there is a conference, or when the person has gone.
    package func sample(
        _ kind: MessageKind, _ text: MailText?, isVoluntary: Bool = false, person: Int64?, language: Language?,
        now: Date
    ) async throws -> OutboxMessage? {
        try await pool.read { db in
            guard let conference = try Self.conference(db) else { return nil }
            let attendee: Attendee
            if let person {
                guard let found = try Self.attendee(db, where: "id = ?", person) else { return nil }
                attendee = found
            } else {
                attendee = try Self.madeUpAttendee(kind, language ?? .swedish, now: now)
            }
            return try Self.sample(
                db, kind, text, isVoluntary: isVoluntary, attendee: attendee, isMadeUp: person == nil,
                language: language ?? attendee.language, conference: conference, now: now)
        }
    }

    private static func sample(
        _ db: Database, _ kind: MessageKind, _ text: MailText?, isVoluntary: Bool, attendee: Attendee, isMadeUp: Bool,
        language: Language, conference: ConferenceFacts, now: Date
    ) throws -> OutboxMessage {
        let end = now.addingTimeInterval(TimeInterval(conference.offerSeconds))
        let standing = try Int64.fetchOne(
            db, sql: "SELECT endsAt FROM offer WHERE registrationId = ? AND outcome IS NULL", arguments: [attendee.id])
        let isOfWorkshop = kind == .workshopOffer || kind == .workshopOfferExpired
        let workshop = try isOfWorkshop ? workshops(db).first { !$0.isRetired } : nil
        return OutboxMessage(
            id: 0, kind: kind, recipient: attendee.registration[.email], language: language,
            link: kind == .handedOver ? nil : nowhere,
            detail: MessageDetail(endsAt: end.epochSeconds, claim: kind == .handOver ? nowhere.text : nil),
            messageId: "exempel", createdAt: now, attempts: 1, conference: conference, attendee: attendee,
            place: isMadeUp ? nil : try placeInLine(db, of: attendee.id),
            offerEndsAt: standing.map(Date.init(epochSeconds:)) ?? (attendee.state == .offered ? end : nil),
            calendar: isMadeUp
                ? CalendarEvent(
                    conference: conference, code: attendee.code, state: attendee.state,
                    revision: .init(sequence: 0, changedAt: now), language: language)
                : try calendarEvent(db, of: attendee),
            workshop: workshop, texts: text.map { [kind: $0] } ?? [:],
            isVoluntary: kind == .reminder || isVoluntary, isSample: true)
    }

    private static let nowhere = SecretLink(random: RandomBytes { count in [UInt8](repeating: 0, count: count) })

    /// The state of those among whom an example is found; nil for any.
    package static func sampleState(of kind: MessageKind) -> RegistrationState? { kind.sampleState }

    /// Mails a text to one of the organisers, once in each language, as somebody made up would get it.
    ///
    /// - Parameters:
    ///   - text: Nil for the built-in one.
    ///   - address: A valid one. It is remembered as this organiser's.
    package func sendTest(
        _ kind: MessageKind, _ text: MailText?, isVoluntary: Bool = false, to address: String, organiser: Organiser,
        now: Date
    ) async throws {
        try await writer.write { [random] db in
            for language in Language.allCases {
                let sample = MessageDetail.Sample(
                    kind: kind.rawValue, subject: text?.subject?[language], body: text?.body?[language],
                    isVoluntary: isVoluntary)
                try Self.insertMessage(
                    db, .test, registration: nil, delegation: nil, recipient: address, language: language.rawValue,
                    link: nil, detail: MessageDetail(sample: sample), random: random, now: now)
            }
            try db.execute(
                sql: """
                    INSERT INTO testAddress (organiserId, email) VALUES (?, ?)
                    ON CONFLICT (organiserId) DO UPDATE SET email = excluded.email
                    """,
                arguments: [organiser.id, address])
            try Self.log(db, .testSent, by: organiser.actor, now: now, detail: kind.rawValue)
        }
    }

    /// Where this organiser had the last test sent to.
    package func testAddress(of organiser: Int64) async throws -> String? {
        try await pool.read { db in
            try String.fetchOne(
                db, sql: "SELECT email FROM testAddress WHERE organiserId = ?", arguments: [organiser])
        }
    }

    /// The message that a test in the outbox shows.
    static func testMessage(
        _ db: Database, _ row: Row, _ detail: MessageDetail, _ conference: ConferenceFacts
    ) throws -> OutboxMessage? {
        guard let sample = detail.sample, let kind = MessageKind(rawValue: sample.kind) else {
            throw StoredValueError(column: "detail", text: row["detail"])
        }
        let language: Language = try row.value("language")
        func both(_ text: String?) -> Phrase? { text.map { Phrase(sv: $0, en: $0) } }
        let createdAt = Date(epochSeconds: row["createdAt"])
        let shown = try self.sample(
            db, kind, MailText(subject: both(sample.subject), body: both(sample.body)),
            isVoluntary: sample.isVoluntary, attendee: try madeUpAttendee(kind, language, now: createdAt),
            isMadeUp: true, language: language, conference: conference, now: createdAt)
        return OutboxMessage(
            id: row["id"], kind: kind, recipient: row["recipient"], language: language, link: shown.link,
            detail: shown.detail, messageId: row["messageId"], createdAt: createdAt, attempts: row["attempts"],
            conference: conference, attendee: shown.attendee, place: nil, offerEndsAt: shown.offerEndsAt,
            calendar: shown.calendar, workshop: shown.workshop, texts: shown.texts, isVoluntary: shown.isVoluntary,
            isSample: true)
    }
}

extension MessageKind {
    fileprivate var sampleState: RegistrationState? {
        switch self {
        case .waiting: .waiting
        case .offer: .offered
        case .cancelled, .offerExpired, .handedOver: .cancelled
        case .confirmation, .changed, .reminder, .handOver, .workshopOffer, .workshopOfferExpired: .confirmed
        case .mailing, .test, .release, .lostLink, .emailTaken, .delegation, .invitation, .kommunLink, .seatAnswer: nil
        }
    }
}
