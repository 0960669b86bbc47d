import Glibc
import HTTP

/// The time as one loop sees it: read once for many events, the date written once a second.
struct LoopClock {
    private(set) var now = ContinuousClock.now
    private(set) var date: HTTPDate
    private var second: Int

    init() {
        second = time(nil)
        date = HTTPDate(epochSeconds: second)
    }

    mutating func update() {
        now = ContinuousClock.now
        let second = time(nil)
        if second != self.second {
            self.second = second
            date = HTTPDate(epochSeconds: second)
        }
    }
}
