import Conference

/// Where mail comes from or goes to. Holds nothing that could end a header line or an SMTP command.
package struct Mailbox: Sendable, Equatable {
    /// In ASCII: a domain in other letters is written as mail servers know it.
    package let address: String
    /// Shown before the address.
    package private(set) var name: String?

    /// Nil for what is no address.
    package init?(_ address: String) {
        guard EmailAddress.isValid(address), let at = address.lastIndex(of: "@"),
            let domain = InternationalDomain.ascii(String(address[address.index(after: at)...]))
        else { return nil }
        self.address = address[...at] + domain
    }

    func named(_ name: String) -> Mailbox {
        var mailbox = self
        mailbox.name = name
        return mailbox
    }

    package var domain: String { String(address.split(separator: "@").last!) }  // the address has one
}
