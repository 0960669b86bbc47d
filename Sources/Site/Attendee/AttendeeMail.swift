import Conference
import Storage

/// The mail about one attendee, with what became of it and the way to send it once more.
struct AttendeeMail {
    let visit: Visit
    let signedIn: SignedIn
    let state: RegistrationState
    let messages: [MessageRecord]

    /// Tells the page that sends again that the form stood here.
    static let marker = "attendee"

    var html: HTML {
        """
        <section id="mail">
        <h2>\(visit("Mejl", "Mail"))</h2>
        \(messages.isEmpty
            ? "<p>\(visit("Inget mejl har skrivits än.", "No mail has been written yet."))</p>" as HTML
            : "<ul class=\"plain mail\">\n\(messages.map(row))</ul>")
        </section>
        """
    }

    private func row(_ message: MessageRecord) -> HTML {
        let word = MessageWords.label(of: message.state)[visit.language]
        let kind: HTML = message.state == .failed && !message.isSettled ? "amiss" : "plain"
        let moment = SwedishTime.moment(message.sentAt ?? message.createdAt)[visit.language]
        return """
            <li data-message-state="\(message.state.rawValue)"><div>
            <p><a href="\(visit.path(.message(id: message.id)))">\(MessageWords.label(of: message.kind)[visit.language])</a> \
            <span class="state \(kind)">\(word)\(message.isSettled ? ", \(visit("behövs inte", "not needed"))" as HTML : nil)</span></p>
            <p class="hint">\(moment), \(visit("till", "to")) <span class="full-address">\(message.recipient)</span>\
            \(message.attempts > 1 ? ", \(message.attempts) \(visit("försök", "attempts"))" as HTML : nil)</p>
            \(message.lastError.map { "<p class=\"hint\">\($0)</p>" as HTML })
            </div>
            \(canBeSentAgain(message) ? button(message) : nil)</li>

            """
    }

    private func canBeSentAgain(_ message: MessageRecord) -> Bool {
        switch message.state {
        case .pending: false
        case .failed: message.kind != nil && message.kind != .invitation
        case .sent: message.kind?.holds(in: state) ?? false
        }
    }

    private func button(_ message: MessageRecord) -> HTML {
        """
        <form method="post" action="\(visit.path(.resendMessage(id: message.id)))">\(signedIn.tokenField)\
        <input type="hidden" name="\(Self.marker)" value="yes" />\
        <button class="quiet">\(visit("Skicka igen", "Send again"))<span class="for-ears">: \(
            MessageWords.label(of: message.kind)[visit.language])</span></button></form>
        """
    }
}
