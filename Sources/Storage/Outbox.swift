import Conference
import Foundation
import GRDB
import Secrets

/// What a message must say that cannot be asked of the registration when it is sent. Stands in the database as JSON.
package struct MessageDetail: Codable, Sendable, Equatable {
    /// Seconds since 1970.
    package var endsAt: Int64?
    /// The secret of a claim link.
    package var claim: String?
    package var workshop: Int64?
    /// Whether it was the kommun that did it. Nil for no.
    package var byKommun: Bool?
    /// Of a seat request.
    package var request: Int64?

    /// What a test shows.
    package var sample: Sample?

    /// A text as it was when the test was asked for: it may be written anew before the test is sent.
    package struct Sample: Codable, Sendable, Equatable {
        package let kind: String
        package var subject: String?
        package var body: String?
        package var isVoluntary = false
    }

    package init(
        endsAt: Int64? = nil, claim: String? = nil, workshop: Int64? = nil, byKommun: Bool? = nil,
        request: Int64? = nil, sample: Sample? = nil
    ) {
        self.endsAt = endsAt
        self.claim = claim
        self.workshop = workshop
        self.byKommun = byKommun
        self.request = request
        self.sample = sample
    }

    /// What a message says of who did it.
    static func by(_ actor: Actor) -> MessageDetail { MessageDetail(byKommun: actor.isKommun ? true : nil) }
}

extension Store {
    /// Puts a message into the outbox, inside the transaction of the event it tells of, so that there is neither one
    /// without the other. It goes to the registration's own address, or else to the contact of its delegation.
    ///
    /// - Parameter link: A personal link that leads to the registration already. Without one the message gets a fresh
    ///   one, unless it goes to a contact, who must not come to the attendee's needs, or tells that the links are dead.
    static func enqueue(
        _ db: Database, _ kind: MessageKind, registration id: Int64, link: SecretLink? = nil,
        detail: MessageDetail = MessageDetail(), random: RandomBytes, now: Date
    ) throws {
        guard let to = try addressee(db, kind, registration: id) else { return }
        let carried = to.mayHaveLink ? try link ?? freshLink(db, of: id, random: random, now: now) : nil
        try insertMessage(
            db, kind, registration: id, delegation: to.delegation, recipient: to.address, language: to.language,
            link: carried, detail: detail, random: random, now: now)
    }

    /// Whom a message about a registration goes to, as things stand.
    struct Addressee {
        let address: String
        let language: String
        let delegation: Int64?
        /// False for a contact, who must not come to the attendee's needs, and for what tells that the links are dead.
        let mayHaveLink: Bool
    }

    /// Nil when there is nobody: the contact is forgotten.
    static func addressee(_ db: Database, _ kind: MessageKind, registration id: Int64) throws -> Addressee? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT registration.email, registration.language, delegation.contactEmail, delegation.language,
                    delegation.id
                FROM registration LEFT JOIN delegation ON delegation.id = registration.delegationId
                WHERE registration.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
        if let own: String = row[0] {
            return Addressee(address: own, language: row[1], delegation: row[4], mayHaveLink: kind != .handedOver)
        }
        guard let contact: String = row[2] else { return nil }
        return Addressee(address: contact, language: row[3], delegation: row[4], mayHaveLink: false)
    }

    /// Puts a message to the contact of a delegation into the outbox.
    ///
    /// - Parameter link: The contact's own link.
    static func enqueue(
        _ db: Database, _ kind: MessageKind, delegation id: Int64, link: SecretLink,
        detail: MessageDetail = MessageDetail(), random: RandomBytes, now: Date
    ) throws {
        let sql = "SELECT contactEmail, language FROM delegation WHERE id = ? AND contactEmail IS NOT NULL"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return }
        try insertMessage(
            db, kind, registration: nil, delegation: id, recipient: row[0], language: row[1], link: link,
            detail: detail, random: random, now: now)
    }

    /// One more link to the registration: of those that were mailed before only the hashes are known.
    static func freshLink(_ db: Database, of id: Int64, random: RandomBytes, now: Date) throws -> SecretLink {
        let link = SecretLink(random: random)
        try db.cachedStatement(sql: "INSERT INTO personalLink (hash, registrationId, createdAt) VALUES (?, ?, ?)")
            .execute(arguments: [Data(link.hash), id, now.epochSeconds])
        return link
    }

    /// One more link to a group's page.
    static func freshLink(
        _ db: Database, ofDelegation id: Int64, random: RandomBytes, now: Date
    ) throws -> SecretLink {
        let link = SecretLink(random: random)
        try db.execute(
            sql: "INSERT INTO delegationLink (hash, delegationId, createdAt) VALUES (?, ?, ?)",
            arguments: [Data(link.hash), id, now.epochSeconds])
        return link
    }

    static func insertMessage(
        _ db: Database, _ kind: MessageKind, registration: Int64?, delegation: Int64?, mailing: Int64? = nil,
        recipient: String, language: String, link: SecretLink?, detail: MessageDetail, random: RandomBytes, now: Date
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO message
                    (kind, registrationId, delegationId, recipient, language, link, detail, messageId, createdAt,
                     nextAttemptAt, mailingId)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        // Most say nothing more, and the encoder is slow.
        let json = detail == MessageDetail() ? "{}" : String(decoding: try JSONEncoder().encode(detail), as: UTF8.self)
        try statement.execute(
            arguments: [
                kind.rawValue, registration, delegation, recipient, language, link?.text, json,
                SecretLink(random: random).text, now.epochSeconds, now.epochSeconds, mailing,
            ])
    }
}
