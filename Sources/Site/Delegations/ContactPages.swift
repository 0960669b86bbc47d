import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/grupp/{link}/kontakt`, and `/admin/grupper/{id}` for organisers: another address for the contact of a group.
struct ContactPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let suggestion: EmailSuggestion

    // MARK: For the contact

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let delegation = try await store.delegation(link: link) else { return problems.notFound(visit) }
        return page(visit, link, typed: delegation.contact.email, problem: nil)
    }

    /// The link is the right to change: nobody else's page can know it, so no token is needed beside it.
    func change(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        let (typed, email, problem) = check(try visit.form())
        guard try await store.delegation(link: link) != nil else { return problems.notFound(visit) }
        if let problem { return page(visit, link, typed: typed, problem: problem) }
        return switch try await store.changeContact(ofDelegation: link, to: email, now: visit.now) {
        case .changed(let new): .seeOther(visit.path(.delegation(new)) + "?moved=yes")
        case .unchanged: .seeOther(visit.path(.delegation(link)))
        case .notFound: problems.notFound(visit)
        }
    }

    private func page(_ visit: Visit, _ link: SecretLink, typed: String, problem: FieldProblem?) -> Response {
        let title = visit("Byt din e-postadress", "Change your e-mail address")
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent,
            problems: problem.map { summary(visit, $0) },
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "Gruppens sida får en ny länk, som vi mejlar till den nya adressen. Länkarna från tidigare slutar gälla.",
                    "The group’s page gets a new link, which we mail to the new address. Earlier links will no longer be "
                        + "valid."))</p>
                <form method="post" action="\(visit.path(.delegationContact(link)))" novalidate="novalidate">
                \(address(visit, typed: typed, problem: problem))
                <button class="main">\(visit("Byt adressen", "Change the address"))</button>
                </form>
                <p><a href="\(visit.path(.delegation(link)))">\(visit("Till gruppens sida", "To the page of the group"))</a></p>
                </div>
                """)
    }

    // MARK: For organisers

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let delegation = try await store.delegation(id: id) else { return problems.notFound(visit, signedIn) }
        return page(visit, signedIn, delegation, typed: delegation.contact.email, problem: nil)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let delegation = try await store.delegation(id: id) else { return problems.notFound(visit, signedIn) }
        let (typed, email, problem) = check(form)
        if let problem { return page(visit, signedIn, delegation, typed: typed, problem: problem) }
        let actor = Actor.organiser(signedIn.organiser.name)
        return switch try await store.changeContact(ofDelegation: id, to: email, by: actor, now: visit.now) {
        case .changed: .seeOther(visit.path(.delegationSetting(id: id)) + "?changed=yes")
        case .unchanged: .seeOther(visit.path(.delegationSetting(id: id)))
        case .notFound: problems.notFound(visit, signedIn)
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ delegation: Delegation, typed: String, problem: FieldProblem?
    ) -> Response {
        let title = visit("Grupp", "Group")
        let isChanged = visit.request.head.query == "changed=yes" && problem == nil
        let changed: HTML = """
            <p class="success" role="status">\(visit(
                "Adressen är ändrad, och gruppens länk är på väg dit.",
                "The address is changed, and the group’s link is on its way there."))</p>
            """
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: problem.map { summary(visit, $0) },
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                \(isChanged ? changed : nil)
                <p>\(visit("Kontaktperson", "Contact")): <strong>\(delegation.contact.name)</strong></p>
                <p>\(DelegationWords(delegation).states[visit.language])</p>
                <form method="post" action="\(visit.path(.delegationSetting(id: delegation.id)))" novalidate="novalidate">
                \(signedIn.tokenField)
                \(address(visit, typed: typed, problem: problem))
                <p>\(visit(
                    "Med en ny adress slutar de tidigare länkarna till gruppens sida att gälla. En ny mejlas dit.",
                    "With a new address the earlier links to the group’s page are no longer valid. A new one is mailed there."
                ))</p>
                <button>\(visit("Byt adressen", "Change the address"))</button>
                </form>
                <h2>\(visit("Personerna", "The people"))</h2>
                <ul>
                \(delegation.members.map { member -> HTML in
                    """
                    <li><a href="\(visit.path(.attendee(id: member.id)))">\(member.name)</a>, \
                    \(member.state.label[visit.language])</li>

                    """
                })
                </ul>
                </div>
                """)
    }

    // MARK: Both

    private func check(_ form: FormData) -> (typed: String, email: String, problem: FieldProblem?) {
        let typed = form[Field.contactEmail.name] ?? ""
        let (email, problem) = RegistrationForm.check(.contactEmail, typed: typed, kommuner: store.kommuner)
        return (typed, email, problem ?? suggestion.problem(with: email, in: .contactEmail, form))
    }

    private func address(_ visit: Visit, typed: String, problem: FieldProblem?) -> HTML {
        let control = FormControl(
            name: Field.contactEmail.name,
            label: visit("Kontaktpersonens e-postadress", "E-mail address of the contact"),
            hint: visit(
                "Hit går besked om gruppen, och om dem som saknar egen adress",
                "Messages about the group go here, and about those without an address of their own"),
            problem: problem?.message[visit.language], problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            """
            <input type="email" \(attributes) value="\(typed)" autocomplete="email" spellcheck="false" \
            autocapitalize="none" />
            """
        }
        return "\(EmailSuggestion.mark(problem, typed: typed))\(control)"
    }

    private func summary(_ visit: Visit, _ problem: FieldProblem) -> ErrorSummary {
        ErrorSummary(
            title: visit("Något behöver rättas", "Something needs to be corrected"),
            items: [ErrorSummary.Item(message: problem.message[visit.language], control: problem.field.name)])
    }
}
