package import Conference
package import Foundation
import GRDB

/// A scan of somebody's ticket.
package struct TicketScan: Sendable, Equatable {
    /// The booking code, as it is stored.
    package let code: String
    package let scan: Scan

    package init(code: String, scan: Scan) {
        self.code = code
        self.scan = scan
    }
}

/// What a device has done since it was last heard of.
package struct ScanBatch: Sendable {
    package var scans: [TicketScan] = []
    package var walkIns: [WalkIn] = []

    package init(scans: [TicketScan] = [], walkIns: [WalkIn] = []) {
        self.scans = scans
        self.walkIns = walkIns
    }
}

/// What became of it.
package struct MergeOutcome: Sendable, Equatable {
    /// Scans of codes that no registration has: kept nowhere.
    package var unknown: [ScanID] = []
    package var walkIns: [ScanID: WalkInOutcome] = [:]
    /// All scans of those whom the batch was about, by code.
    package var scans: [String: [Scan]] = [:]
}

/// What became of one press of a button at a door.
package enum DoorOutcome: Sendable, Equatable {
    case done(CheckIn)
    /// Nobody is let in who has no seat.
    case hasNoSeat(RegistrationState)
    case notFound
}

extension Store {
    /// Takes in what a device did, whenever that was. The same scans once more change nothing, and the order in which the
    /// batches of several devices come does not matter.
    ///
    /// A scan of somebody who has no seat any more is taken in too: they are inside, and that is to be seen.
    ///
    /// - Parameter organiser: Whose session the device has.
    package func merge(_ batch: ScanBatch, by organiser: String, now: Date) async throws -> MergeOutcome {
        let arrivals = batch.walkIns.map { WalkInArrival($0, store: self) }
        return try await writer.write { [random] db in
            let received = now.milliseconds
            let times = (batch.scans.map(\.scan) + batch.walkIns.map(\.arrival)).settled(receivedAt: received)
            var outcome = MergeOutcome()
            var codes: Set<String> = []
            for (sent, scan) in zip(batch.scans, times) {
                guard let id = try Self.registrationID(db, code: sent.code) else {
                    outcome.unknown.append(scan.id)
                    continue
                }
                try Self.insert(db, scan, of: id, by: organiser, receivedAt: received)
                codes.insert(sent.code)
            }
            for (arrival, scan) in zip(arrivals, times.dropFirst(batch.scans.count)) {
                let result = try arrival.admit(db, scan, by: organiser, random: random, now: now)
                outcome.walkIns[scan.id] = result
                if case .admitted(let code) = result { codes.insert(code) }
            }
            for code in codes { outcome.scans[code] = try Self.scans(db, code: code) }
            return outcome
        }
    }

    /// Does what somebody at a door who has the network asks for.
    ///
    /// - Parameter id: Of the scan: the same one again is the same press.
    package func checkIn(
        code: String, _ kind: Scan.Kind, id: ScanID, door: DoorName, by organiser: String, now: Date
    ) async throws -> DoorOutcome {
        try await writer.write { db in
            try Self.checkIn(db, code: code, kind, id: id, door: door, by: organiser, now: now)
        }
    }

    static func checkIn(
        _ db: Database, code: String, _ kind: Scan.Kind, id: ScanID, door: DoorName, by organiser: String, now: Date
    ) throws -> DoorOutcome {
        guard let attendee = try Self.attendee(db, where: "code = ?", code) else { return .notFound }
        let before = CheckIn(try Self.scans(db, code: code))
        guard attendee.state == .confirmed || kind == .undone || before.hasArrived else {
            return .hasNoSeat(attendee.state)
        }
        let received = now.milliseconds
        let scan = Scan(
            id: id, kind: kind, door: door, at: before.next(at: received), undoes: before.standing)
        try Self.insert(db, scan, of: attendee.id, by: organiser, receivedAt: received)
        return .done(CheckIn(try Self.scans(db, code: code)))
    }

    /// All scans of one ticket, in the order they came to us.
    package func scans(ofCode code: String) async throws -> [Scan] {
        try await pool.read { db in try Self.scans(db, code: code) }
    }

    private static func registrationID(_ db: Database, code: String) throws -> Int64? {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM registration WHERE code = ?"), arguments: [code])
    }

    static func insert(
        _ db: Database, _ scan: Scan, of registration: Int64, by organiser: String, receivedAt: Int64
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO scan (id, registrationId, kind, door, at, receivedAt, organiser, undoes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """)
        try statement.execute(
            arguments: [
                scan.id.text, registration, scan.kind.rawValue, scan.door.text, scan.at, receivedAt, organiser,
                scan.kind == .undone ? scan.undoes.map(\.text).joined(separator: " ") : nil,
            ])
    }

    private static func scans(_ db: Database, code: String) throws -> [Scan] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT scan.* FROM scan JOIN registration ON registration.id = registrationId WHERE code = ? ORDER BY number
                """)
        return try Row.fetchAll(statement, arguments: [code]).map(Scan.init)
    }
}

extension Scan {
    init(row: Row) throws {
        guard let id = ScanID(row["id"]) else { throw StoredValueError(column: "id", text: row["id"]) }
        guard let door = DoorName(row["door"]) else { throw StoredValueError(column: "door", text: row["door"]) }
        let undoes = (row["undoes"] as String? ?? "").split(separator: " ").compactMap { ScanID(String($0)) }
        self.init(id: id, kind: try row.value("kind"), door: door, at: row["at"], undoes: undoes)
    }
}

extension Date {
    /// Whole milliseconds since 1970.
    package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }
}
