/// A JSON text as a value (RFC 8259). Members keep their order, so that the same value is the same bytes.
package indirect enum JSON: Sendable, Equatable {
    case null
    case yesNo(Bool)
    case number(Int64)
    /// A number that is no whole one of 64 bits, as it was written: nothing of ours takes it.
    case otherNumber(String)
    case text(String)
    case list([JSON])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The member of that name; nil where there is none, or no object.
    package subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    package static func text(_ text: String?) -> JSON { text.map { .text($0) } ?? .null }

    /// The object with more members behind its own.
    package func with(_ members: [Member]) -> JSON {
        guard case .object(let own) = self else { return self }
        return .object(own + members)
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral number: Int64) { self = .number(number) }
    package init(booleanLiteral answer: Bool) { self = .yesNo(answer) }
    package init(arrayLiteral elements: JSON...) { self = .list(elements) }
    package init(dictionaryLiteral members: (String, JSON)...) { self = .object(members.map { Member($0, $1) }) }
}
