/// A name as it may stand in a mail: mail programs make links of what looks like an address, and a name is what anybody
/// typed for whoever has that mailbox.
package enum HarmlessName {
    /// Nil for a name that holds what could be an address, or that nobody is called.
    package static func checked(_ name: String) -> String? {
        let suspicious: Set<Character> = ["/", "@", ":", "\\", "<", ">", "="]
        guard name.unicodeScalars.count <= 100, !name.contains(where: suspicious.contains) else { return nil }
        // "J.P." and "J. P." are initials; "example.se" is not.
        let parts = name.split(whereSeparator: \.isWhitespace)
        for part in parts {
            let labels = part.split(separator: ".")
            if labels.count > 1, labels.contains(where: { $0.count > 1 }) { return nil }
        }
        return name
    }
}
