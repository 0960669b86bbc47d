import Synchronization

/// Content that goes out again and again, in one place for all who are sending it.
package final class KeptContent: Sendable {
    private enum Form {
        case notMade
        /// nil: it could not be made, and is not tried again.
        case made((any AnyObject & Sendable)?)
    }

    package let bytes: [UInt8]
    private let form = Mutex(Form.notMade)

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What a server keeps beside the bytes because it sends faster from there; it ends with the content.
    ///
    /// - Parameter make: Called for the first who asks; nil when there is nothing better than the bytes.
    package func form<Made: AnyObject & Sendable>(made make: ([UInt8]) -> Made?) -> Made? {
        form.withLock { form in
            if case .made(let made) = form { return made as? Made }
            let made = make(bytes)
            form = .made(made)
            return made
        }
    }
}
