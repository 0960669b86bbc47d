import Foundation
import Glibc

/// How many sockets of this process are bound to a port: a server's listeners and the connections it has accepted.
///
/// Tests run beside each other, so the count of all descriptors would tell about the others too.
func openSockets(on port: UInt16) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
        guard let descriptor = Int32(name) else { return false }
        var address = sockaddr_in6()  // the port is in the same place for IPv4
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        let isInternet = Int32(address.sin6_family) == AF_INET || Int32(address.sin6_family) == AF_INET6
        return result == 0 && isInternet && UInt16(bigEndian: address.sin6_port) == port
    }
}
