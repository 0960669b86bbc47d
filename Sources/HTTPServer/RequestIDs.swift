/// Names requests: a random part for the loop and a count, so that a log of several runs has no two the same.
struct RequestIDs {
    private let prefix = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 36)
    private var count = 0

    mutating func next() -> String {
        count += 1
        return "\(prefix)-\(String(count, radix: 36))"
    }
}
