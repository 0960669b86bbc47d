import Conference
import QRCode
package import Secrets
package import Storage

/// The files that go with a message: the ticket as a QR code, and the day for the calendar.
package struct Ticket: Sendable {
    private let message: OutboxMessage
    private let key: TicketKey
    private let organiser: String

    /// - Parameter organiser: The e-mail address of whoever holds the conference. Without one a calendar file has no
    ///   method, and mail programs do not know what to do with it (RFC 5546 §3.2).
    package init(message: OutboxMessage, key: TicketKey, organiser: String) {
        self.message = message
        self.key = key
        self.organiser = organiser
    }

    package var attachments: [Attachment] {
        switch message.kind {
        case .confirmation, .reminder, .changed:
            message.attendee?.state == .confirmed ? [picture, calendar(.publish)].compactMap { $0 } : []
        case .cancelled, .handedOver: [calendar(.cancel)].compactMap { $0 }
        case .waiting, .offer, .offerExpired, .handOver, .lostLink, .emailTaken, .release, .delegation, .workshopOffer,
            .workshopOfferExpired, .invitation, .mailing, .test, .kommunLink, .seatAnswer:
            []
        }
    }

    /// Left out when libcrypto or libpng have no memory: the booking code in the text lets in as well.
    private var picture: Attachment? {
        guard let attendee = message.attendee, let text = text(of: attendee.code),
            let picture = try? QRMatrix(text).png()
        else { return nil }
        return Attachment(name: "biljett.png", type: "image/png", bytes: picture)
    }

    /// What is only an example is not signed: a door without network would let its bearer in.
    private func text(of code: String) -> String? {
        message.isSample ? code : try? TicketCode(bookingCode: code, key: key).text
    }

    private func calendar(_ method: CalendarEvent.Method) -> Attachment? {
        message.calendar.map { event in
            Attachment(
                name: "vemfn.ics", type: method.mediaType,
                bytes: Array(event.file(organiser: organiser, method: method, now: message.createdAt).utf8))
        }
    }
}

extension CalendarEvent.Method {
    /// Says the method once more, by which mail programs decide what to do (RFC 6047 §2.4).
    fileprivate var mediaType: StaticName {
        switch self {
        case .publish: "text/calendar; charset=utf-8; method=PUBLISH"
        case .cancel: "text/calendar; charset=utf-8; method=CANCEL"
        }
    }
}
