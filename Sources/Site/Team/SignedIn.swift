import Conference
import Secrets
import Storage

/// An organiser with a living session.
struct SignedIn: Sendable {
    let organiser: Organiser
    let session: SecretLink
    /// Proves that a form was made for this session.
    let token: String
    /// How many messages wait for somebody to do something about them. 0 for those who do not handle mail.
    let unsentMessages: Int

    init(organiser: Organiser, session: SecretLink, key: SigningKey, unsentMessages: Int) {
        self.organiser = organiser
        self.session = session
        self.unsentMessages = unsentMessages
        token = base64URLEncode(key.authenticate(session.bytes, for: .crossSiteToken))
    }

    func may(_ permission: Permission) -> Bool { organiser.may(permission) }

    var actor: Actor { .organiser(organiser.name) }

    func owns(_ token: String?) -> Bool {
        constantTimeEqual(Array((token ?? "").utf8), Array(self.token.utf8))
    }

    var tokenField: HTML { "<input type=\"hidden\" name=\"token\" value=\"\(token)\" />" }
}
