import Glibc
package import HTTP
package import TLS

/// What a server is told at its start.
package struct Configuration: Sendable {
    /// A numeric IPv4 or IPv6 address, or a name. "::" takes IPv4 as well.
    package var host = "127.0.0.1"
    /// 0 for one that the kernel chooses.
    package var port: UInt16 = 8080
    /// Listening sockets that somebody opened for this server; they take the place of host and port, and connections
    /// wait in them when the server has stopped. Each is served by one loop at least, and by all if it is the only one.
    package var inheritedListeners: [Int32] = []
    /// Event loops; one a core is best.
    package var loops = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    /// Who may say for whom it asks. Limits on connections go by the socket's address all the same.
    package var trustedProxies = TrustedProxies()
    /// With it the server speaks HTTPS, and nothing else, on its port.
    package var tls: TLSContext?
    package var limits = Limits()
    package var deadlines = Deadlines()
    /// Open connections in all. Further ones are told so and closed.
    package var connections = 20_000
    /// Open connections of one address. Many people can share one behind a network of offices.
    package var connectionsPerAddress = 1_000

    package init() {}
}
