import Conference
import Storage

/// The quotas with names, for people and for machines: the same rows on the page, in JSON and in CSV.
struct QuotaTable {
    struct Row {
        let id: Int64
        /// Nil for other kinds of organisation.
        let kommun: Kommun?
        let type: OrganisationType
        let quota: Quota
        /// Seats the group could still take.
        let left: Int

        func name(in language: Language) -> String { kommun?.name ?? type.label[language] }
    }

    enum Order: String {
        case kommun
        case county = "lan"
    }

    let board: QuotaBoard
    /// In Swedish order of the kommuner, or of the län and then the kommuner.
    let kommuner: [Row]
    /// In the order of the form.
    let others: [Row]

    init(board: QuotaBoard, register: KommunRegister, order: Order = .kommun, search: String = "") {
        self.board = board
        var byKommun: [String: Row] = [:]
        var byType: [OrganisationType: Row] = [:]
        for line in board.lines {
            let left = line.quota.left(pool: board.pool)
            switch line.group {
            case .kommun(let code):
                byKommun[code] = Row(
                    id: line.id, kommun: register[code], type: .kommun, quota: line.quota, left: left)
            case .organisation(let type):
                byType[type] = Row(id: line.id, kommun: nil, type: type, quota: line.quota, left: left)
            }
        }
        let wanted = search.lowercased()
        let found = register.all.filter { kommun in
            wanted.isEmpty || kommun.name.lowercased().contains(wanted)
                || kommun.county.name.lowercased().contains(wanted) || kommun.code == wanted
        }
        let sorted: [Kommun] =
            switch order {
            case .kommun: found
            case .county:
                found.enumerated().sorted { left, right in
                    let keys = (SwedishOrder.key(left.element.county.name), SwedishOrder.key(right.element.county.name))
                    return keys.0 == keys.1 ? left.offset < right.offset : keys.0 < keys.1
                }.map(\.element)
            }
        kommuner = sorted.compactMap { byKommun[$0.code] }
        others = OrganisationType.allCases.compactMap { byType[$0] }
    }
}
