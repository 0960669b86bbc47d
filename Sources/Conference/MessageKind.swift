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
    /// Reserved seats are soon released: to those who wait, and to contacts whose groups have some.
    case release
    /// Somebody signed up with an address that has a registration.
    case emailTaken
    /// To the contact of a delegation.
    case delegation
    case workshopOffer
    case workshopOfferExpired
    /// To somebody who is asked to join the organisers’ team.
    case invitation
}
