import CLinux
import Glibc

/// A listening socket. Every loop has one on the same port, and the kernel deals connections out to them.
final class Listener: Sendable {
    let descriptor: Descriptor
    /// Others have the same socket: loops of ours, and whoever passed it on and keeps it when we have gone.
    let isShared: Bool

    enum Accepted: ~Copyable {
        case connection(Descriptor, SocketAddress)
        case nobody
        /// The process or the system is out of descriptors or memory: try again later.
        case exhausted(SystemError)
    }

    /// - Parameters:
    ///   - host: A numeric address or a name; the first address it stands for is used.
    ///   - port: 0 for one that the kernel chooses.
    init(host: String, port: UInt16) throws {
        descriptor = try Self.listeningSocket(host: host, port: port)
        isShared = false
    }

    /// - Parameter rawValue: A listening socket that is this process's to close.
    init(inheriting rawValue: Int32) throws {
        descriptor = Descriptor(adopting: rawValue)
        isShared = true
        guard option(of: descriptor, SO_ACCEPTCONN) == 1,
            [AF_INET, AF_INET6].contains(option(of: descriptor, SO_DOMAIN))
        else { throw ServerError.notListening(rawValue) }
        // Whoever passes a socket is free to set neither.
        guard fcntl(rawValue, F_SETFL, O_NONBLOCK) == 0, fcntl(rawValue, F_SETFD, FD_CLOEXEC) == 0 else {
            throw SystemError("fcntl")
        }
    }

    private init(shared descriptor: consuming Descriptor) {
        self.descriptor = descriptor
        isShared = true
    }

    /// The same socket once more, for another loop.
    func shared() throws -> Listener {
        Listener(
            shared: try Descriptor(adopting: fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0), from: "fcntl"))
    }

    /// Fails if somebody listens on the port already.
    ///
    /// `SO_REUSEPORT` would let a second server of the same user take half of the connections in silence.
    static func checkIsFree(host: String, port: UInt16) throws {
        _ = try boundSocket(host: host, port: port, sharesPort: false)
    }

    func address() throws -> SocketAddress {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        guard storage.withSocketAddress({ getsockname(descriptor.rawValue, $0, &length) }) == 0 else {
            throw SystemError("getsockname")
        }
        return SocketAddress(storage)
    }

    func accept() -> Accepted {
        while true {
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let accepted = storage.withSocketAddress { clinux_accept(descriptor.rawValue, $0, &length) }
            guard accepted >= 0 else {
                switch errno {
                case EINTR, ECONNABORTED: continue
                case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted(SystemError("accept4"))
                default: return .nobody  // EAGAIN, or trouble of the peer's network; epoll reports who still waits
                }
            }
            let socket = Descriptor(adopting: accepted)
            // Head and body leave in one call, so there is nothing for Nagle's algorithm to gather.
            setOption(of: socket, level: Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
            return .connection(socket, SocketAddress(storage))
        }
    }

    private static func listeningSocket(host: String, port: UInt16) throws -> Descriptor {
        let socket = try boundSocket(host: host, port: port, sharesPort: true)
        guard listen(socket.rawValue, SOMAXCONN) == 0 else { throw SystemError("listen") }
        return socket
    }

    private static func boundSocket(host: String, port: UInt16, sharesPort: Bool) throws -> Descriptor {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let failure = getaddrinfo(host, String(port), &hints, &found)
        guard failure == 0, let address = found?.pointee else { throw ServerError.unknownHost(host) }
        defer { freeaddrinfo(found) }

        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = try Descriptor(adopting: Glibc.socket(address.ai_family, type, 0), from: "socket")
        setOption(of: socket, level: SOL_SOCKET, SO_REUSEADDR, to: 1)
        if sharesPort { setOption(of: socket, level: SOL_SOCKET, SO_REUSEPORT, to: 1) }
        if address.ai_family == AF_INET6 { setOption(of: socket, level: Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: 0) }
        guard bind(socket.rawValue, address.ai_addr, address.ai_addrlen) == 0 else { throw SystemError("bind") }
        return socket
    }
}

/// -1 for what is no socket.
private func option(of socket: borrowing Descriptor, _ option: Int32) -> Int32 {
    var value: Int32 = -1
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(socket.rawValue, SOL_SOCKET, option, &value, &length)
    return value
}

/// None of the options used can fail on a fresh TCP socket.
private func setOption(of socket: borrowing Descriptor, level: Int32, _ option: Int32, to value: Int32) {
    var value = value
    setsockopt(socket.rawValue, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
}
