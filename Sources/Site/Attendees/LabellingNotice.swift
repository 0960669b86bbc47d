import Storage

/// What was just done to many, with the way back.
struct LabellingNotice {
    let visit: Visit
    let signedIn: SignedIn
    let labelling: Labelling
    /// Where one is led back to.
    let query: AttendeeQuery

    var html: HTML {
        """
        <div class="success" role="status">
        <p>\(words)</p>
        <form method="post" action="\(visit.path(.undoLabelling(id: labelling.id)))\(query.text)">
        \(signedIn.tokenField)
        <button class="quiet">\(visit("Ångra", "Undo"))</button>
        </form>
        </div>
        """
    }

    private var words: String {
        let (name, count) = (labelling.label.name, labelling.count)
        return labelling.isAdding
            ? visit("Etiketten \(name) sattes på \(count) personer.", "The label \(name) was put on \(count) people.")
            : visit(
                "Etiketten \(name) togs bort från \(count) personer.",
                "The label \(name) was taken from \(count) people.")
    }
}
