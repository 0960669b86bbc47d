package import Conference
import GRDB

/// What organisers look at first: where the conference stands at one moment.
///
/// Everything comes from figures that are kept by triggers or counted by a small index, so a million registrations take
/// no longer than a hundred.
package struct Overview: Sendable {
    package let board: QuotaBoard
    package let days: SignUpDays
    package let workshops: [Workshop]
    /// Seats offered to somebody who has not answered yet; they count as taken.
    package let offered: Int
    /// Seats kept for lists that are being filled in; they count as taken, too.
    package let held: Int
    /// Messages that somebody must see to, as on every page of those who handle mail.
    package let unsentMessages: Int
    /// Messages on their way.
    package let pendingMessages: Int
    /// Wishes of kommuner for more seats that wait for an answer.
    package let seatRequests: Int
}

extension Store {
    package func overview() async throws -> Overview {
        try await pool.read { db in
            let hours = try Row.fetchAll(db, sql: "SELECT hour, signUps FROM signUpHour")
            let counts = try Row.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM registration WHERE state = 'offered') AS offered,
                        (SELECT coalesce(sum(seats), 0) FROM seatHold) AS held,
                        (SELECT count(*) FROM message WHERE state = 'pending' AND \(Self.isOfKnownKind)) AS pending
                    """)!  // a SELECT without a table always yields one row
            return Overview(
                board: try Self.quotaBoard(db),
                days: SignUpDays(byHour: Dictionary(uniqueKeysWithValues: hours.map { ($0[0], $0[1]) })),
                workshops: try Self.workshops(db), offered: counts["offered"], held: counts["held"],
                unsentMessages: try Self.countUnsentMessages(db), pendingMessages: counts["pending"],
                seatRequests: try Self.countOpenSeatRequests(db))
        }
    }
}
