/// What an attendee says at the door: "VF-7K3M-Q2XR". It opens nothing, so it is no secret.
package enum BookingCode {
    package static let prefix = "VF-"

    /// The code as it is stored, from what somebody typed or heard: any case, O for 0, I or L for 1, hyphens or none.
    ///
    /// Nil when the text cannot be a code.
    package static func normalised(_ text: String) -> String? {
        var letters = text.uppercased().filter { $0 != " " && $0 != "-" && $0 != "–" }
        if letters.hasPrefix("VF"), letters.count > 8 { letters.removeFirst(2) }
        let mended = letters.map { letter -> Character in
            switch letter {
            case "O": "0"
            case "I", "L": "1"
            default: letter
            }
        }
        let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        guard mended.count == 8, mended.allSatisfy({ alphabet.contains($0) }) else { return nil }
        return prefix + String(mended.prefix(4)) + "-" + String(mended.suffix(4))
    }
}
