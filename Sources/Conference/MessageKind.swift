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
    /// To a kommun: the link to its page.
    case kommunLink
    /// To a kommun: the organisers’ answer to its request for more seats.
    case seatAnswer
    /// What organisers wrote to many.
    case mailing
    /// A text of the organisers as its recipients would get it, to one of the organisers.
    case test

    /// Whether a message of this kind that has been sent says what is so when it is sent once more.
    package func holds(in state: RegistrationState) -> Bool {
        switch self {
        case .confirmation, .reminder: state == .confirmed
        case .waiting: state == .waiting
        case .offer: state == .offered
        case .cancelled: state == .cancelled
        case .changed: state != .cancelled
        case .offerExpired, .handOver, .handedOver, .lostLink, .emailTaken, .delegation, .workshopOffer,
            .workshopOfferExpired, .invitation, .mailing, .release, .test, .kommunLink, .seatAnswer:
            false
        }
    }
}
