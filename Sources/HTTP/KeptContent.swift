import Synchronization

/// Content that goes out again and again, in one place for all who are sending it.
package final class KeptContent: Sendable {
    /// What came of making another form of it: nil when it could not be made, which is not tried again.
    private final class Form: Sendable {
        let made: (any AnyObject & Sendable)?

        init(_ made: (any AnyObject & Sendable)?) {
            self.made = made
        }
    }

    package let bytes: [UInt8]
    private let form = AtomicLazyReference<Form>()

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What a server keeps beside the bytes because it sends faster from there; it ends with the content.
    ///
    /// - Parameter make: Called for the first who asks; of two who do at the same time, one throws away what it made.
    ///   Nil when there is nothing better than the bytes.
    package func form<Made: AnyObject & Sendable>(made make: ([UInt8]) -> Made?) -> Made? {
        let form = form.load() ?? form.storeIfNil(Form(make(bytes)))
        return form.made as? Made
    }
}
