package import Foundation

/// One of several sessions that may go on at the same time, with seats and a line of its own.
package struct Workshop: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let title: Phrase
    package let about: Phrase?
    package let startsAt: Date
    package let endsAt: Date
    package let capacity: Int
    /// Offered places count as taken.
    package let taken: Int
    package let waiting: Int
    /// Not held after all, and offered to nobody.
    package let isRetired: Bool

    package init(
        id: Int64, title: Phrase, about: Phrase? = nil, startsAt: Date, endsAt: Date, capacity: Int, taken: Int = 0,
        waiting: Int = 0, isRetired: Bool = false
    ) {
        self.id = id
        self.title = title
        self.about = about
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.capacity = capacity
        self.taken = taken
        self.waiting = waiting
        self.isRetired = isRetired
    }

    package var left: Int { capacity - taken }

    /// Whether a newcomer gets a place at once. Nobody overtakes those who wait.
    package var hasPlaceForNewcomer: Bool { left > 0 && waiting == 0 }

    /// Whether nobody can be in both. One may end as the other begins.
    package func overlaps(_ other: Workshop) -> Bool { startsAt < other.endsAt && other.startsAt < endsAt }
}

/// What somebody has in a workshop. Raw values stand in the database.
package enum WorkshopPlaceState: String, Sendable, CaseIterable {
    case taken
    /// A place is kept for them until they say yes or no, or the offer's time is over.
    case offered
    case waiting

    package var label: Phrase {
        switch self {
        case .taken: Phrase(sv: "Har plats", en: "Has a place")
        case .offered: Phrase(sv: "Erbjuden plats", en: "Offered a place")
        case .waiting: Phrase(sv: "I kö", en: "Waiting")
        }
    }
}

/// What comes of the workshops somebody has chosen.
package enum WorkshopChoice: Sendable, Equatable {
    /// What each new one brings; those that are held already stay as they are.
    case joins([Int64: WorkshopPlaceState])
    /// Nobody is in two rooms at once.
    case overlap(Workshop, Workshop)

    /// A place and a wait for another workshop at the same time go together, for the wait may last for ever: whoever
    /// accepts the offer leaves the place. Two places at the same time do not.
    ///
    /// - Parameters:
    ///   - chosen: All that somebody wants to have or to wait for, as they stand now.
    ///   - held: What the same one has before.
    package static func decide(_ chosen: [Workshop], held: [Int64: WorkshopPlaceState]) -> WorkshopChoice {
        let outcome = { (workshop: Workshop) in
            held[workshop.id] ?? (workshop.hasPlaceForNewcomer ? WorkshopPlaceState.taken : .waiting)
        }
        let places = chosen.filter { outcome($0) == .taken }.sorted { $0.startsAt < $1.startsAt }
        for (index, one) in places.enumerated() {
            if let other = places[(index + 1)...].first(where: one.overlaps) { return .overlap(one, other) }
        }
        let new = chosen.filter { held[$0.id] == nil }
        return .joins(Dictionary(new.map { ($0.id, outcome($0)) }, uniquingKeysWith: { first, _ in first }))
    }
}
