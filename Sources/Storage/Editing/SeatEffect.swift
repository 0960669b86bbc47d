package import Conference

/// What a change of group does, or would do, to seats.
package struct SeatEffect: Sendable, Equatable {
    package struct Step: Sendable, Equatable {
        package let id: Int64
        package let before: RegistrationState
        package internal(set) var after: RegistrationState
    }

    /// Those who are moved, in order of arrival.
    package internal(set) var steps: [Step] = []
    /// Others, who waited and get a seat or the offer of one, in that order.
    package internal(set) var seated: [Int64] = []
    /// How many are there already.
    package internal(set) var alreadyThere = 0
    /// How many have cancelled, and are left alone.
    package internal(set) var cancelled = 0

    package var keeping: [Step] { steps.filter { $0.before.hasSeat && $0.after == $0.before } }
    package var losing: [Step] { steps.filter { $0.before.hasSeat && !$0.after.hasSeat } }
    package var gaining: [Step] { steps.filter { !$0.before.hasSeat && $0.after.hasSeat } }
    package var stillWaiting: [Step] { steps.filter { $0.before == .waiting && $0.after == .waiting } }

    /// Says the same of the same effect, so that what was agreed to can be told from what is so now.
    package var text: String {
        let moved = steps.map { "\($0.id)\($0.before.letter)\($0.after.letter)" }
        return moved.joined(separator: ".") + "-" + seated.map(String.init).joined(separator: ".")
    }
}

extension RegistrationState {
    package var hasSeat: Bool { self == .confirmed || self == .offered }

    fileprivate var letter: String { String(rawValue.prefix(2)) }
}

/// Thrown, so that everything is undone: seats would move, or in another way than was agreed to.
struct NotAgreed<Effect: Sendable>: Error {
    let effect: Effect
}
