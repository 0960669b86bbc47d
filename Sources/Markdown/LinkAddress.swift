/// An address that a text may lead to.
package struct LinkAddress: Sendable, Equatable {
    package let text: String

    private static let schemes = ["https://", "http://", "mailto:", "tel:"]

    /// Nil for anything but the web, mail, telephone and the pages of this site (`/program`): a text runs no script and
    /// holds no data, whatever it is written as.
    package init?(_ text: String) {
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0 != "\\" && ReadableText.allows($0) }) else {
            return nil
        }
        let lowercased = text.lowercased()
        let isOurs = text.hasPrefix("/") && !text.hasPrefix("//")
        guard isOurs || Self.schemes.contains(where: { lowercased.hasPrefix($0) && lowercased != $0 }) else {
            return nil
        }
        self.text = text
    }
}
