import Fuzz
import HTTP
import Testing

/// However the network cuts the bytes, they mean the same.
struct CutTests {
    static let acceptedRequests = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nGET /p?q HTTP/1.0\r\n\r\n",
        "GET http://b/x HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\nCookie: c=d\r\n\r\n",
        "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world",
        chunked("5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\nZ: \r\n\r\n"),
    ]
    static let texts = acceptedRequests + [acceptedRequests.joined()] + refusedRequests.map(\.0)

    @Test(arguments: texts)
    func `one byte at a time reads as all at once`(text: String) {
        let bytes = Array(text.utf8)
        #expect(readings(of: bytes.map { [$0] }) == readings(of: [bytes]), "\(text.prefix(200).debugDescription)")
    }

    @Test func `bytes cut anywhere read as all at once`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(state: seed)
        for text in Self.texts + Self.texts.map({ Self.acceptedRequests.joined() + $0 }) {
            let bytes = Array(text.utf8)
            let expected = readings(of: [bytes])
            for _ in 0..<20 {
                #expect(
                    readings(of: bytes.cut(by: &random)) == expected,
                    "seed \(seed): \(text.prefix(200).debugDescription)")
            }
        }
    }

    @Test func `bytes of any kind never trap and are never lost`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(state: seed)
        let alphabet = Array(
            "GET /POST HTTP/1.10\r\n\r\n:;, aHost: a\r\nContent-Length: 5Transfer-Encoding: chunked".utf8)
        for round in 0..<3000 {
            var bytes = Array(Self.texts.randomElement(using: &random)!.utf8)  // the list is not empty
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(alphabet.randomElement(using: &random)!, at: index)
                default: bytes.insert(contentsOf: bytes[index...].prefix(40), at: index)
                }
            }
            let whole = readings(of: [bytes])
            #expect(readings(of: bytes.cut(by: &random)) == whole, "seed \(seed), round \(round)")
        }
    }
}

extension [UInt8] {
    fileprivate func cut(by random: inout SplitMix64) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = self[...]
        while !rest.isEmpty {
            let longest = [3, 40, count].randomElement(using: &random)!  // the list is not empty
            let piece = rest.prefix(Int.random(in: 1...Swift.max(1, longest), using: &random))
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }
}

/// A generator with a seed, so that what was found once can be found again.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
