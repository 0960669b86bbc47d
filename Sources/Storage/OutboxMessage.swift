package import Conference
package import Foundation
package import Secrets

/// A message to be sent, with all that is known about what it tells of, as of now.
package struct OutboxMessage: Sendable, Identifiable {
    package let id: Int64
    package let kind: MessageKind
    package let recipient: String
    package let language: Language
    /// Leads to the page of the registration, or of the delegation where there is no registration.
    package let link: SecretLink?
    package let detail: MessageDetail
    package let messageId: String
    package let createdAt: Date
    /// With this one.
    package let attempts: Int

    package let conference: ConferenceFacts
    /// Nil for a message about a whole delegation.
    package let attendee: Attendee?
    /// Nil unless waiting.
    package let place: PlaceInLine?
    /// When a standing offer ends.
    package let offerEndsAt: Date?
    /// What the attendee's calendar should say.
    package let calendar: CalendarEvent?
    /// The one it is about.
    package let workshop: Workshop?
    /// Whom it goes to, where that is a kommun.
    package let kommun: Kommun?
    /// What it answers.
    package let request: SeatRequest?
    /// What organisers wrote, by the kinds of messages it is for. Those that say where a registration stands may turn out
    /// to be of another kind when they are sent.
    package var texts: [MessageKind: MailText] = [:]
    /// Whether the recipient may decline others like it.
    package var isVoluntary: Bool
    /// Made to be looked at: its links lead nowhere.
    package var isSample = false

    /// Whether it goes to the contact of a delegation in an attendee's stead.
    package var goesToContact: Bool { attendee.map { $0.registration[.email].isEmpty } ?? false }

    package init(
        id: Int64, kind: MessageKind, recipient: String, language: Language, link: SecretLink?, detail: MessageDetail,
        messageId: String, createdAt: Date, attempts: Int, conference: ConferenceFacts, attendee: Attendee?,
        place: PlaceInLine?, offerEndsAt: Date?, calendar: CalendarEvent? = nil, workshop: Workshop? = nil,
        kommun: Kommun? = nil, request: SeatRequest? = nil,
        texts: [MessageKind: MailText] = [:], isVoluntary: Bool? = nil, isSample: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.recipient = recipient
        self.language = language
        self.link = link
        self.detail = detail
        self.messageId = messageId
        self.createdAt = createdAt
        self.attempts = attempts
        self.conference = conference
        self.attendee = attendee
        self.place = place
        self.offerEndsAt = offerEndsAt
        self.calendar = calendar
        self.workshop = workshop
        self.kommun = kommun
        self.request = request
        self.texts = texts
        self.isVoluntary = isVoluntary ?? (kind == .reminder)
        self.isSample = isSample
    }
}

extension OutboxMessage {
    /// Where the seat is taken over, in a message that hands one over.
    package var claim: SecretLink? { detail.claim.flatMap(SecretLink.init) }
}
