import Foundation

/// Tells an address that was probably meant from one that was typed: `anna@nasjo.se` from `anna@nassjo.se`.
///
/// Only the domain is judged, against those of all kommuner and of common mail hosts. A suggestion is a question and
/// never a refusal, for any domain may exist.
package struct EmailSuggestion: Sendable {
    /// Where most people in Sweden have their mail.
    private static let hosts = [
        "gmail.com", "hotmail.com", "hotmail.se", "outlook.com", "outlook.se", "live.se", "live.com", "icloud.com",
        "me.com", "msn.com", "yahoo.com", "yahoo.se", "telia.com", "bredband.net", "comhem.se", "tele2.se",
        "regeringskansliet.se", "arbetsformedlingen.se", "lansstyrelsen.se", "skr.se",
    ]

    private let known: Set<String>
    /// The same as bytes by their number, for every sign-up from an unknown domain looks through those as long as its own.
    private let knownByLength: [Int: [[UInt8]]]

    package init(kommuner: KommunRegister) {
        known = Set(Self.hosts).union(kommuner.all.flatMap { Self.domains(of: $0.name) })
        knownByLength = Dictionary(grouping: known.map { Array($0.utf8) }, by: \.count)
    }

    /// The address with the domain that was probably meant; nil when there is nothing to ask.
    ///
    /// - Parameter address: One that `EmailAddress.isValid` has found good.
    package func suggestion(for address: String) -> String? {
        guard let at = address.lastIndex(of: "@") else { return nil }
        let domain = address[address.index(after: at)...].lowercased()
        guard !known.contains(domain), let meant = meant(by: domain) else { return nil }
        return address[...at] + meant
    }

    private func meant(by domain: String) -> String? {
        let folded = Self.folded(domain)
        if known.contains(folded) { return folded }
        // One slip. Two would take many a company for a kommun.
        let typed = Array(folded.utf8)
        let near = (typed.count - 1...typed.count + 1).flatMap { length in
            (knownByLength[length] ?? []).filter { isOneSlip(typed, $0) }
        }
        // Between two that are as near, such as Mora and Nora for "ora.se", nobody can choose.
        return near.count == 1 ? String(decoding: near[0], as: UTF8.self) : nil
    }

    /// As a kommun's name stands in its domain: `malung-salen.se`, `malungsalen.se`, `malungsalenkommun.se`.
    private static func domains(of name: String) -> [String] {
        let words = folded(name.lowercased()).replacing(" ", with: "")
        let joined = words.replacing("-", with: "")
        return Set([words, joined]).flatMap { [$0 + ".se", $0 + "kommun.se", $0 + ".kommun.se"] }
    }

    private static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        return text.composed.replacing("å", with: "a").replacing("ä", with: "a").replacing("ö", with: "o")
            .replacing("é", with: "e")
    }
}

/// Whether one letter missing, added, changed, or two exchanged makes one text of the other.
func isOneSlip(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    guard long.count - short.count <= 1 else { return false }
    guard let first = short.indices.first(where: { short[$0] != long[$0] }) else { return long.count > short.count }
    if long.count > short.count { return short[first...].elementsEqual(long[(first + 1)...]) }
    if short[(first + 1)...].elementsEqual(long[(first + 1)...]) { return true }
    return first + 1 < short.count && short[first] == long[first + 1] && short[first + 1] == long[first]
        && short[(first + 2)...].elementsEqual(long[(first + 2)...])
}
