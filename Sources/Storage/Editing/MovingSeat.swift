package import Conference
import Foundation
import GRDB
import Secrets

extension Store {
    /// Counts somebody against another group. A seat goes with them if the other group has room for it, and comes free
    /// else: then they wait there, where they would stand had they come with that group.
    ///
    /// A seat that goes along is never free in between: whoever waits could not have taken it before and is not passed
    /// by, as when a seat is handed over. The caller hands out what is free.
    static func moveSeat(_ db: Database, of attendee: Attendee, to group: QuotaGroup, now: Date) throws {
        let quota = try quotaID(db, of: group)
        let own = try Int64.fetchOne(db, sql: "SELECT quotaId FROM registration WHERE id = ?", arguments: [attendee.id])
        guard let own, own != quota else { return }
        var state = attendee.state
        if state.hasSeat {
            var free = try freeSeats(db, andOf: [own, quota])
            free.giveBack(of: own)
            if !free.fit(Party(arrival: attendee.id, people: [quota: 1])) {
                if state == .offered { try endOffer(db, of: attendee.id, .withdrawn, now: now) }
                state = .waiting
            }
        }
        // In one statement, so that the counts of both groups are never those of a third state.
        try db.execute(
            sql: "UPDATE registration SET quotaId = ?, state = ? WHERE id = ?",
            arguments: [quota, state.rawValue, attendee.id])
    }

    /// Moves some to the groups that go with them, and hands out what that frees.
    ///
    /// - Parameters:
    ///   - moves: In order of arrival. What they answer must say the new group already.
    ///   - unasked: Those who get a seat without being asked first.
    static func moveSeats(
        _ db: Database, _ moves: [(attendee: Attendee, group: QuotaGroup)], unasked: Set<Int64> = [],
        by actor: Actor, reason: String?, random: RandomBytes, now: Date
    ) throws -> SeatEffect {
        for move in moves { try moveSeat(db, of: move.attendee, to: move.group, now: now) }
        let own = Set(moves.map(\.attendee.id))
        var effect = SeatEffect()
        effect.seated = try handOutSeats(db, unasked: unasked, random: random, now: now).filter { !own.contains($0) }
        for (attendee, group) in moves {
            guard let after = try self.attendee(db, where: "id = ?", attendee.id)?.state else { continue }
            effect.steps.append(.init(id: attendee.id, before: attendee.state, after: after))
            let groups = [attendee.registration.group, group].map(\.text)
            try log(
                db, .moved, by: actor, registration: attendee.id, now: now,
                detail: (groups + [attendee.state.rawValue, after.rawValue]).joined(separator: " "), reason: reason)
        }
        return effect
    }
}

extension QuotaGroup {
    /// As it stands in the log.
    var text: String {
        switch self {
        case .kommun(let code): code
        case .organisation(let type): type.rawValue
        }
    }

    /// Reads what `text` wrote.
    init?(text: some StringProtocol) {
        if let type = OrganisationType(rawValue: String(text)), type != .kommun {
            self = .organisation(type)
        } else if text.count == 4, text.allSatisfy(\.isNumber) {
            self = .kommun(code: String(text))
        } else {
            return nil
        }
    }
}

/// From where to where somebody was moved, as the log has it.
package struct LoggedMove: Sendable, Equatable {
    package let from: QuotaGroup
    package let to: QuotaGroup
    package let before: RegistrationState
    package let after: RegistrationState
}

extension LogEntry {
    /// Nil for an entry about something else.
    package var move: LoggedMove? {
        let words = detail.split(separator: " ")
        guard action == .moved, words.count == 4, let from = QuotaGroup(text: words[0]),
            let to = QuotaGroup(text: words[1]), let before = RegistrationState(rawValue: String(words[2])),
            let after = RegistrationState(rawValue: String(words[3]))
        else { return nil }
        return LoggedMove(from: from, to: to, before: before, after: after)
    }
}
