/// A whole programme for an empty file. Lines name rooms and speakers by their place here, counted from 1.
package struct ProgrammeDraft: Sendable, Equatable {
    package let rooms: [RoomDraft]
    package let speakers: [SpeakerDraft]
    package let items: [ProgrammeItemDraft]

    package init(rooms: [RoomDraft] = [], speakers: [SpeakerDraft] = [], items: [ProgrammeItemDraft] = []) {
        self.rooms = rooms
        self.speakers = speakers
        self.items = items
    }
}
