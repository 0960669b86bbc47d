/// What somebody at a door did with a ticket or a name. It is never changed; what it led to is `CheckIn`'s to say.
package struct Scan: Sendable, Equatable {
    /// Raw values stand in the database and in what devices send.
    package enum Kind: String, Sendable, CaseIterable {
        case arrived
        /// Came in once more, and somebody at the door knew of it.
        case returned
        /// Others were a mistake: see `undoes`.
        case undone
    }

    package let id: ScanID
    package let kind: Kind
    package let door: DoorName
    /// Milliseconds since 1970.
    package let at: Int64
    /// The scans that are taken back by this one. They are named, so that what another door did meanwhile, and nobody
    /// here knew of, stands.
    package let undoes: [ScanID]

    /// Of one ticket; more than people at doors can press.
    package static let mostUndone = 50

    package init(id: ScanID, kind: Kind, door: DoorName, at: Int64, undoes: [ScanID] = []) {
        self.id = id
        self.kind = kind
        self.door = door
        self.at = at
        self.undoes = kind == .undone ? Array(undoes.prefix(Self.mostUndone)) : []
    }

    /// The same at another time.
    package func at(_ time: Int64) -> Scan { Scan(id: id, kind: kind, door: door, at: time, undoes: undoes) }
}

/// Drawn where the scan is made, so that a scan that comes twice is known to be one: 16 bytes in base64url.
package struct ScanID: Sendable, Hashable, Comparable {
    package static let length = 22

    package let text: String

    /// Nil for what no device of ours draws.
    package init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.isInAlphabet) else { return nil }
        self.text = text
    }

    private static func isInAlphabet(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// By bytes, as browsers compare them too.
    package static func < (left: ScanID, right: ScanID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// What the people at a door call it.
package struct DoorName: Sendable, Hashable {
    package static let longest = 40
    /// Where nobody has said.
    package static let usual = DoorName(checked: "Entrén")

    package let text: String

    /// Nil for a name that is empty, too long or holds what cannot be shown.
    package init?(_ typed: String) {
        let text = RegistrationForm.tidied(typed)
        guard !text.isEmpty, text.unicodeScalars.count <= Self.longest,
            text.unicodeScalars.allSatisfy(RegistrationForm.isPrintable)
        else { return nil }
        self.text = text
    }

    private init(checked text: String) { self.text = text }
}

extension [Scan] {
    /// The scans of one device with times that can be.
    ///
    /// A clock that runs ahead would have its scans sort behind all that others do until then. What lies in the future is
    /// moved to now, and the rest of the batch with it, so that the device's own order stays. A clock that is late is let
    /// be: nobody can tell it from a scan that waited for the network.
    package func settled(receivedAt now: Int64) -> [Scan] {
        let ahead = Swift.max(0, (map(\.at).max() ?? now) - now)
        return map { $0.at(Swift.max(0, $0.at - ahead)) }
    }
}
