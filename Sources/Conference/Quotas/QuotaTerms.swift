/// What the organisers choose when they divide the seats anew. Stands in the database as JSON.
package struct QuotaTerms: Sendable, Equatable, Codable {
    package var method: QuotaMethod
    /// To divide in all: those of the hosts, of all other kommuner and of the other kinds of organisation.
    package var seats: Int
    /// At least so many are reserved for every kommun.
    package var floor: Int
    /// No kommun can have more, reserved or not.
    package var ceiling: Int
    /// At least so many are reserved for each host, by kommunkod.
    package var hosts: [String: Int]
    package var hostCeiling: Int
    /// Reserved for each other kind of organisation, by the raw value of its type.
    package var others: [String: Int]
    package var otherCeiling: Int

    package init(
        method: QuotaMethod, seats: Int, floor: Int, ceiling: Int, hosts: [String: Int], hostCeiling: Int,
        others: [String: Int], otherCeiling: Int
    ) {
        self.method = method
        self.seats = seats
        self.floor = floor
        self.ceiling = ceiling
        self.hosts = hosts
        self.hostCeiling = hostCeiling
        self.others = others
        self.otherCeiling = otherCeiling
    }

    package static let otherTypes = OrganisationType.allCases.filter { $0 != .kommun }

    package var seatsOfOthers: Int { Self.otherTypes.reduce(0) { $0 + seats(of: $1) } }

    package func seats(of type: OrganisationType) -> Int { others[type.rawValue] ?? 0 }

    /// In order of their codes.
    package func claimants(_ census: Census) -> [Apportionment.Claimant] {
        census.codes.map { code in
            Apportionment.Claimant(
                code: code, population: census.populations[code] ?? 0, least: max(floor, hosts[code] ?? 0),
                most: hosts[code] == nil ? ceiling : hostCeiling)
        }
    }

    /// What a first form suggests: as things stand, nothing is moved between kommuner and other kinds.
    package static func suggested(capacity: Int, quotas: [QuotaGroup: Quota]) -> QuotaTerms {
        let others = otherTypes.map { ($0.rawValue, quotas[.organisation($0)]?.reserved ?? 0) }
        let hosts = Kommun.hosts.map { ($0, quotas[.kommun(code: $0)]?.reserved ?? 0) }
        func highest(_ groups: [QuotaGroup]) -> Int { groups.compactMap { quotas[$0]?.ceiling }.max() ?? 0 }
        let kommuner = quotas.keys.filter { group in
            if case .kommun(let code) = group { !Kommun.hosts.contains(code) } else { false }
        }
        return QuotaTerms(
            method: .adjustedOddNumbers, seats: capacity, floor: 0, ceiling: highest(Array(kommuner)),
            hosts: Dictionary(uniqueKeysWithValues: hosts),
            hostCeiling: highest(Kommun.hosts.map { .kommun(code: $0) }),
            others: Dictionary(uniqueKeysWithValues: others),
            otherCeiling: highest(otherTypes.map { .organisation($0) }))
    }
}
