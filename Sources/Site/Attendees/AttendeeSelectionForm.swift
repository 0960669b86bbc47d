import Storage

/// The rows of the list with a box each, to choose many for what is done to many. A plain GET form: what is chosen is an
/// address like any other view.
struct AttendeeSelectionForm {
    let visit: Visit
    let query: AttendeeQuery
    let count: AttendeeCount
    let table: HTML

    var html: HTML {
        let hidden = query.changed { $0.after = nil }.pairs.map { name, value -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\" />\n"
        }
        return """
            <form method="get" action="\(visit.path(.attendeeSelection))" class="selection">
            \(hidden)
            \(table)
            <div class="choices">
            <button class="quiet" name="which" value="marked">\(visit("Gör något med de markerade", "Do something with the marked"))</button>
            <button class="quiet" name="which" value="all">\(visit(
                "Gör något med alla i urvalet", "Do something with all of the filter")) \
            (\(AttendeeCountWords(count: count, visit: visit).number))</button>
            </div>
            </form>
            """
    }
}
