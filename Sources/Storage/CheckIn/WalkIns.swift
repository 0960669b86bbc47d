package import Conference
package import Foundation
import GRDB
import Secrets

/// Somebody who came without having signed up, as a door asks for them.
package struct WalkIn: Sendable {
    package let registration: Registration
    package let language: Language
    /// When and where they came. Its id is the request's: the same one again is the same person.
    package let arrival: Scan

    package init(_ registration: Registration, language: Language, arrival: Scan) {
        self.registration = registration
        self.language = language
        self.arrival = arrival
    }
}

/// What became of the request.
package enum WalkInOutcome: Sendable, Equatable {
    /// They have a seat and are here.
    case admitted(code: String)
    case refused(WalkInRefusal)
}

extension Store {
    /// Gives somebody who came without having signed up a free seat by the rules of seats, and lets them in; or says why
    /// not. Nobody gets a seat that is not there.
    package func admit(_ walkIn: WalkIn, by organiser: String, now: Date) async throws -> WalkInOutcome {
        let outcome = try await merge(ScanBatch(walkIns: [walkIn]), by: organiser, now: now)
        return outcome.walkIns[walkIn.arrival.id]!  // one came, so one is decided
    }
}

/// Worked out beside other requests, as for a sign-up.
struct WalkInArrival: Sendable {
    let newcomer: Newcomer

    init(_ walkIn: WalkIn, store: Store) {
        newcomer = Newcomer(
            walkIn.registration, kommun: store.kommuner[walkIn.registration[.kommun]],
            link: SecretLink(random: store.random), language: walkIn.language, random: store.random)
    }

    /// - Parameter scan: Their arrival, at a time that can be.
    func admit(
        _ db: Database, _ scan: Scan, by organiser: String, random: RandomBytes, now: Date
    ) throws -> WalkInOutcome {
        if let known = try outcome(db, of: scan.id) { return known }
        try Store.advance(db, random: random, now: now)
        let quota = try Store.quotaID(db, of: newcomer.registration.group)
        if let refusal = try refusal(db, newcomer, quota: quota) {
            try note(db, scan.id, refusal: refusal, by: organiser, now: now)
            return .refused(refusal)
        }
        let code = try Store.unusedCode(db, preferring: newcomer.code, random: random)
        let hasAddress = !newcomer.emailKey.isEmpty
        let id = try newcomer.insert(
            db, quota: quota, state: .confirmed, code: code,
            delegation: hasAddress ? nil : try door(db, random: random, now: now), now: now)
        try Store.log(db, .walkedIn, by: .organiser(organiser), registration: id, now: now)
        if hasAddress {
            try Store.enqueue(db, .confirmation, registration: id, link: newcomer.link, random: random, now: now)
        }
        try Store.insert(db, scan, of: id, by: organiser, receivedAt: now.milliseconds)
        try note(db, scan.id, registration: id, by: organiser, now: now)
        return .admitted(code: code)
    }
}

private func outcome(_ db: Database, of id: ScanID) throws -> WalkInOutcome? {
    let sql = """
        SELECT refusal, code FROM walkIn LEFT JOIN registration ON registration.id = registrationId WHERE walkIn.id = ?
        """
    guard let row = try Row.fetchOne(db, sql: sql, arguments: [id.text]) else { return nil }
    if let code: String = row["code"] { return .admitted(code: code) }
    return .refused(try row.value("refusal"))
}

private func refusal(_ db: Database, _ newcomer: Newcomer, quota id: Int64) throws -> WalkInRefusal? {
    if !newcomer.emailKey.isEmpty {
        let sql = "SELECT EXISTS (SELECT 1 FROM registration WHERE emailKey = ? AND state <> 'cancelled')"
        if try Bool.fetchOne(db, sql: sql, arguments: [newcomer.emailKey]) == true { return .addressTaken }
    }
    let free = try Store.freeSeats(db, andOf: [id])
    guard let quota = free.quotas[id], quota.hasRoom(pool: free.pool) else {
        return free.quotas[id].map { $0.taken < $0.ceiling } == true ? .conferenceFull : .groupFull
    }
    return try Store.admits(db, [id: 1]) ? nil : .othersWait
}

private func note(
    _ db: Database, _ id: ScanID, refusal: WalkInRefusal? = nil, registration: Int64? = nil, by organiser: String,
    now: Date
) throws {
    try db.execute(
        sql: "INSERT INTO walkIn (id, receivedAt, organiser, refusal, registrationId) VALUES (?, ?, ?, ?, ?)",
        arguments: [id.text, now.milliseconds, organiser, refusal?.rawValue, registration])
}

/// The delegation of those who came without an address. Nobody has its link, and it has no contact to write to.
private func door(_ db: Database, random: RandomBytes, now: Date) throws -> Int64 {
    if let id = try Int64.fetchOne(db, sql: "SELECT id FROM delegation WHERE isDoor = 1") { return id }
    try db.execute(
        sql: """
            INSERT INTO delegation (linkHash, language, keepsTogether, createdAt, isDoor) VALUES (?, 'sv', 0, ?, 1)
            """,
        arguments: [Data(SecretLink(random: random).hash), now.epochSeconds])
    return db.lastInsertedRowID
}
