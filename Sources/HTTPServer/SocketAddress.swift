import Glibc

/// An IPv4 or IPv6 address with its port.
package struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// "127.0.0.1" or "::1"; an IPv4 peer of an IPv6 listener appears as IPv4.
    package let host: String
    package let port: UInt16

    /// As in a URL: "127.0.0.1:8080", "[::1]:8080".
    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// - Parameter host: A numeric address.
    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    init(_ storage: sockaddr_storage) {
        switch Int32(storage.ss_family) {
        case AF_INET:
            let address = storage.bound(to: sockaddr_in.self)
            self.init(host: Self.text(of: address.sin_addr, family: AF_INET), port: UInt16(bigEndian: address.sin_port))
        case AF_INET6:
            let address = storage.bound(to: sockaddr_in6.self)
            let text = Self.text(of: address.sin6_addr, family: AF_INET6)
            let mapped = "::ffff:"
            let isMapped = text.hasPrefix(mapped) && text.utf8.contains(UInt8(ascii: "."))
            self.init(
                host: isMapped ? String(text.dropFirst(mapped.utf8.count)) : text,
                port: UInt16(bigEndian: address.sin6_port))
        default:
            self.init(host: "unknown", port: 0)
        }
    }

    private static func text<Address>(of address: Address, family: Int32) -> String {
        withUnsafePointer(to: address) { address in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
                inet_ntop(family, address, buffer.baseAddress, socklen_t(buffer.count))
                    .map { String(cString: $0) } ?? "unknown"
            }
        }
    }
}

extension sockaddr_storage {
    fileprivate func bound<Address>(to type: Address.Type) -> Address {
        withUnsafeBytes(of: self) { $0.load(as: type) }
    }

    /// Runs `body` over the address as the C functions want it.
    mutating func withSocketAddress<Result>(_ body: (UnsafeMutablePointer<sockaddr>) -> Result) -> Result {
        withUnsafeMutablePointer(to: &self) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
        }
    }
}
