import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/inbjudan/{link}`: whoever is invited to the team chooses a password, and is in.
///
/// A link that has been used or withdrawn, whose time is over or that never was is answered in the same way.
struct InvitationPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let invitation = try await store.invitation(link: link, now: visit.now) else { return ended(visit) }
        return page(visit, link, invitation, problem: nil)
    }

    /// The link is the right to join, so no token is needed beside it; but whoever has one must not be able to sign somebody
    /// else in with it, from a page elsewhere.
    func accept(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard CrossSite.allows(visit.request.head) else { return problems.crossSite(visit) }
        guard let invitation = try await store.invitation(link: link, now: visit.now) else { return ended(visit) }
        let form = try visit.form()
        if let problem = PasswordFields.difference(form, visit) {
            return page(visit, link, invitation, problem: problem)
        }
        do {
            let session = try await store.accept(
                link, password: form["password"] ?? "", from: Client(visit), now: visit.now)
            guard let session else { return ended(visit) }
            return .seeOther(visit.path(.organisers), setCookie: SessionCookie.cookie(session))
        } catch let problem as PasswordProblem {
            return page(visit, link, invitation, problem: PasswordFields.item(problem, visit))
        }
    }

    private func page(
        _ visit: Visit, _ link: SecretLink, _ invitation: Invitation, problem: ErrorSummary.Item?
    ) -> Response {
        let title = visit("Gå med i arrangörernas lag", "Join the organisers’ team")
        let roles = invitation.roles.inOrder.map { role -> HTML in
            "<li><strong>\(role.label[visit.language])</strong>: \(role.explanation[visit.language])</li>\n"
        }
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent, problems: visit.summary(problem),
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit("Du är inbjuden som", "You are invited as"))</p>
                <ul>
                \(roles)
                </ul>
                <p>\(visit("Du loggar sedan in med namnet", "You will sign in with the name")) \
                <strong>\(invitation.name)</strong> \(visit("och lösenordet du väljer här.", "and the password chosen here."))</p>
                <form method="post" action="\(visit.path(.invitation(link)))" novalidate="novalidate">
                <input type="text" value="\(invitation.name)" autocomplete="username" hidden="hidden" />
                \(PasswordFields(visit: visit, problem: problem).new)
                <button class="main">\(visit("Gå med", "Join"))</button>
                </form>
                </div>
                """)
    }

    private func ended(_ visit: Visit) -> Response {
        let title = visit("Inbjudan gäller inte", "The invitation does not hold")
        return frame.page(
            visit, title: title, status: .notFound,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "En inbjudan gäller i sju dagar och en gång. Be den som bjöd in dig om en ny. Har du redan gått med kan "
                        + "du logga in.",
                    "An invitation is good for seven days, and once. Ask who invited you for another. If you have joined "
                        + "already you can sign in."))</p>
                <p><a href="\(visit.path(.signIn))">\(visit("Logga in", "Sign in"))</a></p>
                </div>
                """)
    }
}
