internal import COpenSSL

/// A source of unpredictable bytes, passed in so that tests can repeat a run.
package struct RandomBytes: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    /// - Parameter fill: Returns exactly as many bytes as it is asked for.
    package init(_ fill: @escaping @Sendable (Int) -> [UInt8]) {
        self.fill = fill
    }

    package func callAsFunction(_ count: Int) -> [UInt8] {
        fill(count)
    }

    /// libcrypto's generator, seeded by the kernel (`RAND_bytes(3)`).
    package static let system = RandomBytes { count in
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else {
            // Going on with predictable links and passwords would be worse than stopping.
            fatalError("libcrypto has no randomness to give")
        }
        return bytes
    }
}
