import Conference
import QRCode
package import Secrets
package import Storage

/// The files that go with a message: the ticket as a QR code, and the day for the calendar.
package struct Ticket: Sendable {
    private let message: OutboxMessage
    private let key: TicketKey

    package init(message: OutboxMessage, key: TicketKey) {
        self.message = message
        self.key = key
    }

    package var attachments: [Attachment] {
        switch message.kind {
        case .confirmation, .reminder, .changed:
            message.attendee?.state == .confirmed ? [picture, calendar(.publish)].compactMap { $0 } : []
        case .cancelled, .handedOver: [calendar(.cancel)].compactMap { $0 }
        case .waiting, .offer, .offerExpired, .handOver, .lostLink, .emailTaken, .delegation, .workshopOffer,
            .invitation:
            []
        }
    }

    /// Left out when libcrypto or libpng have no memory: the booking code in the text lets in as well.
    private var picture: Attachment? {
        guard let attendee = message.attendee, let code = try? TicketCode(bookingCode: attendee.code, key: key),
            let picture = try? QRMatrix(code.text).png()
        else { return nil }
        return Attachment(name: "biljett.png", type: "image/png", bytes: picture)
    }

    private func calendar(_ method: CalendarEvent.Method) -> Attachment? {
        message.calendar.map { event in
            Attachment(
                name: "vemfn.ics", type: "text/calendar; charset=utf-8",
                bytes: Array(event.file(method: method, now: message.createdAt).utf8))
        }
    }
}
