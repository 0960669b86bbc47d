package import Conference
package import Foundation
import GRDB
package import Secrets

/// Where a kommun stands with its links, for organisers. The links themselves are known to nobody: only their hashes are
/// kept.
package struct KommunLinkStatus: Sendable, Equatable {
    package let kommun: Kommun
    /// How many links open its page, and when the last of them was made.
    package let living: Int
    package let madeAt: Date?
    /// Where the organisers write to it, and when they last sent a link there.
    package let email: String?
    package let sentAt: Date?
}

extension Store {
    /// A kommun has no more links than this: each mail carries one of its own.
    static let mostKommunLinks = 50

    /// The kommun that a link leads to. Nil for a link that is none, or has ended: by an organiser, or because the
    /// conference is long enough over.
    package func kommun(link: SecretLink, now: Date) async throws -> Kommun? {
        try await pool.read { [kommuner] db in try Self.kommun(db, link: link, now: now).flatMap { kommuner[$0] } }
    }

    /// The code of the kommun that a link leads to.
    static func kommun(_ db: Database, link: SecretLink, now: Date) throws -> String? {
        guard let conference = try conference(db), now < conference.erasesSensitiveAnswersAt else { return nil }
        let statement = try db.cachedStatement(
            sql: "SELECT kommun FROM kommunLink WHERE hash = ? AND endedAt IS NULL")
        return try String.fetchOne(statement, arguments: [Data(link.hash)])
    }

    /// Every kommun, in Swedish order.
    package func kommunLinks() async throws -> [KommunLinkStatus] {
        try await pool.read { [kommuner] db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT kommun.code, living, madeAt, email, sentAt FROM kommun
                    LEFT JOIN (
                        SELECT kommun, count(*) AS living, max(madeAt) AS madeAt FROM kommunLink
                        WHERE endedAt IS NULL GROUP BY kommun
                    ) AS link ON link.kommun = kommun.code
                    LEFT JOIN kommunContact ON kommunContact.kommun = kommun.code
                    """)
            let byCode = Dictionary(uniqueKeysWithValues: rows.map { ($0["code"] as String, $0) })
            return kommuner.all.compactMap { kommun in
                byCode[kommun.code].map { row in
                    KommunLinkStatus(
                        kommun: kommun, living: row["living"] ?? 0,
                        madeAt: (row["madeAt"] as Int64?).map(Date.init(epochSeconds:)), email: row["email"],
                        sentAt: (row["sentAt"] as Int64?).map(Date.init(epochSeconds:)))
                }
            }
        }
    }

    /// Makes links that are shown to the organiser who makes them. The same form again makes no others.
    ///
    /// - Parameters:
    ///   - codes: Of the kommuner.
    ///   - isRenewal: Ends all links that each of them has; else those that have one get none.
    ///   - form: What the links are derived from.
    /// - Returns: The links of this form that open a page now, by kommun.
    package func makeKommunLinks(
        _ codes: [String], isRenewal: Bool, form: FormToken, by actor: Actor, now: Date
    ) async throws -> [String: SecretLink] {
        let links = codes.map { ($0, SecretLink(kommun: $0, formToken: form, key: signingKey)) }
        return try await writer.write { db in
            var made: [String: SecretLink] = [:]
            for (code, link) in links {
                if try Self.make(db, link, ofKommun: code, isRenewal: isRenewal, by: actor, now: now) {
                    made[code] = link
                }
            }
            return made
        }
    }

    /// Returns whether the link opens the page thereafter.
    private static func make(
        _ db: Database, _ link: SecretLink, ofKommun code: String, isRenewal: Bool, by actor: Actor, now: Date
    ) throws -> Bool {
        let sent = "SELECT endedAt IS NULL FROM kommunLink WHERE hash = ? AND kommun = ?"
        if let isLiving = try Bool.fetchOne(db, sql: sent, arguments: [Data(link.hash), code]) { return isLiving }
        if isRenewal {
            try endLinks(db, ofKommun: code, now: now)
        } else if try hasLink(db, kommun: code) {
            return false
        }
        try insert(db, link, ofKommun: code, now: now)
        try log(db, .kommunLinkMade, by: actor, quota: quotaID(db, of: .kommun(code: code)), now: now)
        return true
    }

    /// Mails each kommun a link of its own to this address, which is kept as the kommun's from then on. Links it has
    /// already stay, unless this is a renewal.
    ///
    /// - Parameter addresses: By the kommun's code.
    /// - Returns: How many mails are on their way. One that waits to be sent to the same address is not doubled.
    package func sendKommunLinks(
        to addresses: [String: String], isRenewal: Bool, by actor: Actor, now: Date
    ) async throws -> Int {
        try await writer.write { [random] db in
            var sent = 0
            for (code, email) in addresses.sorted(by: { $0.key < $1.key }) {
                let waiting = """
                    SELECT 1 FROM message
                    WHERE kommun = ? AND kind = 'kommunLink' AND recipient = ? AND state = 'pending' AND link IS NOT NULL
                    """
                if try !isRenewal && Bool.fetchOne(db, sql: waiting, arguments: [code, email]) == true { continue }
                if isRenewal { try Self.endLinks(db, ofKommun: code, now: now) }
                try db.execute(
                    sql: """
                        INSERT INTO kommunContact (kommun, email, sentAt) VALUES (?, ?, ?)
                        ON CONFLICT (kommun) DO UPDATE SET email = excluded.email, sentAt = excluded.sentAt
                        """,
                    arguments: [code, email, now.epochSeconds])
                let link = try Self.freshLink(db, ofKommun: code, random: random, now: now)
                try Self.tell(db, .kommunLink, kommun: code, link: link, random: random, now: now)
                try Self.log(
                    db, .kommunLinkSent, by: actor, quota: Self.quotaID(db, of: .kommun(code: code)), now: now)
                sent += 1
            }
            return sent
        }
    }

    /// Ends all links of these kommuner, those in mails on their way included.
    ///
    /// - Returns: How many of them had one.
    package func revokeKommunLinks(_ codes: [String], by actor: Actor, now: Date) async throws -> Int {
        try await writer.write { db in
            var revoked = 0
            for code in codes where try Self.hasLink(db, kommun: code) {
                try Self.endLinks(db, ofKommun: code, now: now)
                try Self.log(
                    db, .kommunLinksRevoked, by: actor, quota: Self.quotaID(db, of: .kommun(code: code)), now: now)
                revoked += 1
            }
            return revoked
        }
    }

    static func hasLink(_ db: Database, kommun code: String) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM kommunLink WHERE kommun = ? AND endedAt IS NULL)"
        return try Bool.fetchOne(db, sql: sql, arguments: [code]) ?? false
    }

    private static func endLinks(_ db: Database, ofKommun code: String, now: Date) throws {
        try db.execute(
            sql: "UPDATE kommunLink SET endedAt = ? WHERE kommun = ? AND endedAt IS NULL",
            arguments: [now.epochSeconds, code])
        // A mail that only brings a link is nothing without it; what else is told is told without.
        try db.execute(
            sql: """
                DELETE FROM message
                WHERE kommun = ? AND kind = 'kommunLink' AND state = 'pending' AND sendingSince IS NULL
                """,
            arguments: [code])
        try db.execute(
            sql: "UPDATE message SET link = NULL WHERE kommun = ? AND state = 'pending'", arguments: [code])
    }

    /// One more link to the kommun's page. The oldest ends when there are too many.
    static func freshLink(
        _ db: Database, ofKommun code: String, random: RandomBytes, now: Date
    ) throws -> SecretLink {
        let link = SecretLink(random: random)
        try insert(db, link, ofKommun: code, now: now)
        return link
    }

    private static func insert(_ db: Database, _ link: SecretLink, ofKommun code: String, now: Date) throws {
        try db.execute(
            sql: """
                UPDATE kommunLink SET endedAt = ?1 WHERE hash IN (
                    SELECT hash FROM kommunLink WHERE kommun = ?2 AND endedAt IS NULL
                    ORDER BY madeAt DESC, rowid DESC LIMIT -1 OFFSET ?3)
                """,
            arguments: [now.epochSeconds, code, mostKommunLinks - 1])
        try db.execute(
            sql: "INSERT INTO kommunLink (hash, kommun, madeAt) VALUES (?, ?, ?)",
            arguments: [Data(link.hash), code, now.epochSeconds])
    }

    /// Puts a message to a kommun into the outbox. Kommuner are written to in Swedish, the language they work in.
    static func tell(
        _ db: Database, _ kind: MessageKind, kommun code: String, link: SecretLink?,
        detail: MessageDetail = MessageDetail(), random: RandomBytes, now: Date
    ) throws {
        let sql = "SELECT email FROM kommunContact WHERE kommun = ?"
        guard let email = try String.fetchOne(db, sql: sql, arguments: [code]) else { return }
        try insertMessage(
            db, kind, registration: nil, delegation: nil, recipient: email, language: Language.swedish.rawValue,
            link: link, detail: detail, random: random, now: now)
        try db.execute(
            sql: "UPDATE message SET kommun = ? WHERE id = ?", arguments: [code, db.lastInsertedRowID])
    }
}
