import HTTP
import HTTPTypes
import Testing

struct CookieTests {
    @Test(
        arguments: [
            ("session=abc", "abc"), ("a=b; session=abc", "abc"), ("a=b;session=abc;c=d", "abc"),
            ("session=abc  ", "abc"),
            ("session=first; session=second", "first"), ("session=", ""), ("session=a=b", "a=b"),
            ("xsession=1", nil), ("session", nil), ("Session=1", nil), (" ; =; session=abc", "abc"),
        ] as [(String, String?)])
    func `the first cookie of a name is read (RFC 6265 §5.4)`(line: String, expected: String?) {
        let head = RequestHead(
            method: .get, path: "/", fields: HTTPFields([HTTPField(name: .cookie, value: line)]))
        #expect(head.cookie("session") == expected)
    }

    @Test func `a cookie is safe unless told otherwise, and stands on a line of its own (RFC 6265 §4.1)`() {
        var cookie = SetCookie("__Host-session", "abc-123")
        #expect(cookie.field.value == "__Host-session=abc-123; Path=/; SameSite=Lax; Secure; HttpOnly")
        cookie.maxAge = 0
        cookie.sameSite = .strict
        cookie.isSecure = false
        #expect(cookie.field.value == "__Host-session=abc-123; Path=/; SameSite=Strict; Max-Age=0; HttpOnly")
    }
}

struct NegotiationTests {
    @Test(arguments: [
        ("application/x-www-form-urlencoded", true), ("Application/X-WWW-Form-Urlencoded ; charset=utf-8", true),
        ("application/x-www-form-urlencoded-x", false), ("multipart/form-data", false), ("", false),
    ])
    func `a form is known by its media type without parameters (RFC 9110 §8.3.1)`(field: String, expected: Bool) {
        #expect(RequestHead(method: .post, path: "/", fields: [.contentType: field]).isForm == expected)
    }
}

struct HTTPDateTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ])
    func `a moment is written as IMF-fixdate (RFC 9110 §5.6.7)`(seconds: Int, expected: String) {
        #expect(HTTPDate(epochSeconds: seconds).text == expected)
    }
}
