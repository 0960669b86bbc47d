import Conference
import Storage

/// The labels of one attendee, each with the way to take it off, and the way to put one on.
struct AttendeeLabels {
    let visit: Visit
    let signedIn: SignedIn
    let id: Int64
    let own: [Label]
    let all: [Label]
    let attempt: OneAttendeePage.Attempt?

    var html: HTML? {
        let mayChange = signedIn.may(.changeAttendees)
        guard mayChange || !own.isEmpty else { return nil }
        return """
            <section id="labels-of-attendee">
            <h2>\(visit("Etiketter", "Labels"))</h2>
            \(own.isEmpty ? nil : "<ul class=\"plain tags\">\n\(own.map { tag($0, mayChange) })</ul>" as HTML)
            \(mayChange ? form : nil)
            </section>
            """
    }

    private func tag(_ label: Label, _ mayChange: Bool) -> HTML {
        let remove: HTML = """
            <form method="post" action="\(visit.path(.labelAttendee(id: id)))">\(signedIn.tokenField)\
            <input type="hidden" name="\(LabelName.control)" value="\(label.name)" />\
            <button class="quiet" name="what" value="remove">\(visit("Ta bort", "Remove"))\
            <span class="for-ears"> \(label.name)</span></button></form>
            """
        return "<li><strong>\(label.name)</strong> \(mayChange ? remove : nil)</li>\n"
    }

    private var form: HTML {
        """
        <form method="post" action="\(visit.path(.labelAttendee(id: id)))">
        \(signedIn.tokenField)
        \(LabelName(
            visit: visit, labels: all.filter { !own.contains($0) }, problem: attempt?.problem,
            typed: attempt?.typed ?? "").html)
        <button class="quiet" name="what" value="add">\(visit("Sätt etiketten", "Put the label on"))</button>
        </form>
        """
    }
}
