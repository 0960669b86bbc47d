import Conference
import HTTP
import Storage

/// `/admin`: where one comes who has just signed in.
struct OrganiserStartPage: Sendable {
    let frame: Frame

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let landing = signedIn.organiser.landing
        guard landing == .organisers else { return .seeOther(visit.path(landing)) }
        let roles = signedIn.organiser.roles.inOrder.map { role -> HTML in
            "<li><strong>\(role.label[visit.language])</strong>: \(role.explanation[visit.language])</li>\n"
        }
        return frame.page(
            visit, title: visit("Arrangörernas sidor", "The organisers’ pages"), organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(visit("Du är inloggad", "You are signed in"))</h1>
                <p>\(visit("Det här är du med för:", "This is what you are here for:"))</p>
                <ul>
                \(roles)
                </ul>
                </div>
                """)
    }
}

extension Organiser {
    /// The page to begin with: the attendees, for those who may see them.
    var landing: Page { may(.readAttendees) ? .overview : .organisers }
}
