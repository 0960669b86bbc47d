package import Conference
package import Secrets

/// A page that a message leads to. Where it is, only the site knows.
package enum MailDestination: Sendable, Equatable {
    /// The page of one registration.
    case personal(SecretLink)
    /// Where the seat of somebody else is taken over.
    case claim(SecretLink)
    /// The page of a delegation's contact.
    case delegation(SecretLink)
    /// Where reminders are declined.
    case noReminders(SecretLink)
    /// Where an invitation to the organisers’ team is accepted.
    case invitation(SecretLink)
    /// The page of a kommun.
    case kommun(SecretLink)
    /// Where a lost link is asked for.
    case lostLink
}

/// Turns a destination into a full address, with scheme and host.
package typealias MailAddresses = @Sendable (MailDestination, Language) -> String
