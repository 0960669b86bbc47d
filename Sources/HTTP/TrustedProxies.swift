import HTTPTypes

/// The proxies whose word about where a request came from is believed.
package struct TrustedProxies: Sendable, Equatable {
    private let ranges: [AddressRange]

    package init(_ ranges: [AddressRange] = []) {
        self.ranges = ranges
    }

    /// Where a request began.
    package struct Origin: Sendable, Equatable {
        /// The one who asked, as text; the socket's peer if nothing better is known.
        package var address: String
        /// Whether it came over TLS up to the first proxy.
        package var isSecure: Bool
        /// Whom it asked, where a proxy has put another Host in its place.
        package var host: String?

        package init(address: String, isSecure: Bool = false, host: String? = nil) {
            self.address = address
            self.isSecure = isSecure
            self.host = host
        }
    }

    /// A request as it was when it came to the first of these proxies.
    ///
    /// - Parameter request: One whose peer is among them.
    package func unwrap(_ request: Request) -> Request {
        let origin = origin(of: request.head.fields, from: request.remoteAddress)
        return Request(
            head: origin.host.map(request.head.asked) ?? request.head, body: request.body,
            remoteAddress: origin.address, isSecure: origin.isSecure, id: request.id)
    }

    package func contains(_ address: String) -> Bool {
        guard !ranges.isEmpty, let address = IPAddress(address) else { return false }
        return contains(address)
    }

    private func contains(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }

    /// Who sent a request that came from a trusted proxy.
    ///
    /// Read from the right, where our own proxies write: the first address that is none of theirs is the client's.
    /// Whatever stands left of it is the client's own story. A step that cannot be read ends the search too, and the
    /// proxy that told of it stands for its client.
    ///
    /// - Parameter peer: The address of the socket, which has been found among the trusted.
    package func origin(of fields: RequestFields, from peer: String) -> Origin {
        var origin = Origin(address: peer)
        for hop in hops(in: fields).reversed() {
            origin.isSecure = hop.scheme == "https"
            origin.host = hop.host
            guard let client = hop.client else { break }
            origin.address = client.description
            guard contains(client) else { break }
        }
        return origin
    }

    /// A proxy writes one of the two families and lets the other through as the client sent it. Where both are there,
    /// nobody can tell which one the proxy wrote, and neither is believed.
    private func hops(in fields: RequestFields) -> [ForwardedHop] {
        switch (fields[.forwarded], fields[.xForwardedFor]) {
        case (let forwarded?, nil): ForwardedHop.list(forwarded: forwarded) ?? []
        case (nil, let addresses?):
            ForwardedHop.list(for: addresses, proto: fields[.xForwardedProto], host: fields[.xForwardedHost])
        case (nil, nil), (_?, _?): []
        }
    }
}

extension HTTPField.Name {
    static let forwarded = HTTPField.Name("Forwarded")!  // tokens all
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
    static let xForwardedHost = HTTPField.Name("X-Forwarded-Host")!
}
