import GRDB
import Secrets

/// In which order. Raw values stand in addresses.
package enum AttendeeOrder: String, Sendable, CaseIterable {
    /// Family name, given name.
    case name
    /// Kommun, then name; those from no kommun last.
    case kommun
    case oldest
    case newest

    /// The column that comes before `id`. Nil where `id`, the order of arrival, says it all.
    var column: String? {
        switch self {
        case .name: "sortKey"
        case .kommun: "kommunSortKey"
        case .oldest, .newest: nil
        }
    }

    var isDescending: Bool { self == .newest }
}

/// Where a page ended. The next one begins right behind it, however many rows came or went meanwhile.
///
/// It is only a place: whoever alters one sees another part of the same list.
package struct AttendeeCursor: Sendable, Equatable {
    let order: AttendeeOrder
    let key: String
    let id: Int64

    init(order: AttendeeOrder, key: String, id: Int64) {
        self.order = order
        self.key = key
        self.id = id
    }

    /// Reads what `text` wrote; nil for anything else.
    package init?(_ text: String) {
        guard let bytes = base64URLDecode(text), let plain = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = plain.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let order = AttendeeOrder(rawValue: String(parts[0])), let id = Int64(parts[1]) else {
            return nil
        }
        self.init(order: order, key: String(parts[2]), id: id)
    }

    /// For an address.
    package var text: String { base64URLEncode(Array("\(order.rawValue) \(id) \(key)".utf8)) }

    /// Of a row of `registration`: that it comes after this place.
    func condition(column: String?) -> SQL {
        guard let column else {
            return order.isDescending ? "registration.id < \(id)" : "registration.id > \(id)"
        }
        return "(\(sql: "registration.\(column)"), registration.id) > (\(key), \(id))"
    }
}
