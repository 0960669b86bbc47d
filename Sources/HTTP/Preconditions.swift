import HTTPTypes

/// What the conditions of a request say about a representation, in the order of RFC 9110 §13.2.2.
package enum Precondition: Sendable, Equatable {
    /// There are none, or they hold: go on.
    case holds
    /// The client has this representation: 304.
    case unchanged
    /// The client wants another one: 412.
    case failed
}

extension RequestHead {
    /// For GET and HEAD on a representation that exists and has a strong tag.
    ///
    /// Dates are not looked at: we send no Last-Modified, for what is rendered from a database has no better one than
    /// its tag, and a condition on a validator that was never sent is ignored (§13.1.3, §13.1.4).
    package func precondition(for tag: EntityTag) -> Precondition {
        if let field = fields[.ifMatch], !Self.matches(field, by: tag.isSame) { return .failed }
        if let field = fields[.ifNoneMatch], Self.matches(field, by: tag.isEquivalent) { return .unchanged }
        return .holds
    }

    /// A list that cannot be read matches nothing: If-Match then refuses, and If-None-Match sends it all.
    private static func matches(_ field: String, by isMatch: (EntityTag) -> Bool) -> Bool {
        field == "*" || EntityTag.list(field)?.contains(where: isMatch) == true
    }
}
