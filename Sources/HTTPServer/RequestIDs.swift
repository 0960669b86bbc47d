import HTTP

/// Numbers the requests of one loop.
struct RequestIDs {
    private let run = UInt32.random(in: 0x1000_0000...UInt32.max)
    private var count = 0

    mutating func next() -> RequestID {
        count += 1
        return RequestID(run: run, number: count)
    }
}
