import Conference
import HTTP
import HTTPTypes
import Storage

/// The views an organiser has saved, as links above the list, and the way to save this one.
struct SavedViewList {
    let visit: Visit
    let signedIn: SignedIn
    let views: [SavedView]
    let query: AttendeeQuery
    var problem: String?

    var html: HTML {
        """
        <details class="views"\(problem == nil ? nil : " open=\"open\"" as HTML)>
        <summary>\(visit("Sparade vyer", "Saved views")) (\(views.count))</summary>
        \(views.isEmpty ? nil : "<ul class=\"plain\">\n\(views.map(row))</ul>" as HTML)
        <form method="post" id="save-view" data-follows="true" action="\(visit.path(.savedViews))\(query.changed { $0.after = nil }.text)">
        \(signedIn.tokenField)
        \(FormControl(
            name: "name", label: visit("Spara det som visas nu som", "Save what is shown now as"), problem: problem,
            problemWord: visit("Fel:", "Error:")
        ).html { "<input \($0) maxlength=\"\(SavedView.longestName)\" class=\"short\" />" })
        <label class="option"><input type="checkbox" name="shared" value="yes" /> \
        \(visit("Visa för alla arrangörer", "Show to all organisers"))</label>
        <button class="quiet">\(visit("Spara vyn", "Save the view"))</button>
        </form>
        </details>
        """
    }

    private func row(_ view: SavedView) -> HTML {
        """
        <li><a href="\(visit.path(.attendees))\(view.query.isEmpty ? "" : "?" + view.query)">\(view.name)</a>\
        \(view.isShared ? " <span class=\"county\">\(visit("för alla", "for all"))</span>" as HTML : nil)
        <form method="post" action="\(visit.path(.removeView(id: view.id)))">\(signedIn.tokenField)\
        <button class="quiet">\(visit("Ta bort", "Remove"))<span class="for-ears"> \(view.name)</span></button></form></li>

        """
    }
}

/// Saving and forgetting views.
struct SavedViewPages: Sendable {
    let store: Store
    let frame: Frame

    /// Keeps the query of the address under the name of the form.
    @Sendable func save(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let query = AttendeeQuery(try visit.request.head.queryFields(), kommuner: store.kommuner)
            .changed { $0.after = nil }
        let name = (form["name"] ?? "").trimmed
        let problem: String?
        if name.isEmpty {
            problem = visit("Skriv ett namn på vyn", "Enter a name for the view")
        } else if name.unicodeScalars.count > SavedView.longestName {
            problem = visit(
                "Namnet får ha högst \(SavedView.longestName) tecken",
                "The name can have at most \(SavedView.longestName) characters")
        } else {
            let isKept = try await store.saveView(
                name: name, query: FormData.encode(query.pairs), isShared: form["shared"] == "yes",
                of: signedIn.organiser.id)
            problem =
                isKept
                ? nil
                : visit(
                    "Det finns redan \(SavedView.most) vyer. Ta bort någon först.",
                    "There are \(SavedView.most) views already. Remove one first.")
        }
        guard let problem else { return .seeOther(visit.path(.attendees) + query.text) }
        let views = try await store.savedViews(of: signedIn.organiser.id)
        let summary = ErrorSummary(
            title: visit("Vyn sparades inte", "The view was not saved"),
            items: [ErrorSummary.Item(message: problem, control: "name")])
        return frame.page(
            visit, title: visit("Sparade vyer", "Saved views"), status: .unprocessableContent, organiser: signedIn,
            problems: summary,
            content: """
                <h1>\(visit("Sparade vyer", "Saved views"))</h1>
                \(SavedViewList(visit: visit, signedIn: signedIn, views: views, query: query, problem: problem).html)
                """)
    }

    func remove(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        try await store.removeView(id: id, of: signedIn.organiser.id)
        return .seeOther(visit.path(.attendees))
    }
}
