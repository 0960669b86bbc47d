import Foundation

/// One of Sweden's 290 kommuner.
package struct Kommun: Sendable, Hashable {
    /// SCB's four digits, kept as text: the zero in "0682" counts.
    package let code: String
    /// "Lindesberg".
    package let name: String
    /// "Lindesbergs kommun".
    package let formalName: String
    package let county: County

    package init(code: String, name: String, formalName: String, county: County) {
        self.code = code
        self.name = name
        self.formalName = formalName
        self.county = county
    }
}

extension Kommun {
    /// The codes of the four that arrange the conference: Borlänge, Falköping, Lindesberg, Nässjö.
    package static let hosts = ["2081", "1499", "1885", "0682"]
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
    /// By `key` of every name it goes by.
    private let byName: [String: Kommun]

    package init(_ kommuner: [Kommun]) {
        all = kommuner.sorted { SwedishOrder.key($0.name) < SwedishOrder.key($1.name) }
        byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
        let names = all.flatMap { kommun in Set(kommun.names.map(Self.key)).map { ($0, kommun) } }
        byName = Dictionary(uniqueKeysWithValues: names)
    }

    package subscript(code: String) -> Kommun? { byCode[code] }

    /// What a person or a tool meant: a code, or a name, short or formal, in any case. Habo is never taken for Håbo.
    package func find(_ text: String) -> Kommun? {
        byCode[text] ?? byName[Self.key(text)]
    }

    /// One spelling of each letter, lower case, single spaces.
    private static func key(_ name: String) -> String {
        name.precomposedStringWithCanonicalMapping.lowercased().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}

extension Kommun {
    /// The names it is known by. Some call themselves a town, "Stockholms stad", which the law does not know.
    fileprivate var names: [String] {
        let kommun = " kommun"
        let town = formalName.hasSuffix(kommun) ? formalName.dropLast(kommun.count) + " stad" : nil
        return [name, formalName] + [town].compactMap { $0 }.map(String.init)
    }
}
