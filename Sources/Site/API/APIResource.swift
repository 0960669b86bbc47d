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

    static let root = ["api", "v1"]
    private static let anyID = "{id}"

    /// The segments of the address, with a name in the place of a number.
    var template: [String] {
        Self.root
            + {
                switch self {
                case .description: ["openapi.json"]
                case .key: ["key"]
                case .registrations: ["registrations"]
                case .registration: ["registrations", Self.anyID]
                case .cancellation: ["registrations", Self.anyID, "cancellation"]
                case .attendees: ["attendees"]
                case .attendee: ["attendees", Self.anyID]
                case .waitingList: ["waiting-list"]
                case .quotas: ["quotas"]
                case .quota: ["quotas", Self.anyID]
                case .workshops: ["workshops"]
                case .workshop: ["workshops", Self.anyID]
                case .workshopGuests: ["workshops", Self.anyID, "participants"]
                case .checkIns: ["check-ins"]
                case .attendeeFile(let kind): ["exports", "attendees." + kind.rawValue]
                }
            }()
    }

    var path: String { "/" + segments.joined(separator: "/") }

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

    var segments: [String] { template.map { part in part == Self.anyID ? String(id) : part } }

    private static let withoutNumber: [APIResource] =
        [.description, .key, .registrations, .attendees, .waitingList, .quotas, .workshops, .checkIns]
        + AttendeeFileKind.allCases.map { .attendeeFile($0) }
    private static let withNumber: [@Sendable (Int64) -> APIResource] = [
        { .registration(id: $0) }, { .cancellation(id: $0) }, { .attendee(id: $0) }, { .quota(id: $0) },
        { .workshop(id: $0) }, { .workshopGuests(id: $0) },
    ]

    /// One of each kind.
    static func all(id: Int64) -> [APIResource] { withoutNumber + withNumber.map { $0(id) } }

    /// - Parameter segments: With those of `root`.
    init?(segments: [String]) {
        if let found = Self.withoutNumber.first(where: { $0.segments == segments }) {
            self = found
            return
        }
        guard segments.count > 3, let id = Int64(segments[3]), id > 0,
            let found = Self.withNumber.lazy.map({ $0(id) }).first(where: { $0.segments == segments })
        else { return nil }
        self = found
    }
}
