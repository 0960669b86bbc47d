import Conference
import HTTP
import Storage

/// Whom something is printed for: the filter of the list, of whom those with a seat unless somebody asks for others.
struct PrintedPeople {
    static let everybody = "everybody"

    /// As it stands in the address.
    let query: AttendeeQuery
    let includesSeatless: Bool

    init(_ form: FormData, kommuner: KommunRegister) {
        var query = AttendeeQuery(form, kommuner: kommuner)
        query.after = nil
        query.columns = []
        self.query = query
        includesSeatless = form[Self.everybody] == "yes"
    }

    var filter: AttendeeFilter {
        var filter = query.filter
        if !includesSeatless, filter.state == nil { filter.state = .confirmed }
        return filter
    }
}
