import Conference
import GRDB

/// A party in line, and how its people are found.
struct WaitingParty {
    let party: Party
    /// Nil for somebody who waits alone.
    let delegation: Int64?
}

extension Store {
    /// SQL that holds for a registration whose delegation wants its seats at once.
    static let keepsTogether = """
        EXISTS (SELECT 1 FROM delegation WHERE delegation.id = registration.delegationId AND delegation.keepsTogether = 1)
        """

    /// Everybody who may be next: of those who wait alone the first of each quota, for the others wait behind them; and
    /// all parties, for any of them may be small enough.
    static func line(_ db: Database) throws -> [WaitingParty] {
        try firstOfThoseAlone(db) + partiesInLine(db)
    }

    private static func firstOfThoseAlone(_ db: Database) throws -> [WaitingParty] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT quota.id,
                    (SELECT registration.id FROM registration
                     WHERE registration.quotaId = quota.id AND registration.state = 'waiting'
                       AND (registration.delegationId IS NULL OR NOT \(keepsTogether))
                     ORDER BY registration.id LIMIT 1)
                FROM quota WHERE quota.waiting > 0
                """)
        return try Row.fetchAll(statement).compactMap { row in
            (row[1] as Int64?).map { first in
                WaitingParty(party: Party(arrival: first, people: [row[0]: 1]), delegation: nil)
            }
        }
    }

    static func partiesInLine(_ db: Database) throws -> [WaitingParty] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT delegationId, quotaId, count(*), min(id) FROM registration
                WHERE state = 'waiting' AND delegationId IS NOT NULL AND \(keepsTogether)
                GROUP BY delegationId, quotaId
                """)
        let rows = try Row.fetchAll(statement)
        return Dictionary(grouping: rows) { $0[0] as Int64 }.map { delegation, rows in
            let people = Dictionary(uniqueKeysWithValues: rows.map { ($0[1] as Int64, $0[2] as Int) })
            let arrival = rows.map { $0[3] as Int64 }.min()!  // a group has a row
            return WaitingParty(party: Party(arrival: arrival, people: people), delegation: delegation)
        }
    }

    /// The registrations that are seated with this party, in order of arrival.
    static func members(_ db: Database, of waiting: WaitingParty) throws -> [Int64] {
        guard let delegation = waiting.delegation else { return [waiting.party.arrival] }
        let sql = "SELECT id FROM registration WHERE delegationId = ? AND state = 'waiting' ORDER BY id"
        return try Int64.fetchAll(db, sql: sql, arguments: [delegation])
    }

    /// What there is to give, to all who wait and to the quotas named.
    static func freeSeats(_ db: Database, andOf others: some Collection<Int64> = []) throws -> FreeSeats {
        var quotas: [Int64: Quota] = [:]
        let withLine = try db.cachedStatement(sql: "SELECT * FROM quota WHERE waiting > 0")
        let rows = try Row.fetchCursor(withLine)
        while let row = try rows.next() { quotas[row["id"]] = Quota(row: row) }
        let other = try db.cachedStatement(sql: "SELECT * FROM quota WHERE id = ?")
        for id in others where quotas[id] == nil {
            quotas[id] = try Row.fetchOne(other, arguments: [id]).map(Quota.init(row:))
        }
        return FreeSeats(quotas: quotas, pool: try seatPool(db))
    }

    /// Whether newcomers, so many of each quota, are seated: all of them, without overtaking anybody.
    static func admits(_ db: Database, _ newcomers: [Int64: Int]) throws -> Bool {
        let free = try freeSeats(db, andOf: newcomers.keys)
        return try free.admit(
            Party(arrival: .max, people: newcomers),
            before: free.haveRoomForSomebodyInLine ? line(db).map(\.party) : [])
    }
}
