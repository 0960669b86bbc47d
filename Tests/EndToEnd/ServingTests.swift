import Fixtures
import Foundation
import HTTPServer
import Peer
import Testing

struct ServingTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func `the program serves, and ends with 0 when it is told to stop`(order: Int32) async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        let program = try await ServingProgram(in: folder)
        let client = try Client(program.address)
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(await client.response().hasPrefix("HTTP/1.1 200 OK\r\n"))
        program.send(order)
        let end = try await program.end()
        #expect(end.status == 0)
        #expect(end.reason == .exit)
    }

    @Test func `a hang-up changes nothing where there is no certificate to read again`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        let program = try await ServingProgram(in: folder)
        program.send(SIGHUP)
        #expect(try await program.nextComplaint().contains("there is no certificate to read again"))
        let client = try Client(program.address)
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(await client.response().hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test func `told to stop, it finishes what has begun and takes nothing new`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        let program = try await ServingProgram(in: folder)
        let early = try Client(program.address)
        early.send(
            "POST /anmalan HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\n")
        #expect(await early.response(hasBody: false).hasPrefix("HTTP/1.1 100 "))  // so the server has seen it
        let idle = try Client(program.address)
        idle.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = await idle.response()

        program.send(SIGTERM)
        #expect(await idle.rest().isEmpty)  // closed at once, so the order has been heard
        #expect(throws: SystemError.self) { try Client(program.address) }
        early.send("givenName=Ex")
        let answer = await early.rest()
        #expect(answer.hasPrefix("HTTP/1.1 422 "))
        #expect(answer.contains("\r\nConnection: close\r\n"))
        #expect(try await program.end().status == 0)
    }

    @Test func `with a socket that is passed on, a restart refuses and loses nobody`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        let (socket, address) = try listeningSocket()
        var program = try await ServingProgram(in: folder, passing: socket)
        #expect(program.port == address.port)
        for _ in 1...3 {
            async let answers = visit(address, times: 200)
            program.send(SIGTERM)
            #expect(try await program.end().status == 0)
            program = try await ServingProgram(in: folder, passing: socket)
            let lost = try await answers.filter { !$0.hasPrefix("HTTP/1.1 200 OK\r\n") }
            #expect(lost == [])
        }
        program.send(SIGTERM)
        #expect(try await program.end().status == 0)
    }

    /// So many visitors, one after the other in each of four lines, each on a connection of its own.
    private func visit(_ address: SocketAddress, times: Int) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 1...4 {
                group.addTask {
                    var answers: [String] = []
                    for _ in 1...(times / 4) {
                        let client = try Client(address)
                        client.send("GET /integritet HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        answers.append(await client.rest())
                    }
                    return answers
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    @Test func `a port that is taken is named in one sentence`() async throws {
        let folder = try TemporaryFolder()
        let program = try await ServingProgram(in: folder)
        let second = try await vemfn("serve", "--port", String(program.port), in: try TemporaryFolder())
        #expect(second.status == 1)
        #expect(second.complaint.hasPrefix("vemfn: Cannot listen: "))
    }
}

/// A socket that listens on a free port of the loopback address, held by the test.
private func listeningSocket() throws -> (FileHandle, SocketAddress) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { address in
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, length) == 0 && listen(descriptor, SOMAXCONN) == 0
                && getsockname(descriptor, $0, &length) == 0
        }
    }
    guard isBound else { throw SystemError("bind") }
    return (handle, SocketAddress(host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port)))
}

extension ServingProgram {
    var address: SocketAddress { SocketAddress(host: "127.0.0.1", port: port) }
}
