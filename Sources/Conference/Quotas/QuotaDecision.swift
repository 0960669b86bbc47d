package import Foundation

/// A division of the seats that was carried out, with everything it was worked out from.
package struct QuotaDecision: Sendable, Equatable {
    /// Stands in the database as JSON, and is never changed.
    package struct Document: Sendable, Equatable, Codable {
        package let terms: QuotaTerms
        package let census: Census
        /// Reserved seats by kommunkod, or by the raw value of another kind of organisation.
        package let reserved: [String: Int]
        /// As they were set: not below what was taken then.
        package let ceilings: [String: Int]

        package init(terms: QuotaTerms, census: Census, quotas: [QuotaGroup: Quota]) {
            self.terms = terms
            self.census = census
            let named = quotas.map { ($0.key.name, $0.value) }
            reserved = Dictionary(uniqueKeysWithValues: named.map { ($0, $1.reserved) })
            ceilings = Dictionary(uniqueKeysWithValues: named.map { ($0, $1.ceiling) })
        }

        /// The same division, worked out anew.
        package var plan: QuotaPlan { QuotaPlan(terms, census: census) }

        /// Whether that comes to what was set.
        package func isReproduced(by plan: QuotaPlan) -> Bool {
            plan.shares.allSatisfy { group, share in reserved[group.name] == share.reserved }
                && plan.shares.count == reserved.count
        }
    }

    package let id: Int64
    package let at: Date
    package let document: Document

    package init(id: Int64, at: Date, document: Document) {
        self.id = id
        self.at = at
        self.document = document
    }
}

extension QuotaGroup {
    /// The kommunkod, or the raw value of another kind of organisation.
    package var name: String {
        switch self {
        case .kommun(let code): code
        case .organisation(let type): type.rawValue
        }
    }
}
