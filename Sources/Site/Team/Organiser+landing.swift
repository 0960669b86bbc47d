import Conference
import Storage

extension Organiser {
    /// The page to begin with. Whoever has lost all roles has their own account left.
    var landing: Page { may(.readAttendees) ? .overview : may(.checkIn) ? .checkIn : .account }
}
