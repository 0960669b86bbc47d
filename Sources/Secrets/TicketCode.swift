/// What the QR code of a ticket says: `VEMFN1:VF-7K3M-Q2XR:<signature>`.
///
/// The version is signed too, so that a later form cannot be passed off as this one. The signature tells who made the
/// ticket, not whether the seat has been given back since: for that a door needs the list of those who come.
package struct TicketCode: Sendable, Equatable {
    package static let version = "VEMFN1"

    /// As it is printed on badges.
    package let bookingCode: String
    /// 64 bytes: see `TicketKey`.
    package let signature: [UInt8]

    package init(bookingCode: String, key: TicketKey) throws(TicketKey.Failure) {
        self.bookingCode = bookingCode
        signature = try key.sign(Array(Self.signed(bookingCode).utf8))
    }

    /// Reads what a QR code says; nil for what no ticket of ours says, whoever made it.
    package init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == Self.version, parts[1].utf8.count <= 40,
            let signature = base64URLDecode(parts[2]), signature.count == 64
        else { return nil }
        bookingCode = parts[1]
        self.signature = signature
    }

    /// Whether this key signed it.
    package func isMade(by key: TicketKey) throws(TicketKey.Failure) -> Bool {
        try key.isSignature(signature, of: Array(Self.signed(bookingCode).utf8))
    }

    /// For the QR code.
    package var text: String { Self.signed(bookingCode) + ":" + base64URLEncode(signature) }

    private static func signed(_ bookingCode: String) -> String { version + ":" + bookingCode }
}
