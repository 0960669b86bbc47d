/// The form in which organisers choose the terms.
extension QuotaTerms {
    /// The names of the form's controls.
    package enum Control: RawRepresentable, Sendable, Equatable {
        case method, seats, floor, ceiling, hostCeiling, otherCeiling
        case host(String)
        case other(OrganisationType)

        private static let plain: [Control] = [.method, .seats, .floor, .ceiling, .hostCeiling, .otherCeiling]

        /// In the order of the form.
        package static let all =
            [Control.method, .seats, .floor, .ceiling] + Kommun.hosts.map { .host($0) } + [.hostCeiling]
            + otherTypes.map { .other($0) } + [.otherCeiling]

        package init?(rawValue: String) {
            guard let control = Self.all.first(where: { $0.rawValue == rawValue }) else { return nil }
            self = control
        }

        package var rawValue: String {
            switch self {
            case .method: "method"
            case .seats: "seats"
            case .floor: "floor"
            case .ceiling: "ceiling"
            case .hostCeiling: "hostCeiling"
            case .otherCeiling: "otherCeiling"
            case .host(let code): "host\(code)"
            case .other(let type): "other-\(type.rawValue)"
            }
        }
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case noMethod
        case aboveCeiling(Int)
        /// What each is to have at least is more than there is to divide.
        case floorsBeyondSeats(needed: Int)
        /// All have their most before everything is divided.
        case seatsBeyondCeilings(most: Int)
        case beyondCapacity(Int)
        /// With what is taken beyond the shares there are not so many seats.
        case takenBeyondShares(most: Int?)

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .noMethod: Phrase(sv: "Välj hur platserna ska fördelas", en: "Choose how the seats are divided")
            case .aboveCeiling(let ceiling):
                Phrase(
                    sv: "Det är mer än taket, som är \(ceiling). Sänk talet eller höj taket.",
                    en: "That is more than the ceiling, which is \(ceiling). Lower the number or raise the ceiling.")
            case .floorsBeyondSeats(let needed):
                Phrase(
                    sv: "Golvet, värdkommunerna och de andra organisationerna tar tillsammans \(needed) platser. Välj "
                        + "minst så många, eller sänk något av dem.",
                    en:
                        "The floor, the hosts and the other organisations take \(needed) seats together. Choose at least "
                        + "so many, or lower one of them.")
            case .seatsBeyondCeilings(let most):
                Phrase(
                    sv: "Med det här taket kan högst \(most) platser fördelas. Höj taket, eller fördela färre.",
                    en: "With this ceiling at most \(most) seats can be divided. Raise the ceiling, or divide fewer.")
            case .beyondCapacity(let capacity):
                Phrase(
                    sv: "Konferensen har \(capacity) platser. Välj högst så många.",
                    en: "The conference has \(capacity) seats. Choose at most so many.")
            case .takenBeyondShares(let most?):
                Phrase(
                    sv: "Några grupper har redan tagit fler platser än de skulle få, så det blir för få till de andra. "
                        + "Välj högst \(most).",
                    en: "Some groups have already taken more seats than they would get, which leaves too few for the "
                        + "others. Choose at most \(most).")
            case .takenBeyondShares(nil):
                Phrase(
                    sv: "Några grupper har redan tagit fler platser än de skulle få, så det blir för få till de andra. "
                        + "Sänk golvet, värdkommunernas platser eller de andra organisationernas.",
                    en: "Some groups have already taken more seats than they would get, which leaves too few for the "
                        + "others. Lower the floor, or the seats of the hosts or the other organisations.")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<QuotaTerms, Complaint>

    package static func check(
        typed: @escaping (Control) -> String, census: Census, capacity: Int
    ) -> Outcome {
        var answers = TypedAnswers(typed)
        let range = 0...Quota.highestSetting
        func numbers<Key: Hashable>(_ keys: [(Key, Control)]) -> [Key: Int] {
            Dictionary(uniqueKeysWithValues: keys.map { ($0, answers.number($1, in: range) ?? 0) })
        }
        let method = QuotaMethod(rawValue: typed(.method))
        let terms = QuotaTerms(
            method: method ?? .equal, seats: answers.number(.seats, in: range) ?? 0,
            floor: answers.number(.floor, in: range) ?? 0, ceiling: answers.number(.ceiling, in: range) ?? 0,
            hosts: numbers(Kommun.hosts.map { ($0, .host($0)) }),
            hostCeiling: answers.number(.hostCeiling, in: range) ?? 0,
            others: numbers(otherTypes.map { ($0.rawValue, .other($0)) }),
            otherCeiling: answers.number(.otherCeiling, in: range) ?? 0)
        var complaints = answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        if method == nil { complaints.insert(Complaint(.method, .noMethod), at: 0) }
        if complaints.isEmpty { complaints = terms.complaints(census: census, capacity: capacity) }
        return complaints.isEmpty ? .valid(terms) : .invalid(complaints)
    }

    /// Why these terms cannot be met; empty when they can.
    package func complaints(census: Census, capacity: Int) -> [Complaint] {
        var complaints: [Complaint] = []
        if floor > ceiling { complaints.append(Complaint(.floor, .aboveCeiling(ceiling))) }
        for code in Kommun.hosts where max(floor, hosts[code] ?? 0) > hostCeiling {
            complaints.append(Complaint(.host(code), .aboveCeiling(hostCeiling)))
        }
        for type in Self.otherTypes where seats(of: type) > otherCeiling {
            complaints.append(Complaint(.other(type), .aboveCeiling(otherCeiling)))
        }
        if seats > capacity { complaints.append(Complaint(.seats, .beyondCapacity(capacity))) }
        guard complaints.isEmpty else { return complaints }
        let claimants = claimants(census)
        let least = claimants.reduce(seatsOfOthers) { $0 + $1.least }
        let most = claimants.reduce(seatsOfOthers) { $0 + $1.most }
        if seats < least { return [Complaint(.seats, .floorsBeyondSeats(needed: least))] }
        if seats > most { return [Complaint(.ceiling, .seatsBeyondCeilings(most: most))] }
        return []
    }

    /// What the form would hold to choose these terms.
    package func typed(_ control: Control) -> String {
        switch control {
        case .method: method.rawValue
        case .seats: String(seats)
        case .floor: String(floor)
        case .ceiling: String(ceiling)
        case .hostCeiling: String(hostCeiling)
        case .otherCeiling: String(otherCeiling)
        case .host(let code): String(hosts[code] ?? 0)
        case .other(let type): String(seats(of: type))
        }
    }
}
