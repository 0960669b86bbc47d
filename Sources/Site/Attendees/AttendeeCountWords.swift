import Storage

/// "12 anmälningar", "fler än 1 000 anmälningar".
struct AttendeeCountWords {
    let count: AttendeeCount
    let visit: Visit

    /// The number alone: "12", "fler än 1000".
    var number: String {
        switch count {
        case .exactly(let count): "\(count)"
        case .moreThan(let count): "\(visit("fler än", "more than")) \(count)"
        }
    }

    var html: HTML {
        switch count {
        case .exactly(1): "<strong>1</strong> \(visit("anmälan", "registration"))"
        case .exactly(let count): "<strong>\(count)</strong> \(visit("anmälningar", "registrations"))"
        case .moreThan(let count):
            "\(visit("fler än", "more than")) <strong>\(count)</strong> \(visit("anmälningar", "registrations"))"
        }
    }
}
