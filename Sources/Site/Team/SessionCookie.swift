import HTTP
import Secrets
import Storage

/// The only cookie there is: set at sign-in, for organisers.
enum SessionCookie {
    /// The prefix makes browsers insist on HTTPS or loopback, this host and the whole site (RFC 6265bis §4.1.3.2).
    static let name = "__Host-session"

    /// The session that a request comes with, living or not.
    static func session(_ visit: Visit) -> SecretLink? {
        visit.request.head.cookie(name).flatMap { SecretLink($0) }
    }

    static func cookie(_ session: SecretLink) -> SetCookie {
        var cookie = SetCookie(name, session.text)
        cookie.maxAge = Int(Store.sessionSeconds)
        return cookie
    }

    static var removal: SetCookie {
        var cookie = SetCookie(name, "")
        cookie.maxAge = 0
        return cookie
    }
}
