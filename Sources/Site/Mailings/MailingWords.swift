import Conference
import Storage

/// What is said about mailings.
enum MailingWords {
    static func label(of state: MailingState) -> Phrase {
        switch state {
        case .draft: Phrase(sv: "Utkast", en: "Draft")
        case .scheduled: Phrase(sv: "Väntar på sin tid", en: "Waits for its time")
        case .running: Phrase(sv: "Skickas", en: "Being sent")
        case .stopped: Phrase(sv: "Stoppat", en: "Stopped")
        case .done: Phrase(sv: "Klart", en: "Done")
        }
    }

    static func label(of state: RecipientState) -> Phrase {
        switch state {
        case .waiting: Phrase(sv: "Väntar", en: "Waiting")
        case .underWay: Phrase(sv: "På väg", en: "On its way")
        case .sent: Phrase(sv: "Skickat", en: "Sent")
        case .failed: Phrase(sv: "Misslyckat", en: "Failed")
        case .skipped: Phrase(sv: "Får inget", en: "Left out")
        }
    }

    static func label(of reason: SkipReason) -> Phrase {
        switch reason {
        case .noAddress: Phrase(sv: "har ingen egen e-postadress", en: "have no e-mail address of their own")
        case .declined: Phrase(sv: "har tackat nej till sådana mejl", en: "have declined mail like this")
        case .cancelled: Phrase(sv: "är avbokade", en: "are cancelled")
        case .otherState: Phrase(sv: "har inte längre den status du valde", en: "no longer have the state you chose")
        case .sameAddress:
            Phrase(sv: "får det genom en annan anmälan", en: "get it through another registration")
        }
    }
}

/// How many get a mailing, and who does not.
struct AudienceWords {
    let visit: Visit
    /// Nil for too many.
    let audience: MailingAudience?

    var html: HTML {
        guard let audience else {
            return """
                <p><strong>\(visit(
                    "Fler än \(MailingDraft.mostRecipients) personer. Välj färre.",
                    "More than \(MailingDraft.mostRecipients) people. Choose fewer."))</strong></p>
                """
        }
        let count = audience.recipients.count
        let (swedish, english) = (audience.count(in: .swedish), audience.count(in: .english))
        let left = audience.leftOut.map { reason, count -> HTML in
            "<li>\(count) \(MailingWords.label(of: reason)[visit.language])</li>\n"
        }
        let leftOut: HTML = """
            <p>\(visit("De här i urvalet får det inte:", "These of the selection do not get it:"))</p>
            <ul>
            \(left)
            </ul>
            """
        return """
            <p><strong>\(count == 1 ? visit("1 person får mejlet", "1 person gets the mail") : visit("\(count) personer får mejlet", "\(count) people get the mail"))</strong>\(
                count == 0 ? "." : ": \(visit("\(swedish) på svenska, \(english) på engelska", "\(swedish) in Swedish, \(english) in English"))." as HTML)</p>
            \(left.isEmpty ? nil : leftOut)
            """
    }
}
