/// The unguessable part of a personal address or of a session: 128 bits, of which only the hash is stored.
package struct SecretLink: Sendable, Equatable {
    package static let byteCount = 16

    package let bytes: [UInt8]

    package init(random: RandomBytes) {
        bytes = random(Self.byteCount)
    }

    /// The link that a form token leads to for one address.
    ///
    /// Derived rather than drawn, so that a double click, a reload and a retry find the same registration
    /// although only the hash of its link is kept. Two addresses sent with one form get two links.
    package init(formToken: FormToken, email: String, key: SigningKey) {
        let message = formToken.nonce + Array(email.utf8)
        bytes = Array(key.authenticate(message, for: .personalLink).prefix(Self.byteCount))
    }

    /// The link by which a seat is claimed from the one whose personal link this is.
    ///
    /// Derived, so that their page can show it again although only its hash is kept.
    ///
    /// - Parameter number: Which of their claim links it is.
    package init(claimingFrom personal: SecretLink, number: Int, key: SigningKey) {
        let message = personal.bytes + Array(String(number).utf8)
        bytes = Array(key.authenticate(message, for: .claimLink).prefix(Self.byteCount))
    }

    /// The link that takes the place of one that ends, because the form that was sent with it changes the address.
    ///
    /// Derived from the form too, so that whoever sends it twice comes to the same page. Whoever has no more than the
    /// ended link, and guesses the address, does not.
    package init(replacing ended: SecretLink, formToken: FormToken, email: String, key: SigningKey) {
        let message = ended.bytes + formToken.nonce + Array(email.utf8)
        bytes = Array(key.authenticate(message, for: .replacedLink).prefix(Self.byteCount))
    }

    /// The link of a kommun that a form of the organisers makes.
    ///
    /// Derived from the form, which is not kept, so that a reload shows the same links although only their hashes are
    /// known, and a stolen database opens none.
    ///
    /// - Parameter kommun: SCB's four digits.
    package init(kommun: String, formToken: FormToken, key: SigningKey) {
        let message = formToken.nonce + Array(kommun.utf8)
        bytes = Array(key.authenticate(message, for: .kommunLink).prefix(Self.byteCount))
    }

    /// Reads a link from an address or a cookie; nil when it cannot be one of ours.
    package init?(_ text: String) {
        guard let bytes = base64URLDecode(text), bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// 22 characters of base64url (RFC 4648 §5).
    package var text: String { base64URLEncode(bytes) }

    /// What the database knows of it.
    package var hash: [UInt8] { sha256(bytes) }
}
