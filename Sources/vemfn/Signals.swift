import Dispatch
import Foundation

/// The arrivals of some signals, in place of what they would do to the program.
struct Signals: @unchecked Sendable {  // the sources are only kept
    /// Once a signal. Several that come at once can be one.
    let arrivals: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init(_ numbers: Int32...) {
        let (arrivals, continuation) = AsyncStream<Void>.makeStream()
        self.arrivals = arrivals
        sources = numbers.map { number in
            signal(number, SIG_IGN)  // else the program ends before the source hears of it
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
    }

    func first() async {
        for await _ in arrivals { return }
    }
}
