import Conference

/// What the API has an address for: the part of `Page` below `/api/v1`.
package enum APIResource: Sendable, Equatable {
    /// The whole API, for machines.
    case description
    /// The key that asks.
    case key
    case registrations
    case registration(id: Int64)
    case cancellation(id: Int64)
    case attendees
    case attendee(id: Int64)
    case waitingList
    case quotas
    case quota(id: Int64)
    case workshops
    case workshop(id: Int64)
    case workshopGuests(id: Int64)
    case checkIns
    case attendeeFile(AttendeeFileKind)

    package enum AttendeeFileKind: String, Sendable, CaseIterable {
        case csv, xlsx, json

        var type: String {
            switch self {
            case .csv: "text/csv"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .json: "application/json"
            }
        }
    }

    static let root: [AddressPart] = ["api", "v1"]

    var parts: [AddressPart] {
        Self.root
            + {
                switch self {
                case .description: ["openapi.json"]
                case .key: ["key"]
                case .registrations: ["registrations"]
                case .registration(let id): ["registrations", .id(id)]
                case .cancellation(let id): ["registrations", .id(id), "cancellation"]
                case .attendees: ["attendees"]
                case .attendee(let id): ["attendees", .id(id)]
                case .waitingList: ["waiting-list"]
                case .quotas: ["quotas"]
                case .quota(let id): ["quotas", .id(id)]
                case .workshops: ["workshops"]
                case .workshop(let id): ["workshops", .id(id)]
                case .workshopGuests(let id): ["workshops", .id(id), "participants"]
                case .checkIns: ["check-ins"]
                case .attendeeFile(let kind): ["exports", .word("attendees." + kind.rawValue)]
                }
            }()
    }

    var path: String { Page.api(self).path(in: .swedish) }

    /// The path with a name in the place of a number.
    var template: String { Page.api(self).pattern(in: .swedish) }

    /// The number in the address; 0 where it has none.
    var id: Int64 {
        switch self {
        case .registration(let id), .cancellation(let id), .attendee(let id), .quota(let id), .workshop(let id),
            .workshopGuests(let id):
            id
        case .description, .key, .registrations, .attendees, .waitingList, .quotas, .workshops, .checkIns,
            .attendeeFile:
            0
        }
    }

    static let withoutNumber: [APIResource] =
        [.description, .key, .registrations, .attendees, .waitingList, .quotas, .workshops, .checkIns]
        + AttendeeFileKind.allCases.map { .attendeeFile($0) }
    static let withNumber: [@Sendable (Int64) -> APIResource] = [
        { .registration(id: $0) }, { .cancellation(id: $0) }, { .attendee(id: $0) }, { .quota(id: $0) },
        { .workshop(id: $0) }, { .workshopGuests(id: $0) },
    ]

    /// One of each kind.
    static func all(id: Int64) -> [APIResource] { withoutNumber + withNumber.map { $0(id) } }
}
