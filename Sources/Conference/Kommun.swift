/// One of Sweden's 290 kommuner.
package struct Kommun: Sendable, Hashable {
    /// SCB's four digits, kept as text: the zero in "0682" counts.
    package let code: String
    package let name: String
    package let county: County

    package init(code: String, name: String, county: County) {
        self.code = code
        self.name = name
        self.county = county
    }
}

/// One of the 21 län.
package struct County: Sendable, Hashable {
    package let code: String
    package let name: String

    package init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}

/// All kommuner, in Swedish order by name.
package struct KommunRegister: Sendable {
    package let all: [Kommun]
    private let byCode: [String: Kommun]
    private let byName: [String: Kommun]

    package init(_ kommuner: [Kommun]) {
        all = kommuner.sorted { SwedishOrder.key($0.name) < SwedishOrder.key($1.name) }
        byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
        byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name.lowercased(), $0) })
    }

    package subscript(code: String) -> Kommun? { byCode[code] }

    /// What a person or a tool meant: a code, or a name in any case. Habo is never taken for Håbo.
    package func find(_ text: String) -> Kommun? {
        byCode[text] ?? byName[text.lowercased()]
    }
}
