import Foundation

extension String {
    /// One spelling of each letter (NFC, UAX #15).
    ///
    /// Below U+0300 there is only one, and nearly all that is typed here stays below: Foundation need not be asked.
    var composed: String {
        unicodeScalars.allSatisfy { $0.value < 0x300 } ? self : precomposedStringWithCanonicalMapping
    }
}
