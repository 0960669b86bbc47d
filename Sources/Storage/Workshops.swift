package import Conference
package import Foundation
import GRDB
package import Secrets

/// What one attendee has in one workshop.
package struct WorkshopPlace: Sendable, Equatable {
    package let workshop: Int64
    package let state: WorkshopPlaceState
    /// From 1; nil unless waiting.
    package let placeInLine: Int?
    /// Nil unless offered.
    package let offerEndsAt: Date?
}

/// Somebody in a workshop, for the organisers.
package struct WorkshopGuest: Sendable {
    package let attendee: Attendee
    package let state: WorkshopPlaceState
}

/// A workshop that people have a place in, or wait for, is not taken from them.
package struct WorkshopHasGuests: Error, Equatable {
    /// Offered places count as taken.
    package let taken: Int
    package let waiting: Int
}

extension Store {
    /// All workshops in the order of their times, those that are retired too.
    package func workshops() async throws -> [Workshop] {
        try await pool.read(Self.workshops)
    }

    /// - Parameter accepted: The keys of what somebody was asked about and said yes to.
    /// - Throws: `ProgrammeConcerns` when it does not fit into the programme.
    package func addWorkshop(
        _ draft: WorkshopDraft, accepting accepted: Set<String> = [], by actor: Actor, now: Date
    ) async throws -> Int64 {
        try await writer.write { db in try Self.addWorkshop(db, draft, accepting: accepted, by: actor, now: now) }
    }

    static func addWorkshop(
        _ db: Database, _ draft: WorkshopDraft, accepting accepted: Set<String> = [], by actor: Actor, now: Date
    ) throws -> Int64 {
        try checkProgramme(db, accepting: accepted) { $0.entry(draft, of: 0) }
        try db.execute(
            sql: """
                INSERT INTO workshop (titleSv, titleEn, aboutSv, aboutEn, startsAt, endsAt, capacity, roomId)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: draft.columns)
        let id = db.lastInsertedRowID
        try writeSpeakers(db, draft.place.speakers, ofWorkshop: id)
        try log(db, .workshopAdded, by: actor, now: now, detail: "\(id)")
        return id
    }

    /// Changes a workshop. Places that come by it go to those who wait, in the same transaction.
    ///
    /// - Parameters:
    ///   - accepted: The keys of what somebody was asked about and said yes to.
    ///   - seen: What was changed into this; nil to change whatever stands.
    /// - Returns: Whether there is such a workshop.
    /// - Throws: `WorkshopDraft.Complaint` when somebody would lose a place or have two at once; `ProgrammeConcerns` when
    ///   it does not fit into the programme; `ChangedMeanwhile`.
    package func changeWorkshop(
        id: Int64, to draft: WorkshopDraft, over seen: EditTag? = nil, accepting accepted: Set<String> = [],
        by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { [random] db in
            let workshops = try Self.workshops(db)
            guard let old = workshops.first(where: { $0.id == id }) else { return false }
            try Self.expect(db, seen, of: .workshop(id))
            guard draft.capacity >= old.taken else {
                throw WorkshopDraft.Complaint(.capacity, .capacityBelowTaken(taken: old.taken))
            }
            if !old.isRetired { try Self.checkProgramme(db, accepting: accepted) { $0.entry(draft, of: id) } }
            do {
                try db.execute(
                    sql: """
                        UPDATE workshop
                        SET titleSv = ?, titleEn = ?, aboutSv = ?, aboutEn = ?, startsAt = ?, endsAt = ?, capacity = ?,
                            roomId = ?
                        WHERE id = ?
                        """,
                    arguments: draft.columns + [id])
            } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER {
                throw WorkshopDraft.Complaint(.starts, .clashes)
            }
            try Self.writeSpeakers(db, draft.place.speakers, ofWorkshop: id)
            try Self.log(db, .workshopChanged, by: actor, now: now, detail: "\(id)")
            try Self.handOutWorkshopPlaces(db, random: random, now: now)
            return true
        }
    }

    /// Stops offering a workshop, or offers it again.
    ///
    /// - Throws: `WorkshopHasGuests` while somebody has a place in it or waits for one; `ProgrammeConcerns` when there is
    ///   no room for it any more.
    package func retireWorkshop(id: Int64, _ isRetired: Bool, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            guard let workshop = try Self.workshops(db).first(where: { $0.id == id }),
                workshop.isRetired != isRetired
            else { return }
            guard workshop.taken == 0, workshop.waiting == 0 else {
                throw WorkshopHasGuests(taken: workshop.taken, waiting: workshop.waiting)
            }
            if !isRetired { try Self.checkProgramme(db, accepting: nil) { $0.entry(of: workshop) } }
            try db.execute(
                sql: "UPDATE workshop SET retiredAt = ? WHERE id = ?",
                arguments: [isRetired ? now.epochSeconds : nil, id])
            try Self.log(
                db, isRetired ? .workshopRetired : .workshopOfferedAgain, by: actor, now: now, detail: "\(id)")
        }
    }

    private static func writeSpeakers(_ db: Database, _ speakers: [Int64], ofWorkshop id: Int64) throws {
        try db.execute(sql: "DELETE FROM workshopSpeaker WHERE workshopId = ?", arguments: [id])
        for speaker in speakers {
            try db.execute(sql: "INSERT INTO workshopSpeaker VALUES (?, ?)", arguments: [id, speaker])
        }
    }

    /// Who has what in a workshop: those with places, then the line in its order.
    package func guests(ofWorkshop id: Int64) async throws -> [WorkshopGuest] {
        try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT registration.*, workshopPlace.state AS place
                    FROM workshopPlace JOIN registration ON registration.id = registrationId
                    WHERE workshopId = ? ORDER BY workshopPlace.state = 'waiting', workshopPlace.id
                    """,
                arguments: [id])
            return try rows.map { WorkshopGuest(attendee: try Attendee(row: $0), state: try $0.value("place")) }
        }
    }

    /// Takes or turns down an offered place. Whoever takes it leaves the place they have at the same time; what becomes
    /// free goes to the next in line in the same transaction.
    package func answerWorkshopOffer(
        link: SecretLink, workshop: Int64, _ answer: OfferAnswer, now: Date
    ) async throws -> OfferAnswerOutcome {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let attendee = try Self.attendee(db, link: link) else { return .notFound }
            guard
                let place = try Self.places(db, of: [attendee.id])[attendee.id]?.first(where: {
                    $0.workshop == workshop
                })
            else { return answer == .decline ? .declined : .over }
            switch (place.state, answer) {
            case (.offered, .accept): try Self.accept(db, workshop, of: attendee.id, now: now)
            case (.offered, .decline):
                try Self.leave(db, workshop: workshop, of: attendee.id, .declined, by: .attendee, now: now)
            case (.taken, .accept): return .accepted
            case (.taken, .decline), (.waiting, _): return .over
            }
            try Self.handOutWorkshopPlaces(db, random: random, now: now)
            return answer == .accept ? .accepted : .declined
        }
    }

    private static func accept(_ db: Database, _ workshop: Int64, of attendee: Int64, now: Date) throws {
        let workshops = try workshops(db)
        let accepted = workshops.first { $0.id == workshop }
        for place in try places(db, of: [attendee])[attendee] ?? [] where place.state == .taken {
            guard let other = workshops.first(where: { $0.id == place.workshop }), accepted?.overlaps(other) == true
            else {
                continue
            }
            try leave(db, workshop: other.id, of: attendee, .declined, by: .attendee, now: now)
        }
        try endWorkshopOffer(db, workshop, of: attendee, .accepted, now: now)
        try setPlace(db, workshop, of: attendee, .taken)
        try log(db, .workshopOfferAccepted, by: .attendee, registration: attendee, now: now, detail: "\(workshop)")
    }

    /// Makes what somebody has into what they have chosen: leaves and joins in one transaction.
    static func choose(
        _ db: Database, joins: [Int64: WorkshopPlaceState], chosen: Set<Int64>, of attendee: Int64,
        by actor: Actor = .attendee, random: RandomBytes, now: Date
    ) throws {
        for place in try places(db, of: [attendee])[attendee] ?? [] where !chosen.contains(place.workshop) {
            try leave(
                db, workshop: place.workshop, of: attendee, actor == .attendee ? .declined : .withdrawn, by: actor,
                now: now)
        }
        for (workshop, state) in joins.sorted(by: { $0.key < $1.key }) {
            try join(db, workshop: workshop, of: attendee, state, by: actor, now: now)
        }
        try handOutWorkshopPlaces(db, random: random, now: now)
    }

    /// The one way into a workshop.
    static func join(
        _ db: Database, workshop: Int64, of attendee: Int64, _ state: WorkshopPlaceState, by actor: Actor, now: Date
    ) throws {
        try db.execute(
            sql: "INSERT INTO workshopPlace (workshopId, registrationId, state) VALUES (?, ?, ?)",
            arguments: [workshop, attendee, state.rawValue])
        let action: LoggedAction = state == .taken ? .workshopJoined : .workshopWaiting
        try log(db, action, by: actor, registration: attendee, now: now, detail: "\(workshop)")
    }

    /// Frees all that a registration has, because it is cancelled. The caller hands it out.
    static func freeWorkshopPlaces(_ db: Database, of attendee: Int64, now: Date) throws {
        let statement = try db.cachedStatement(sql: "SELECT workshopId FROM workshopPlace WHERE registrationId = ?")
        for workshop in try Int64.fetchAll(statement, arguments: [attendee]) {
            try leave(db, workshop: workshop, of: attendee, .withdrawn, by: .system, now: now)
        }
    }

    /// Gives places that are free to those who wait for them, earliest first: as an offer, or at once when there is no
    /// time left to ask. At once nobody gets a place who has another one at the same time, for nobody is there to choose.
    ///
    /// - Returns: To whom, and in which workshop, in that order.
    @discardableResult
    static func handOutWorkshopPlaces(
        _ db: Database, random: RandomBytes, now: Date
    ) throws -> [(workshop: Int64, attendee: Int64)] {
        let hasRoom = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM workshop WHERE waiting > 0 AND taken < capacity)")
        guard try Bool.fetchOne(hasRoom) == true else { return [] }
        var handedOut: [(workshop: Int64, attendee: Int64)] = []
        let end = try offerTerm(db)?.end(ofOfferMadeAt: now)
        while let next = try nextInWorkshopLine(db, isOffered: end != nil) {
            let (workshop, attendee): (Int64, Int64) = (next["workshopId"], next["registrationId"])
            if let end {
                try setPlace(db, workshop, of: attendee, .offered)
                try db.execute(
                    sql: "INSERT INTO workshopOffer (workshopId, registrationId, madeAt, endsAt) VALUES (?, ?, ?, ?)",
                    arguments: [workshop, attendee, now.epochSeconds, end.epochSeconds])
                let detail = MessageDetail(endsAt: end.epochSeconds, workshop: workshop)
                try enqueue(db, .workshopOffer, registration: attendee, detail: detail, random: random, now: now)
                try log(db, .workshopOffered, by: .system, registration: attendee, now: now, detail: "\(workshop)")
            } else {
                try setPlace(db, workshop, of: attendee, .taken)
                try log(db, .workshopJoined, by: .system, registration: attendee, now: now, detail: "\(workshop)")
            }
            handedOut.append((workshop, attendee))
        }
        return handedOut
    }

    private static func nextInWorkshopLine(_ db: Database, isOffered: Bool) throws -> Row? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT workshopPlace.workshopId, workshopPlace.registrationId
                FROM workshopPlace JOIN workshop ON workshop.id = workshopPlace.workshopId
                WHERE workshopPlace.state = 'waiting' AND workshop.waiting > 0 AND workshop.taken < workshop.capacity
                    AND (? OR NOT EXISTS (
                        SELECT 1 FROM workshopPlace AS mine JOIN workshop AS other ON other.id = mine.workshopId
                        WHERE mine.registrationId = workshopPlace.registrationId AND mine.state = 'taken'
                            AND other.startsAt < workshop.endsAt AND workshop.startsAt < other.endsAt))
                ORDER BY workshopPlace.id LIMIT 1
                """,
            arguments: [isOffered])
    }

    static func expireWorkshopOffers(_ db: Database, random: RandomBytes, now: Date) throws {
        let sql = "SELECT * FROM workshopOffer WHERE outcome IS NULL AND endsAt <= ? ORDER BY endsAt, id"
        for row in try Row.fetchAll(db, sql: sql, arguments: [now.epochSeconds]) {
            let (workshop, attendee): (Int64, Int64) = (row["workshopId"], row["registrationId"])
            try leave(db, workshop: workshop, of: attendee, .expired, by: .system, now: now)
            try enqueue(
                db, .workshopOfferExpired, registration: attendee, detail: MessageDetail(workshop: workshop),
                random: random, now: now)
        }
    }

    /// The one way out of a workshop. An offer that stands ends with it.
    static func leave(
        _ db: Database, workshop: Int64, of attendee: Int64, _ outcome: OfferOutcome, by actor: Actor, now: Date
    ) throws {
        let hadOffer = try endWorkshopOffer(db, workshop, of: attendee, outcome, now: now)
        try db.execute(
            sql: "DELETE FROM workshopPlace WHERE workshopId = ? AND registrationId = ?",
            arguments: [workshop, attendee])
        let action: LoggedAction =
            switch (hadOffer, outcome) {
            case (true, .declined): .workshopOfferDeclined
            case (true, .expired): .workshopOfferExpired
            default: .workshopLeft
            }
        try log(db, action, by: actor, registration: attendee, now: now, detail: "\(workshop)")
    }

    /// Returns whether one stood.
    @discardableResult
    private static func endWorkshopOffer(
        _ db: Database, _ workshop: Int64, of attendee: Int64, _ outcome: OfferOutcome, now: Date
    ) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE workshopOffer SET outcome = ?, endedAt = ?
                WHERE workshopId = ? AND registrationId = ? AND outcome IS NULL
                """,
            arguments: [outcome.rawValue, now.epochSeconds, workshop, attendee])
        return db.changesCount > 0
    }

    private static func setPlace(
        _ db: Database, _ workshop: Int64, of attendee: Int64, _ state: WorkshopPlaceState
    ) throws {
        try db.execute(
            sql: "UPDATE workshopPlace SET state = ? WHERE workshopId = ? AND registrationId = ?",
            arguments: [state.rawValue, workshop, attendee])
    }

    static func workshops(_ db: Database) throws -> [Workshop] {
        try Row.fetchAll(db, sql: "SELECT * FROM workshop ORDER BY startsAt, id").map { row in
            Workshop(
                id: row["id"], title: Phrase(sv: row["titleSv"], en: row["titleEn"]),
                about: (row["aboutSv"] as String?).map { Phrase(sv: $0, en: row["aboutEn"]) },
                startsAt: Date(epochSeconds: row["startsAt"]), endsAt: Date(epochSeconds: row["endsAt"]),
                capacity: row["capacity"], taken: row["taken"], waiting: row["waiting"],
                isRetired: (row["retiredAt"] as Int64?) != nil)
        }
    }

    /// By registration; those who have nothing are left out.
    static func places(_ db: Database, of attendees: [Int64]) throws -> [Int64: [WorkshopPlace]] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT place.*, workshopOffer.endsAt,
                        (SELECT count(*) FROM workshopPlace AS earlier
                         WHERE earlier.workshopId = place.workshopId AND earlier.state = 'waiting'
                            AND earlier.id <= place.id) AS number
                    FROM workshopPlace AS place
                    LEFT JOIN workshopOffer ON workshopOffer.registrationId = place.registrationId
                        AND workshopOffer.workshopId = place.workshopId AND outcome IS NULL
                    WHERE place.registrationId IN (SELECT value FROM json_each(?)) ORDER BY place.id
                    """),
            arguments: [attendees.jsonList])
        return try Dictionary(grouping: rows, by: { $0["registrationId"] as Int64 }).mapValues { rows in
            try rows.map { row in
                let state: WorkshopPlaceState = try row.value("state")
                return WorkshopPlace(
                    workshop: row["workshopId"], state: state, placeInLine: state == .waiting ? row["number"] : nil,
                    offerEndsAt: (row["endsAt"] as Int64?).map(Date.init(epochSeconds:)))
            }
        }
    }
}

extension WorkshopDraft {
    /// In the order of the two statements above.
    fileprivate var columns: StatementArguments {
        [
            title.sv, title.en, about?.sv, about?.en, startsAt.epochSeconds, endsAt.epochSeconds, capacity,
            place.room,
        ]
    }
}
