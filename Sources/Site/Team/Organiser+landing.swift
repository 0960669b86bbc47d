import Conference
import Storage

extension Organiser {
    /// The page to begin with. Every role may see one of the two.
    var landing: Page { may(.readAttendees) ? .overview : .checkIn }
}
