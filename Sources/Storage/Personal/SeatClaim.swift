package import Conference
package import Foundation
import GRDB
package import Secrets

/// A link by which a colleague takes over a seat, as it stands.
package struct SeatClaim: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        case open
        case claimed
        case withdrawn
        case expired
        /// The seat has been given back.
        case seatGone
    }

    package let state: State
    package let endsAt: Date
    /// Whose quota the seat counts against, as answers to `organisationType` and `kommun`.
    package let fixed: Registration
    /// Which of the links of its registration it is, from 1.
    let number: Int
    let hash: Data
    let id: Int64
    let registrationID: Int64
}

extension Store {
    /// The claim link of the one whose personal link this is; nil when there is none that could be used.
    ///
    /// - Returns: The secret is nil when it was made on the page of another of their links, and so cannot be shown again.
    package func standingClaim(
        ofPersonal link: SecretLink, now: Date
    ) async throws -> (claim: SeatClaim, secret: SecretLink?)? {
        try await pool.read { [signingKey] db in
            guard let attendee = try Self.attendee(db, link: link),
                let claim = try Self.standingClaim(db, of: attendee.id, now: now), claim.state == .open
            else { return nil }
            let secret = SecretLink(claimingFrom: link, number: claim.number, key: signingKey)
            return (claim, Data(secret.hash) == claim.hash ? secret : nil)
        }
    }

    /// What a claim link leads to; nil when it is none.
    package func claim(_ link: SecretLink, now: Date) async throws -> SeatClaim? {
        try await pool.read { db in try Self.claim(db, where: "claim.linkHash = ?", Data(link.hash), now: now) }
    }

    static func standingClaim(_ db: Database, of registration: Int64, now: Date) throws -> SeatClaim? {
        try claim(db, where: "claim.outcome IS NULL AND claim.registrationId = ?", registration, now: now)
    }

    static func claim(
        _ db: Database, where condition: String, _ value: any DatabaseValueConvertible, now: Date
    ) throws -> SeatClaim? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT claim.*, registration.state, registration.organisationType, registration.kommun,
                    coalesce(conference.changeStopsAt, conference.closesAt) AS changeStopsAt,
                    (SELECT count(*) FROM claim AS earlier
                     WHERE earlier.registrationId = claim.registrationId AND earlier.id <= claim.id) AS number
                FROM claim JOIN registration ON registration.id = claim.registrationId, conference
                WHERE \(condition)
                """)
        guard let row = try Row.fetchOne(statement, arguments: [value]) else { return nil }
        // An organiser may have moved the change stop since.
        let endsAt = Date(epochSeconds: min(row["endsAt"], row["changeStopsAt"]))
        let outcome: String? = row["outcome"]
        let seat: RegistrationState = try row.value("state")
        let state: SeatClaim.State =
            switch outcome {
            case "claimed": .claimed
            case "withdrawn": .withdrawn
            default: seat != .confirmed ? .seatGone : endsAt <= now ? .expired : .open
            }
        let kommun: String? = row["kommun"]
        return SeatClaim(
            state: state, endsAt: endsAt,
            fixed: Registration(stored: ["organisationType": row["organisationType"], "kommun": kommun ?? ""]),
            number: row["number"], hash: row["linkHash"], id: row["id"], registrationID: row["registrationId"])
    }
}
