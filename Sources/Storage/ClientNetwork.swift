import Glibc

/// Where requests come from, as far as one person can be told from another.
package enum ClientNetwork {
    /// What throttles count an address as: an IPv4 address as it is, an IPv6 address as its /64.
    ///
    /// A subscriber has at least a /64 (RFC 6177 §2), and thus any number of addresses to guess from.
    package static func of(_ address: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        let withoutZone = String(address.prefix { $0 != "%" })  // "fe80::1%eth0"
        guard inet_pton(AF_INET6, withoutZone, &bytes) == 1 else { return address }
        let mappedIPv4: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if bytes.starts(with: mappedIPv4) { return bytes.suffix(4).map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
        return groups.joined(separator: ":") + "::/64"
    }

    /// What a session remembers of an address: enough to tell home from abroad, and nobody's own.
    static func coarse(_ address: String) -> String {
        let network = of(address)
        let bytes = network.split(separator: ".", omittingEmptySubsequences: false)
        if bytes.count == 4, bytes.allSatisfy({ UInt8($0) != nil }) {
            return bytes.prefix(3).joined(separator: ".") + ".0/24"
        }
        guard network.hasSuffix("::/64") else { return network }
        return network.split(separator: ":").prefix(3).joined(separator: ":") + "::/48"
    }
}
