package import HTTP

/// Which addresses the public network has: not those of this machine, of the network it stands in, and of nobody.
///
/// Whoever may set up webhooks could else have our program ask around behind the firewall.
package enum PublicAddress {
    /// IANA's registries of special-purpose addresses, as far as they are not globally reachable, and multicast.
    private static let others = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    ].map { AddressRange($0)! }  // well formed

    /// All that is handed out to the public so far (RFC 4291 §2.5.4).
    private static let global = AddressRange("2000::/3")!
    /// Within it: protocol assignments with Teredo, documentation, 6to4, which holds an IPv4 address, and
    /// documentation again.
    private static let otherSixes = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map { AddressRange($0)! }

    package static func contains(_ address: IPAddress) -> Bool {
        if address.isIPv4 { return !others.contains { $0.contains(address) } }
        return global.contains(address) && !otherSixes.contains { $0.contains(address) }
    }
}
