import HTTP
import HTTPTypes

extension Response {
    /// Leads on with GET (RFC 9110 §15.4.4).
    static func seeOther(_ path: String, setCookie: SetCookie? = nil) -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.location] = path
        fields[.cacheControl] = "no-store"
        fields[.referrerPolicy] = "no-referrer"
        if let setCookie { fields.append(setCookie.field) }
        return Response(status: .seeOther, fields: fields)
    }
}
