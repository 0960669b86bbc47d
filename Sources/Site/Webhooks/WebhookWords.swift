import Conference
import Storage

/// What became of what was sent, in words.
enum WebhookWords {
    static func label(of state: WebhookDelivery.State) -> Phrase {
        switch state {
        case .pending: Phrase(sv: "Väntar", en: "Waiting")
        case .delivered: Phrase(sv: "Framme", en: "Arrived")
        case .failed: Phrase(sv: "Gav upp", en: "Given up")
        }
    }

    static func result(_ attempt: WebhookAttempt, _ visit: Visit) -> String {
        if let status = attempt.status { return visit("svarade \(status)", "answered \(status)") }
        if attempt.error == WebhookAttempt.notPublic {
            return visit("inte skickat: adressen är inte publik", "not sent: the address is not public")
        }
        return visit("inget svar", "no answer") + (attempt.error.map { " (\($0))" } ?? "")
    }
}
