import HTTP
import HTTPTypes
import Testing

private let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
private let post = "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"

struct ConnectionMachineTests {
    let connection = ScriptedConnection()

    // MARK: Going on

    @Test func `requests are answered in order, the second not before the first is written`() {
        #expect(connection.receive(get + "GET /b HTTP/1.1\r\nHost: a\r\n\r\n").words == "respond /a ")
        #expect(connection.answer(.text("A")).words.hasSuffix("A"))
        #expect(connection.wrote().words == "respond /b ")
        #expect(connection.answer(.text("B")).words.hasSuffix("B"))
        #expect(connection.wrote().words == "read")
        #expect(connection.machine.awaited == .request)
    }

    @Test func `a connection that the peer wants closed is shut on our side first, then drained`() {
        #expect(connection.receive("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").words == "respond / ")
        #expect(connection.answer(.text("x")).words.contains("\r\nConnection: close\r\n"))
        #expect(connection.wrote().words == "finish sending")
        #expect(connection.machine.awaited == .closing)
        #expect(connection.machine.inputEnded().words == "close")
    }

    @Test func `a peer that shut its side gets all the answers it asked for`() {
        #expect(connection.receive(get + get).words == "respond /a ")
        #expect(connection.machine.inputEnded().words == "wait")
        _ = connection.answer(.text("x"))
        #expect(connection.wrote().words == "respond /a ")
        _ = connection.answer(.text("x"))
        #expect(connection.wrote().words == "close")
    }

    @Test(arguments: ["", "GET / HT", post + "\r\nhel"])
    func `a peer that leaves before its request is complete is left too`(text: String) {
        if !text.isEmpty { #expect(connection.receive(text).words == "read") }
        #expect(connection.machine.inputEnded().words == "close")
    }

    // MARK: Expect (RFC 9110 §10.1.1)

    @Test func `a body that waits to be invited is invited`() {
        #expect(
            connection.receive(post + "Expect: 100-continue\r\n\r\n").words == "write HTTP/1.1 100 Continue\r\n\r\n")
        #expect(connection.wrote().words == "read")
        #expect(connection.machine.awaited == .body)
        #expect(connection.receive("hello").words == "respond /p hello")
    }

    @Test func `a body that comes uninvited is taken as it is`() {
        #expect(connection.receive(post + "Expect: 100-continue\r\n\r\nhel").words == "read")
        #expect(connection.receive("lo").words == "respond /p hello")
    }

    @Test func `a body that is too large is refused instead of invited`() {
        connection.bodyLimit = 4
        #expect(connection.receive(post + "Expect: 100-continue\r\n\r\n").words == "refuse bodyTooLarge")
    }

    @Test func `HTTP/1.0 cannot ask to be invited`() {
        let text = "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"
        #expect(connection.receive(text).words == "read")
    }

    // MARK: Refusals

    @Test func `after a refusal the peer is told, shut off and drained, and nothing it sends is a request`() {
        #expect(connection.receive("GET / HTTP/1.1\r\n\r\n").words == "refuse malformed")
        #expect(connection.answer(.text("no", .badRequest)).words.contains("\r\nConnection: close\r\n"))
        #expect(connection.wrote().words == "finish sending")
        #expect(connection.receive(get).words == "read")
        #expect(connection.machine.timedOut().words == "close")
    }

    @Test func `a peer that never ends to send is not drained for ever`() {
        _ = connection.receive("GET / HTTP/1.1\r\n\r\n")
        _ = connection.answer(.text("no"))
        _ = connection.wrote()
        let noise = String(repeating: "x", count: 4 << 20)
        let answers = (0..<5).map { _ in connection.receive(noise).words }
        #expect(answers == ["read", "read", "read", "read", "close"])
    }

    @Test func `a refused HEAD has no body either (RFC 9110 §9.3.2)`() {
        connection.bodyLimit = 0
        #expect(
            connection.receive("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n").words == "refuse bodyTooLarge"
        )
        #expect(connection.answer(.text("no", .contentTooLarge)).words.hasSuffix("\r\n\r\n"))
    }

    // MARK: Deadlines

    @Test func `time runs for the head from its first byte on, however slowly the next ones come`() {
        let accepted = connection.now
        #expect(connection.machine.awaited == .request)
        connection.now += .seconds(50)
        _ = connection.receive("GE")
        #expect(connection.machine.awaited == .head)
        #expect(connection.machine.since == accepted + .seconds(50))
        connection.now += .seconds(9)
        _ = connection.receive("T")
        #expect(connection.machine.since == accepted + .seconds(50))
        #expect(connection.machine.timedOut().words == "refuse tooSlow")
    }

    @Test func `time runs for the body from the end of the head on`() {
        connection.now += .seconds(5)
        #expect(connection.receive(post + "\r\n").words == "read")
        connection.now += .seconds(5)
        #expect(connection.receive("he").words == "read")
        #expect(connection.machine.awaited == .body)
        #expect(connection.now - connection.machine.since == .seconds(5))
        #expect(connection.machine.timedOut().words == "refuse tooSlow")
    }

    @Test func `a body that stalls or drips is given up long before its time is over`() {
        let pace = Duration.seconds(10)
        let kibibyte = String(repeating: "x", count: 1024)
        connection.bodyLimit = 10_000
        _ = connection.receive("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n")
        for _ in 0..<3 {
            connection.now += .seconds(10)
            #expect(!connection.isBehind(pace: pace))
            #expect(connection.receive(kibibyte).words == "read")
        }
        for _ in 0..<10 {
            connection.now += .seconds(1)
            #expect(!connection.isBehind(pace: pace))
            _ = connection.receive("x")
        }
        connection.now += .seconds(1)
        #expect(connection.isBehind(pace: pace))
        #expect(connection.machine.timedOut().words == "refuse tooSlow")
        #expect(!connection.isBehind(pace: pace, after: .seconds(60)))
    }

    @Test func `the pace of a body is counted from its invitation, and for no other part`() {
        connection.now += .seconds(50)
        #expect(!connection.isBehind(pace: .zero))
        _ = connection.receive(post + "Expect: 100-continue\r\n\r\n")
        connection.now += .seconds(5)
        #expect(!connection.isBehind(pace: .zero))
        _ = connection.wrote()
        #expect(!connection.isBehind(pace: .zero))
        #expect(connection.isBehind(pace: .zero, after: .nanoseconds(1)))
    }

    @Test func `time to take an answer starts again with every byte taken, and ends the connection`() {
        _ = connection.receive(get)
        #expect(connection.machine.awaited == nil)
        _ = connection.answer(.text("x"))
        #expect(connection.machine.awaited == .taking)
        connection.now += .seconds(20)
        connection.machine.progressed(now: connection.now)
        #expect(connection.machine.since == connection.now)
        #expect(connection.machine.timedOut().words == "reset")
    }

    @Test func `an idle connection that has waited long enough is closed without a word`() {
        _ = connection.receive(get)
        _ = connection.answer(.text("x"))
        connection.now += .seconds(1)
        _ = connection.wrote()
        #expect(connection.machine.awaited == .request)
        #expect(connection.machine.since == connection.now)
        #expect(connection.machine.timedOut().words == "close")
    }

    // MARK: Stop

    @Test func `a stop closes what is idle and lets what is in flight finish as its last`() {
        let idle = ScriptedConnection()
        _ = idle.receive(get)
        _ = idle.answer(.text("x"))
        _ = idle.wrote()
        #expect(idle.machine.stop().words == "close")

        _ = connection.receive(get + get)
        #expect(connection.machine.stop().words == "wait")
        #expect(connection.answer(.text("x")).words.contains("\r\nConnection: close\r\n"))
        #expect(connection.wrote().words == "finish sending")
    }

    @Test func `a connection opened just before the stop has its first request answered`() {
        #expect(connection.machine.stop().words == "wait")
        #expect(connection.machine.awaited == .closing)
        #expect(connection.receive(get).words == "respond /a ")
        #expect(connection.answer(.text("x")).words.contains("\r\nConnection: close\r\n"))

        let silent = ScriptedConnection()
        _ = silent.machine.stop()
        #expect(silent.machine.timedOut().words == "close")
    }

    @Test func `a stop in the middle of an answer that promised more ends behind that answer`() {
        _ = connection.receive(get + get)
        #expect(!connection.answer(.text("x")).words.contains("Connection"))
        _ = connection.machine.stop()
        #expect(connection.wrote().words == "finish sending")
    }

    @Test func `an answer that comes after the connection is lost is dropped`() {
        _ = connection.receive(get)
        #expect(connection.machine.close().words == "close")
        #expect(connection.answer(.text("x")).words == "wait")
        #expect(connection.pulled("x").words == "wait")
        #expect(connection.wrote().words == "wait")
        #expect(connection.machine.timedOut().words == "wait")
    }
}
