/// What may be wrong with a line of the programme. The first three are refused; the others are asked about, for people do
/// go from one round table to the next, and a room takes more chairs.
package enum ProgrammeConcern: Sendable, Equatable {
    case roomTaken(by: ProgrammeEntry)
    case roomRetired(Room)
    case speakerRetired(Speaker)
    case speakerElsewhere(Speaker, at: ProgrammeEntry)
    case roomTooSmall(seats: Int, capacity: Int)

    package var isRefused: Bool {
        switch self {
        case .roomTaken, .roomRetired, .speakerRetired: true
        case .speakerElsewhere, .roomTooSmall: false
        }
    }

    /// Names it, so that a form can say what it was shown.
    package var key: String {
        switch self {
        case .roomTaken(let entry): "room-taken-\(entry.subject)"
        case .roomRetired(let room): "room-retired-\(room.id)"
        case .speakerRetired(let speaker): "speaker-retired-\(speaker.id)"
        case .speakerElsewhere(let speaker, let entry): "speaker-\(speaker.id)-\(entry.subject)"
        case .roomTooSmall(let seats, let capacity): "seats-\(seats)-\(capacity)"
        }
    }

    package var message: Phrase {
        switch self {
        case .roomTaken(let entry):
            Phrase(
                sv: "Lokalen är upptagen \(entry.hours.sv): \(entry.title.sv). Välj en annan lokal eller tid.",
                en: "The room is taken at \(entry.hours.en): \(entry.title.en). Choose another room or time.")
        case .roomRetired(let room):
            Phrase(
                sv: "\(room.name.sv) används inte längre. Välj en annan lokal.",
                en: "\(room.name.en) is not used any more. Choose another room.")
        case .speakerRetired(let speaker):
            Phrase(
                sv: "\(speaker.name) medverkar inte längre. Ta bort krysset.",
                en: "\(speaker.name) does not take part any more. Clear the tick.")
        case .speakerElsewhere(let speaker, let entry):
            Phrase(
                sv: "\(speaker.name) medverkar också \(entry.hours.sv) i \(entry.title.sv).",
                en: "\(speaker.name) also takes part at \(entry.hours.en) in \(entry.title.en).")
        case .roomTooSmall(let seats, let capacity):
            Phrase(
                sv: "Lokalen har \(seats) stolar och workshoppen \(capacity) platser.",
                en: "The room has \(seats) chairs and the workshop \(capacity) places.")
        }
    }
}

/// What a change of the programme would lead to and nobody has said yes to.
package struct ProgrammeConcerns: Error, Equatable {
    package let all: [ProgrammeConcern]

    package init(_ all: [ProgrammeConcern]) {
        self.all = all
    }

    package var refused: ProgrammeConcern? { all.first(where: \.isRefused) }
}

extension Programme {
    /// What is to be said about one line beside the others.
    package func concerns(about entry: ProgrammeEntry) -> [ProgrammeConcern] {
        let beside = entries.filter { $0.subject != entry.subject && $0.overlaps(entry) }
        var concerns: [ProgrammeConcern] = []
        if let room = entry.room {
            if room.isRetired { concerns.append(.roomRetired(room)) }
            concerns += beside.filter { $0.room?.id == room.id }.map { .roomTaken(by: $0) }
            if let seats = room.seats, let capacity = entry.capacity, capacity > seats {
                concerns.append(.roomTooSmall(seats: seats, capacity: capacity))
            }
        }
        for speaker in entry.speakers {
            if speaker.isRetired { concerns.append(.speakerRetired(speaker)) }
            concerns += beside.filter { $0.speakers.contains { $0.id == speaker.id } }
                .map { .speakerElsewhere(speaker, at: $0) }
        }
        return concerns
    }
}

extension ProgrammeEntry {
    /// "9.00–10.00", "9:00–10:00".
    package var hours: Phrase {
        let (start, end) = (SwedishTime.clock(startsAt), SwedishTime.clock(endsAt))
        // A day ends at 24, and what ends with it does not end before it began.
        let isMidnight = endsAt > startsAt && end.en == "0:00"
        return Phrase(
            sv: "\(start.sv)–\(isMidnight ? "24.00" : end.sv)", en: "\(start.en)–\(isMidnight ? "24:00" : end.en)")
    }
}
