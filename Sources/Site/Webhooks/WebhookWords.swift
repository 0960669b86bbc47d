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
        guard let failure = attempt.failure else {
            return visit("inget svar", "no answer") + (attempt.error.map { " (\($0))" } ?? "")
        }
        let words = words(for: failure)[visit.language]
        // What is wrong with a certificate or a cipher is told by the library alone.
        guard failure == .insecure, let error = attempt.error else { return words }
        return "\(words) (\(error.dropFirst(failure.rawValue.count + 2)))"
    }

    private static func words(for failure: WebhookFailure) -> Phrase {
        switch failure {
        case .notPublic:
            Phrase(sv: "inte skickat: adressen är inte publik", en: "not sent: the address is not public")
        case .nameNotFound:
            Phrase(sv: "inte skickat: adressens namn finns inte", en: "not sent: the name in the address was not found")
        case .noConnection: Phrase(sv: "inte skickat: ingen förbindelse", en: "not sent: no connection")
        case .insecure:
            Phrase(sv: "inte skickat: ingen säker förbindelse", en: "not sent: no secure connection")
        case .timedOut: Phrase(sv: "inget svar i tid", en: "no answer in time")
        case .notHTTP: Phrase(sv: "svarade inte med HTTP", en: "the answer was not HTTP")
        case .brokenOff: Phrase(sv: "inget svar: förbindelsen bröts", en: "no answer: the connection was broken off")
        }
    }
}
