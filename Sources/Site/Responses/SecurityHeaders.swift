import HTTPTypes

/// What a browser is told to refuse on our pages.
enum SecurityHeaders {
    /// Nothing from elsewhere, nothing inline, in nobody's frame (CSP Level 3).
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    static func page(_ page: Page?) -> HTTPFields {
        var fields = everywhere
        fields[.contentSecurityPolicy] = policy
        // Elsewhere our own pages may see where a visitor came from: browsers send Origin with forms only then.
        fields[.referrerPolicy] = page?.isPersonal == true ? "no-referrer" : "same-origin"
        if page?.isPersonal == true || page?.isForOrganisers == true { fields[.robotsTag] = "noindex, nofollow" }
        return fields
    }

    /// For pages that show a letter in a frame, which is a page of ours as well.
    static let framingOwnPages = policy + "; frame-src 'self'"

    /// For the one page that reads tickets: it may use the camera, and run the decoder where the browser has none.
    static func allowScanning(_ fields: inout HTTPFields) {
        fields[.contentSecurityPolicy] = policy.replacing(
            "script-src 'self'", with: "script-src 'self' 'wasm-unsafe-eval'")
        fields[.permissionsPolicy] = "camera=(self), geolocation=(), microphone=()"
    }

    /// For what other sites are to show in a frame. It has no form and no script, so nobody can be led to press anything.
    static func allowFraming(_ fields: inout HTTPFields) {
        fields[.contentSecurityPolicy] = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors *"
        fields[.crossOriginResourcePolicy] = "cross-origin"
    }

    static let everywhere: HTTPFields = [
        .xContentTypeOptions: "nosniff",
        .crossOriginResourcePolicy: "same-origin",
        .permissionsPolicy: "camera=(), geolocation=(), microphone=()",
    ]
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!  // a token, as are the others
    static let robotsTag = HTTPField.Name("X-Robots-Tag")!
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
