/// Where something of the programme is held and by whom, by number.
package struct ProgrammePlace: Sendable, Equatable {
    package let room: Int64?
    package let speakers: [Int64]

    package init(room: Int64? = nil, speakers: [Int64] = []) {
        self.room = room
        self.speakers = speakers
    }

    /// Nil for what no form of ours sends. Whether there is such a room is known where they are kept.
    package static func check(room: String, speakers: [String]) -> ProgrammePlace? {
        let numbers = speakers.compactMap { Int64($0) }
        guard numbers.count == speakers.count, room.isEmpty || Int64(room) != nil else { return nil }
        return ProgrammePlace(room: Int64(room), speakers: Array(Set(numbers)).sorted())
    }
}
