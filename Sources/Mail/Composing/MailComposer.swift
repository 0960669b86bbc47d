package import Conference
import Foundation
import Secrets
package import Storage

/// A message as it goes over the wire, and between whom.
package struct ComposedMail: Sendable, Equatable {
    package let from: Mailbox
    package let to: Mailbox
    /// The part before @ of its Message-ID, which is the same each time it is sent.
    package let id: String
    package let bytes: [UInt8]
}

/// Writes messages: Internet Message Format (RFC 5322) with MIME bodies. Asks nobody and remembers nothing.
package struct MailComposer: Sendable {
    let sender: Mailbox
    /// Where answers go; nil for the sender.
    let replyTo: Mailbox?
    let address: MailAddresses
    let attachments: @Sendable (OutboxMessage) -> [Attachment]

    /// - Parameter attachments: The files that go with a message.
    package init(
        sender: Mailbox, replyTo: Mailbox?, address: @escaping MailAddresses,
        attachments: @escaping @Sendable (OutboxMessage) -> [Attachment] = { _ in [] }
    ) {
        self.sender = sender
        self.replyTo = replyTo
        self.address = address
        self.attachments = attachments
    }

    /// The same words for the same message, whenever and however often it is sent; a ticket is signed anew each time.
    ///
    /// - Returns: Nil when the recipient is no address that mail can be sent to.
    package func compose(_ message: OutboxMessage) -> ComposedMail? {
        guard let recipient = Mailbox(message.recipient) else { return nil }
        let letter = LetterWords(message: message, address: address).letter
        var fields = [
            HeaderField.mailbox("From", sender.named(message.conference.title[message.language])),
            .mailbox("To", recipient),
            // Whoever tries a text out must not take it for real.
            .text(
                "Subject",
                message.isSample
                    ? "[\(message.language == .swedish ? "Prov" : "Test")] \(letter.subject)" : letter.subject),
            .date(message.createdAt), .messageID(message.messageId, domain: sender.domain),
        ]
        if let replyTo { fields.append(.mailbox("Reply-To", replyTo)) }
        // Nobody's holiday answers are wanted (RFC 3834 §5).
        fields += [.fixed("Auto-Submitted", "auto-generated"), .text("Content-Language", letter.language)]
        if message.isVoluntary, !message.isSample, let link = message.link {
            // RFC 8058: one click in the reader's own program.
            fields += [
                .address("List-Unsubscribe", address(.noReminders(link), message.language)),
                .fixed("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ]
        }
        fields.append(.fixed("MIME-Version", "1.0"))
        let words = MIMEPart.multipart(.alternative, [.plain(letter.plainText), .html(letter.page)])
        let files = attachments(message).map(MIMEPart.attachment)
        let body = files.isEmpty ? words : .multipart(.mixed, [words] + files)
        let text =
            fields.map { $0.line + "\r\n" }.joined()
            + body.bytes(boundary: MIMEPart.Boundary(id: message.messageId))
        return ComposedMail(from: sender, to: recipient, id: message.messageId, bytes: Array(text.utf8))
    }

    /// What `compose` would send, to be looked at.
    package func preview(_ message: OutboxMessage) -> LetterPreview {
        let letter = LetterWords(message: message, address: address).letter
        return LetterPreview(
            from: "\(message.conference.title[message.language]) <\(sender.address)>", subject: letter.subject,
            plainText: letter.plainText, page: letter.page, attachments: attachments(message).map(\.name.description),
            language: message.language)
    }
}
