import Synchronization

/// Content that goes out again and again, in one place for all who are sending it.
package final class KeptContent: Sendable {
    private final class Form: Sendable {
        let made: any AnyObject & Sendable

        init(_ made: any AnyObject & Sendable) {
            self.made = made
        }
    }

    package let bytes: [UInt8]
    private let form = AtomicLazyReference<Form>()
    private let isAskedFor = Atomic(false)

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What a server keeps beside the bytes because it sends faster from there; it ends with the content. Nil while
    /// there is none.
    ///
    /// - Parameter begin: Called once, for the first who asks: has the form made and then kept by `keep`.
    package func form<Made: AnyObject & Sendable>(orBegin begin: () -> Void) -> Made? {
        if let form = form.load() { return form.made as? Made }
        if isAskedFor.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged { begin() }
        return nil
    }

    package var hasForm: Bool { form.load() != nil }

    package func keep(_ made: any AnyObject & Sendable) {
        _ = form.storeIfNil(Form(made))
    }
}
