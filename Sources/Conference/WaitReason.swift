/// Why somebody has to wait.
package enum WaitReason: String, Sendable, Equatable {
    /// The group has reached its ceiling, or will have with those ahead in its own line.
    case groupFull
    /// The group may have more, but no seat is free.
    case conferenceFull
}

extension Quota {
    /// Why the one at this place in the group's own line waits; 1 is its first.
    func waitReason(ownPlace: Int) -> WaitReason {
        taken + ownPlace > ceiling ? .groupFull : .conferenceFull
    }
}
