import Foundation
import GRDB

/// Tells the triggers that book the movements of seats what they cannot know.
enum SeatClock {
    /// What movements are a part of, where their rows do not show it.
    enum Cause: String {
        case handedOver, released
    }

    /// - Parameter cause: Of what is moved until this is called again.
    static func set(_ db: Database, _ now: Date, cause: Cause? = nil) throws {
        try db.cachedStatement(sql: "UPDATE seatClock SET at = ?, cause = ?")
            .execute(arguments: [now.epochSeconds, cause?.rawValue])
    }

    /// Before a commit: what somebody with a shell does next is not of this moment.
    static func clear(_ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE seatClock SET at = NULL, cause = NULL WHERE at IS NOT NULL").execute()
    }
}
