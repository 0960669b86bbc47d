/// What a message to an attendee or a contact is about. Raw values stand in the database.
package enum MessageKind: String, Sendable, CaseIterable {
    case confirmation
    case waiting
    case offer
    case offerExpired
    case changed
    case cancelled
    /// Carries the claim link, to the one who hands a seat over.
    case handOver
    case handedOver
    case reminder
    case lostLink
    /// Somebody signed up with an address that has a registration.
    case emailTaken
    /// To the contact of a delegation.
    case delegation
    case workshopOffer
    case workshopOfferExpired
    /// To somebody who is asked to join the organisers’ team.
    case invitation
    /// To a kommun: the link to its page.
    case kommunLink
    /// To a kommun: the organisers’ answer to its request for more seats.
    case seatAnswer
}
