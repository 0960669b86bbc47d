/// The unguessable part of the address that a calendar follows: the right to read when and where, and to do nothing.
///
/// Layout before base64url: 8 bytes of the registration's number (big-endian), 16 bytes of HMAC over it and the hash of
/// its personal link. Nothing is stored, and when that link is replaced this one is no longer right.
package struct CalendarLink: Sendable, Equatable {
    package let registration: Int64
    private let proof: [UInt8]

    private static let numberBytes = 8
    private static let proofBytes = 16

    /// - Parameter personalHash: What the database knows of the registration's first personal link.
    package init(registration: Int64, personalHash: [UInt8], key: SigningKey) {
        self.registration = registration
        let message = registration.bigEndianBytes + personalHash
        proof = Array(key.authenticate(message, for: .calendarLink).prefix(Self.proofBytes))
    }

    /// Reads a link from an address; nil when it cannot be one of ours. Ask `isRight` before it opens anything.
    package init?(_ text: String) {
        guard let bytes = base64URLDecode(text), bytes.count == Self.numberBytes + Self.proofBytes else { return nil }
        registration = Int64(bigEndianBytes: bytes.prefix(Self.numberBytes))
        proof = Array(bytes.dropFirst(Self.numberBytes))
    }

    package func isRight(personalHash: [UInt8], key: SigningKey) -> Bool {
        let right = CalendarLink(registration: registration, personalHash: personalHash, key: key)
        return constantTimeEqual(proof, right.proof)
    }

    /// 32 characters of base64url.
    package var text: String { base64URLEncode(registration.bigEndianBytes + proof) }
}
