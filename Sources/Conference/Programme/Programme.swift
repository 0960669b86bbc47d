package import Foundation

/// Everything that is in the programme or may come into it, at one moment.
package struct Programme: Sendable, Equatable {
    /// The first moment of the day of the conference.
    package let day: Date
    /// By name, those that are retired too; so are the others.
    package let rooms: [Room]
    package let speakers: [Speaker]
    package let items: [ProgrammeItem]
    package let workshops: [Workshop]
    private let places: [Int64: ProgrammePlace]

    /// - Parameter places: Where each workshop is and who leads it, by its number.
    package init(
        day: Date, rooms: [Room] = [], speakers: [Speaker] = [], items: [ProgrammeItem] = [],
        workshops: [Workshop] = [], places: [Int64: ProgrammePlace] = [:]
    ) {
        self.day = day
        self.rooms = rooms
        self.speakers = speakers
        self.items = items
        self.workshops = workshops
        self.places = places
    }

    /// What is held, in the order of its times. What begins together stands in the order of its numbers.
    package var entries: [ProgrammeEntry] {
        (items.filter { !$0.isRetired }.map(entry) + workshops.filter { !$0.isRetired }.map(entry)).sorted {
            ($0.startsAt, $0.endsAt, $0.subject) < ($1.startsAt, $1.endsAt, $1.subject)
        }
    }

    /// The entries, those together that go on at the same time.
    package var blocks: [[ProgrammeEntry]] { Self.blocks(of: entries) }

    /// - Parameter entries: In the order of their times.
    package static func blocks(of entries: [ProgrammeEntry]) -> [[ProgrammeEntry]] {
        var blocks: [[ProgrammeEntry]] = []
        var end = Date.distantPast
        for entry in entries {
            if entry.startsAt < end {
                blocks[blocks.count - 1].append(entry)
            } else {
                blocks.append([entry])
            }
            end = max(end, entry.endsAt)
        }
        return blocks
    }

    package func entry(of item: ProgrammeItem) -> ProgrammeEntry { entry(item.draft, of: item.id) }

    /// - Parameter id: 0 for what has no number yet.
    package func entry(_ draft: ProgrammeItemDraft, of id: Int64) -> ProgrammeEntry {
        ProgrammeEntry(
            subject: .item(id), kind: draft.kind, title: draft.title, about: draft.about,
            startsAt: moment(draft.starts), endsAt: moment(draft.ends), room: room(draft.room),
            speakers: speakers(draft.speakers), capacity: nil)
    }

    package func entry(of workshop: Workshop) -> ProgrammeEntry {
        entry(
            WorkshopDraft(
                title: workshop.title, about: workshop.about, startsAt: workshop.startsAt, endsAt: workshop.endsAt,
                capacity: workshop.capacity, place: place(ofWorkshop: workshop.id)), of: workshop.id)
    }

    /// - Parameter id: 0 for one that has no number yet.
    package func entry(_ draft: WorkshopDraft, of id: Int64) -> ProgrammeEntry {
        ProgrammeEntry(
            subject: .workshop(id), kind: .talk, title: draft.title,
            about: draft.about.map { Translated(sv: $0.sv, en: $0.en) }, startsAt: draft.startsAt,
            endsAt: draft.endsAt, room: room(draft.place.room), speakers: speakers(draft.place.speakers),
            capacity: draft.capacity)
    }

    /// Whether there are such a room and such speakers.
    package func knows(_ place: ProgrammePlace) -> Bool {
        (place.room == nil || room(place.room) != nil)
            && Set(place.speakers).isSubset(of: Set(speakers.map(\.id)))
    }

    package func place(ofWorkshop id: Int64) -> ProgrammePlace { places[id] ?? ProgrammePlace() }

    /// What everybody may go to, and the workshops of those numbers.
    package func entries(withWorkshops chosen: Set<Int64>) -> [ProgrammeEntry] {
        entries.filter { entry in
            guard case .workshop(let id) = entry.subject else { return true }
            return chosen.contains(id)
        }
    }

    private func moment(_ minutes: Int) -> Date {
        SwedishTime.moment(minutes: minutes, of: day) ?? day.addingTimeInterval(Double(minutes) * 60)
    }

    private func room(_ id: Int64?) -> Room? { id.flatMap { id in rooms.first { $0.id == id } } }

    private func speakers(_ ids: [Int64]) -> [Speaker] { speakers.filter { ids.contains($0.id) } }
}

/// One line of the programme: an item of its own, or a workshop.
package struct ProgrammeEntry: Sendable, Equatable {
    package enum Subject: Sendable, Hashable, Comparable {
        case item(Int64)
        case workshop(Int64)
    }

    package let subject: Subject
    package let kind: ProgrammeItem.Kind
    package let title: Phrase
    /// Markdown for an item, plain text for a workshop.
    package let about: Translated?
    package let startsAt: Date
    package let endsAt: Date
    package let room: Room?
    /// By name.
    package let speakers: [Speaker]
    /// Of a workshop: how many may come.
    package let capacity: Int?

    /// One may end as the other begins.
    package func overlaps(_ other: ProgrammeEntry) -> Bool { startsAt < other.endsAt && other.startsAt < endsAt }
}
