import Conference
package import Foundation
import GRDB
import Secrets

extension Store {
    /// How often an hour one address may ask for its link, or be told that it is taken.
    private static let requestsAnHour = 3
    /// A contact of more gets the links of the latest.
    private static let groupsTold = 5

    /// Mails the personal link of the living registration that has this address, and the links of the groups whose contact
    /// has it. Whoever asks learns nothing: not by
    /// the answer, and not by its time, since something is written in any case.
    package func requestLostLink(email: String, now: Date) async throws {
        let key = EmailAddress.key(email)
        let hash = Data(signingKey.authenticate(Array(key.utf8), for: .lostLink))
        let hour = now.epochSeconds / 3600
        try await writer.write { [random] db in
            try db.execute(sql: "DELETE FROM linkRequest WHERE hour < ?", arguments: [hour])
            let requests =
                try Int.fetchOne(
                    db,
                    sql: """
                        INSERT INTO linkRequest (addressHash, hour, requests) VALUES (?, ?, 1)
                        ON CONFLICT (addressHash) DO UPDATE SET requests = requests + 1 RETURNING requests
                        """,
                    arguments: [hash, hour]) ?? 1
            guard requests <= Self.requestsAnHour else { return }
            let living = "SELECT id FROM registration WHERE emailKey = ? AND state <> 'cancelled'"
            if let id = try Int64.fetchOne(db, sql: living, arguments: [key]) {
                try Self.enqueue(db, .lostLink, registration: id, random: random, now: now)
            }
            let groups = "SELECT id FROM delegation WHERE contactKey = ? ORDER BY id DESC LIMIT ?"
            for id in try Int64.fetchAll(db, sql: groups, arguments: [key, Self.groupsTold]) {
                let link = try Self.freshLink(db, ofDelegation: id, random: random, now: now)
                try Self.enqueue(db, .lostLink, delegation: id, link: link, random: random, now: now)
            }
        }
    }

    /// Tells the one who has an address that somebody signed up with it, once an hour at most.
    static func tellAddressIsTaken(_ db: Database, emailKey: String, random: RandomBytes, now: Date) throws {
        let sql = """
            SELECT id FROM registration WHERE emailKey = ? AND state <> 'cancelled' AND NOT EXISTS (
                SELECT 1 FROM message
                WHERE registrationId = registration.id AND kind = 'emailTaken' AND createdAt > ?)
            """
        guard let id = try Int64.fetchOne(db, sql: sql, arguments: [emailKey, now.epochSeconds - 3600]) else { return }
        try enqueue(db, .emailTaken, registration: id, random: random, now: now)
    }
}
