import Conference
import HTTP
import Storage

extension AttendeeQuery {
    /// The filter of the address, or those who were marked in it.
    init(selecting visit: Visit, kommuner: KommunRegister) throws {
        let form = try visit.request.head.queryFields()
        self.init(form, kommuner: kommuner)
        after = nil
        // A mark alone, in an address that was cut, means those who are marked too.
        guard form["which"] == "marked" || form["which"] == nil && form["mark"] != nil else { return }
        let marked = form.all("mark").compactMap { Int64($0) }.prefix(MassCancellation.most)
        filter = AttendeeFilter(chosen: marked.isEmpty ? [Self.nobody] : Array(marked))
    }

    /// The list one goes back to: without those who were marked it is the whole one.
    var withoutChoice: AttendeeQuery { changed { $0.filter.chosen = [] } }

    func back(_ visit: Visit) -> HTML {
        """
        <p><a href="\(visit.path(.attendees))\(withoutChoice.text)">\(visit("Tillbaka till listan", "Back to the list"))</a></p>
        """
    }
}
