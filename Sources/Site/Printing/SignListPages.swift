import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/utskrifter/narvarolista`: lists on paper with a box for each one's signature.
struct SignListPages: Sendable {
    /// Whose list it is, as it stands in the address.
    enum Kind: Equatable {
        case everybody, perKommun, everyWorkshop
        case workshop(Int64)

        fileprivate init?(_ form: FormData) {
            switch (form["per"], form["signed"]) {
            case (nil, nil): self = .everybody
            case ("kommun", nil): self = .perKommun
            case (nil, "all"): self = .everyWorkshop
            case (nil, let id?):
                guard let id = Int64(id) else { return nil }
                self = .workshop(id)
            default: return nil
            }
        }

        fileprivate var pairs: [(String, String)] {
            switch self {
            case .everybody: []
            case .perKommun: [("per", "kommun")]
            case .everyWorkshop: [("signed", "all")]
            // "workshop" is a part of the filter.
            case .workshop(let id): [("signed", String(id))]
            }
        }
    }

    let store: Store
    let frame: Frame
    let problems: ProblemPages

    /// - Parameter query: The filter; a workshop's list has none.
    static func address(_ visit: Visit, _ kind: Kind, query: AttendeeQuery? = nil) -> String {
        let pairs = (query?.pairs ?? []) + kind.pairs
        return visit.path(.signList) + (pairs.isEmpty ? "" : "?" + FormData.encode(pairs))
    }

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let form = try visit.request.head.queryFields()
        guard let kind = Kind(form) else { return problems.notFound(visit, signedIn) }
        let title = visit("Närvarolista", "List to sign")
        let (start, end) = (frame.start(visit, title: title, organiser: signedIn), frame.end(visit))
        switch kind {
        case .everybody, .perKommun:
            let people = PrintedPeople(form, kommuner: store.kommuner)
            let order: AttendeeOrder = kind == .perKommun ? .kommun : people.query.order
            let export = try await store.export(people.filter, order: order)
            let list = SignList(
                visit: visit, title: title, kommuner: store.kommuner, isPerKommun: kind == .perKommun, start: start,
                end: end)
            let stream = AttendeeStream(export, parts: [], writer: list)
            return Response(status: .ok, fields: frame.fields(visit), body: .stream { try await stream.next() })
        case .everyWorkshop, .workshop:
            let workshops = try await store.workshops().filter { workshop in
                kind == .workshop(workshop.id) || kind == .everyWorkshop && !workshop.isRetired
            }
            guard !workshops.isEmpty || kind == .everyWorkshop else { return problems.notFound(visit, signedIn) }
            let lists = WorkshopSignLists(
                visit: visit, title: title, store: store, workshops: workshops, start: start, end: end)
            return Response(status: .ok, fields: frame.fields(visit), body: .stream { try await lists.next() })
        }
    }
}
