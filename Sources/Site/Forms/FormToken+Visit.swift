import Foundation
import HTTP
import Secrets

extension FormToken {
    /// For a form that is shown now.
    init(for purpose: Purpose, random: RandomBytes, _ visit: Visit) {
        self.init(for: purpose, random: random, now: Int64(visit.now.timeIntervalSince1970))
    }

    /// The token that a form brought back; nil when it is none of ours, is from another form or another site's page, or
    /// older than `seconds`.
    init?(_ text: String?, for purpose: Purpose, within seconds: Int64, key: SigningKey, _ visit: Visit) {
        guard CrossSite.allows(visit.request.head), let token = FormToken(text ?? "", for: purpose, key: key),
            token.isFresh(within: seconds, at: Int64(visit.now.timeIntervalSince1970))
        else { return nil }
        self = token
    }

    /// What is said about a form without such a token, which is shown again with a new one.
    static func problem(_ visit: Visit) -> String {
        visit(
            "Formuläret har legat öppet för länge eller kom från en annan webbplats. Kontrollera uppgifterna och skicka "
                + "det igen.",
            "The form has been open for too long or came from another site. Check your answers and send it again.")
    }
}
