package import Conference
import Foundation
import GRDB
import Secrets

/// What it does, or would do, to places that many come into a workshop, or leave it.
package struct WorkshopEffect: Sendable, Equatable {
    package struct Step: Sendable, Equatable {
        package let id: Int64
        /// What they have in the workshop then; nil for one they left.
        package let state: WorkshopPlaceState?
        /// The workshops at the same time whose places they gave up for it; those they came back to when it is undone.
        package let left: [Int64]
    }

    package struct Seated: Sendable, Equatable {
        package let workshop: Int64
        package let attendee: Int64
    }

    package internal(set) var steps: [Step] = []
    /// Others, who waited and get a place or the offer of one.
    package internal(set) var seated: [Seated] = []
    /// How many have something in it already.
    package internal(set) var alreadyThere = 0
    /// How many have cancelled, and are left alone.
    package internal(set) var cancelled = 0

    package var text: String {
        let moved = steps.map { step in
            "\(step.id)\(step.state?.rawValue.prefix(2) ?? "")\(step.left.map { ",\($0)" }.joined())"
        }
        return moved.joined(separator: ".") + "-"
            + seated.map { "\($0.workshop),\($0.attendee)" }.joined(separator: ".")
    }
}

/// Brings many into a workshop and out of it again, by the rules that one's own choice has.
struct WorkshopMoving {
    let actor: Actor
    let random: RandomBytes
    let now: Date

    /// In order of arrival: a place while there are some, then the line. Who gets a place leaves those at the same time;
    /// who has to wait keeps them.
    func join(_ db: Database, _ attendees: [Int64], _ workshop: Int64) throws -> WorkshopEffect {
        var effect = WorkshopEffect()
        for id in attendees {
            let places = try Store.places(db, of: [id])[id] ?? []
            guard !places.contains(where: { $0.workshop == workshop }) else {
                effect.alreadyThere += 1
                continue
            }
            let workshops = try Store.workshops(db)
            guard let wanted = workshops.first(where: { $0.id == workshop }) else { continue }
            let state: WorkshopPlaceState = wanted.hasPlaceForNewcomer ? .taken : .waiting
            var left: [Int64] = []
            if state == .taken {
                left = places.filter { place in
                    place.state == .taken
                        && workshops.contains { $0.id == place.workshop && $0.overlaps(wanted) }
                }.map(\.workshop).sorted()
                for other in left {
                    try Store.leave(db, workshop: other, of: id, .withdrawn, by: actor, now: now)
                }
            }
            try Store.join(db, workshop: workshop, of: id, state, by: actor, now: now)
            effect.steps.append(.init(id: id, state: state, left: left))
        }
        try handOut(db, &effect)
        return effect
    }

    /// Whoever gave up a place gets it back while there is one, and else stands last in that line.
    func leave(_ db: Database, _ attendees: [(id: Int64, left: [Int64])], _ workshop: Int64) throws -> WorkshopEffect {
        var effect = WorkshopEffect()
        for (id, left) in attendees {
            var held = Set(try Store.places(db, of: [id])[id]?.map(\.workshop) ?? [])
            guard held.contains(workshop) else {
                effect.alreadyThere += 1
                continue
            }
            try Store.leave(db, workshop: workshop, of: id, .withdrawn, by: actor, now: now)
            held.remove(workshop)
            var back: [Int64] = []
            for other in left where !held.contains(other) {
                let choice = try rejoin(db, id, other)
                if choice { back.append(other) }
            }
            effect.steps.append(.init(id: id, state: nil, left: back))
        }
        try handOut(db, &effect)
        return effect
    }

    /// Returns whether they have a place again.
    private func rejoin(_ db: Database, _ id: Int64, _ workshop: Int64) throws -> Bool {
        let workshops = try Store.workshops(db)
        guard let wanted = workshops.first(where: { $0.id == workshop && !$0.isRetired }) else { return false }
        let places = try Store.places(db, of: [id])[id] ?? []
        let clashes = places.contains { place in
            place.state == .taken && workshops.contains { $0.id == place.workshop && $0.overlaps(wanted) }
        }
        let hasPlace = wanted.hasPlaceForNewcomer && !clashes
        try Store.join(db, workshop: workshop, of: id, hasPlace ? .taken : .waiting, by: actor, now: now)
        return hasPlace
    }

    private func handOut(_ db: Database, _ effect: inout WorkshopEffect) throws {
        effect.seated = try Store.handOutWorkshopPlaces(db, random: random, now: now)
            .map { .init(workshop: $0.workshop, attendee: $0.attendee) }
    }
}
